#include "model/types/config_difference.h"

#include <algorithm>
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

} // namespace wasserfarbe
