#pragma once

#include "model/types/training_config.h"

namespace wasserfarbe {

/// All that a generator's shape follows from.
struct GeneratorSpec {
    int image_size = 0; ///< a power of two, 16 to 256
    int latent_size = 0;
    int channels = 0; ///< of the last hidden layer, the narrowest
    Norm norm = Norm::Batch;
    Bias bias = Bias::None;

    bool operator==(const GeneratorSpec&) const = default;
};

/// All that a critic's shape follows from.
struct CriticSpec {
    int image_size = 0; ///< a power of two, 16 to 256
    int channels = 0;   ///< of the first layer, the narrowest
    Norm norm = Norm::None;
    bool first_norm = true; ///< whether the norm, if any, follows the first layer too
    Bias bias = Bias::None;

    bool operator==(const CriticSpec&) const = default;
};

inline GeneratorSpec generator_spec(const TrainingConfig& config) {
    return {config.image_size, config.latent_size, config.generator_channels, config.generator_norm,
            config.generator_bias};
}

inline CriticSpec critic_spec(const TrainingConfig& config) {
    return {config.image_size, config.critic_channels, config.critic_norm, config.critic_first_norm,
            config.critic_bias};
}

} // namespace wasserfarbe
