#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "model/types/training_config.h"

namespace wasserfarbe {

/// How a preset is called. Title and description are texts in context "Field".
struct PresetInfo {
    Preset preset;
    std::string_view name; ///< in files and on the command line
    const char* title;
    const char* description; ///< one line
};

const PresetInfo& preset_info(Preset preset);
std::string_view preset_name(Preset preset);
TrainingConfig preset_config(Preset preset);

/// Nothing for a name that this version does not know.
std::optional<Preset> find_preset(std::string_view name);
/// @throws Error (Usage)
Preset parse_preset(std::string_view name);
std::span<const Preset> all_presets();

} // namespace wasserfarbe
