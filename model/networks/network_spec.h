#pragma once

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "model/types/field_table.h"

namespace wasserfarbe {

/// All that a generator's shape follows from.
struct GeneratorSpec {
    int image_size = 0; ///< a power of two, 16 to 256
    int latent_size = 0;
    int channels = 0; ///< of the last hidden layer, the narrowest
    Norm norm = Norm::Batch;
    Bias bias = Bias::None;

    bool operator==(const GeneratorSpec&) const = default;

    /// Each member with the setting that it is. What is said of a spec elsewhere follows from this: settings,
    /// reports, the hints in an exported file.
    static constexpr std::tuple kSettings = {
        std::pair{&GeneratorSpec::image_size, &TrainingConfig::image_size},
        std::pair{&GeneratorSpec::latent_size, &TrainingConfig::latent_size},
        std::pair{&GeneratorSpec::channels, &TrainingConfig::generator_channels},
        std::pair{&GeneratorSpec::norm, &TrainingConfig::generator_norm},
        std::pair{&GeneratorSpec::bias, &TrainingConfig::generator_bias}};
};

/// All that a critic's shape follows from.
struct CriticSpec {
    int image_size = 0; ///< a power of two, 16 to 256
    int channels = 0;   ///< of the first layer, the narrowest
    Norm norm = Norm::None;
    bool first_norm = true; ///< whether the norm, if any, follows the first layer too
    Bias bias = Bias::None;

    bool operator==(const CriticSpec&) const = default;

    /// As GeneratorSpec::kSettings.
    static constexpr std::tuple kSettings = {
        std::pair{&CriticSpec::image_size, &TrainingConfig::image_size},
        std::pair{&CriticSpec::channels, &TrainingConfig::critic_channels},
        std::pair{&CriticSpec::norm, &TrainingConfig::critic_norm},
        std::pair{&CriticSpec::first_norm, &TrainingConfig::critic_first_norm},
        std::pair{&CriticSpec::bias, &TrainingConfig::critic_bias}};
};

/// The network that settings ask for.
template <typename Spec>
Spec spec_of(const TrainingConfig& config) {
    Spec spec;
    std::apply([&](const auto&... setting) { ((spec.*setting.first = config.*setting.second), ...); },
               Spec::kSettings);
    return spec;
}

inline GeneratorSpec generator_spec(const TrainingConfig& config) {
    return spec_of<GeneratorSpec>(config);
}

inline CriticSpec critic_spec(const TrainingConfig& config) {
    return spec_of<CriticSpec>(config);
}

/// Settings that ask for this network.
template <typename Spec>
TrainingConfig with_network(TrainingConfig config, const Spec& spec) {
    std::apply([&](const auto&... setting) { ((config.*setting.second = spec.*setting.first), ...); },
               Spec::kSettings);
    return config;
}

/// The value of a setting, by its key.
using Setting = std::pair<std::string_view, FieldValue>;

/// All that a spec says, in the order of its members.
template <typename Spec>
std::vector<Setting> settings_of(const Spec& spec) {
    const TrainingConfig config = with_network({}, spec);
    std::vector<Setting> settings;
    const auto add = [&](const Field::Member& member) {
        const Field& field = *std::ranges::find(field_table(), member, &Field::member);
        settings.emplace_back(field.key, field.get(config));
    };
    std::apply([&](const auto&... setting) { (add(setting.second), ...); }, Spec::kSettings);
    return settings;
}

} // namespace wasserfarbe
