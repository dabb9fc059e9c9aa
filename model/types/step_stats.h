#pragma once

#include <cstdint>
#include <limits>
#include <string_view>

namespace wasserfarbe {

/// What stops being a finite number is named after its tensor or column, a gradient with this before it.
inline constexpr std::string_view kGradientOf = "the gradient of ";

/// What one training step measured: one row of metrics.csv.
struct StepStats {
    static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

    std::int64_t step = 0;         ///< counts from 1: batches consumed by the critic
    int epoch = 0;                 ///< counts from 1: the epoch that this step belongs to
    double seconds = 0;            ///< training time of the whole run up to this step, pauses left out
    double critic_loss = kNone;    ///< -critic_real + critic_fake + penalty
    double generator_loss = kNone; ///< NaN for a step without a generator update
    double penalty = kNone;        ///< lambda * E[(gradient_norm - 1)^2]
    double critic_real = kNone;    ///< E[critic(real)]
    double critic_fake = kNone;    ///< E[critic(fake)]
    double gradient_norm = kNone;  ///< E[norm(grad critic(x_hat))]; the penalty pulls it to 1
    double generator_learning_rate = kNone;
    double critic_learning_rate = kNone;
    /// E[critic(x)] over the pictures that are kept from training, after an epoch's last step; NaN for the
    /// other steps. Well below critic_real it says that the critic knows its pictures by heart.
    double critic_held_out = kNone;

    /// The critic's estimate of the Wasserstein distance between real and generated images.
    double wasserstein() const { return critic_real - critic_fake; }
};

} // namespace wasserfarbe
