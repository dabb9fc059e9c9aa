#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "model/types/field_table.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

/// A hyper-parameter in which settings differ.
struct SettingDifference {
    std::string_view key;           ///< of the field; `find_field` gives its unit and help
    std::vector<FieldValue> values; ///< one for each of the settings, in their order
};

/// The fields that are not the same in all of these settings, in the order of the field table; none for fewer
/// than two.
std::vector<SettingDifference> differing_settings(std::span<const TrainingConfig> configs);

/// Whether a run may go on with another value of this field: it says when to stop, what to show or what to
/// keep, and changes nothing of what is trained.
bool may_change_on_resume(std::string_view key);

/// Whether a branch of a run may have another value of this field. Only the shapes of the networks may not
/// change.
bool may_change_on_branch(std::string_view key);

} // namespace wasserfarbe
