#include "model/types/config_difference.h"

#include <algorithm>
#include <array>
#include <utility>

namespace wasserfarbe {

std::vector<SettingDifference> differing_settings(std::span<const TrainingConfig> configs) {
    std::vector<SettingDifference> differences;
    for (const Field& field : field_table()) {
        std::vector<FieldValue> values;
        for (const TrainingConfig& config : configs)
            values.push_back(field.get(config));
        if (std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>{}) != values.end())
            differences.push_back({field.key, std::move(values)});
    }
    return differences;
}

bool may_change_on_resume(std::string_view key) {
    constexpr std::array keys = {"epochs", "preview_epochs", "checkpoint_epochs", "checkpoint_minutes",
                                 "checkpoints_kept"};
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool may_change_on_branch(std::string_view key) {
    constexpr std::array shapes = {"image_size",     "latent_size",       "generator_channels",
                                   "generator_norm", "generator_bias",    "critic_channels",
                                   "critic_norm",    "critic_first_norm", "critic_bias"};
    return std::find(shapes.begin(), shapes.end(), key) == shapes.end();
}

} // namespace wasserfarbe
