#pragma once

#include <span>
#include <string_view>

#include "model/types/field.h"
#include "model/types/preset.h" // what the fields are set to at first

namespace wasserfarbe {

/// All fields, in the order in which a form shows them.
std::span<const Field> field_table();

/// @throws Error (Usage) that names the key and the nearest one that exists.
const Field& find_field(std::string_view key);

/// What a form calls a choice, a text in context "Field"; null for one that is a number.
const char* choice_label(std::string_view choice);

/// Applies one `KEY=VALUE`. @throws Error (Usage)
void apply_setting(TrainingConfig& config, std::string_view assignment);

/// Settings that contradict each other, which no single field can say.
struct ConfigConflict {
    const char* by_keys;   ///< for the command line
    const char* by_labels; ///< for a form; a text in context "Field"
};

/// Null where there is none.
const ConfigConflict* find_conflict(const TrainingConfig& config);
/// Each field's own range is checked when it is set. @throws Error (Usage) that has the conflict's words
void check_config(const TrainingConfig& config);

} // namespace wasserfarbe
