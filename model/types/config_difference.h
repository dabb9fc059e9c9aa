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

} // namespace wasserfarbe
