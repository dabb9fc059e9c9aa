#include "model/training/ema.h"

#include <algorithm>
#include <cmath>

namespace wasserfarbe {

double ema_decay(double half_life, std::int64_t images, std::int64_t seen) {
    constexpr double kRampUp = 0.05;
    const double effective = std::min(half_life, kRampUp * static_cast<double>(seen));
    return effective > 0 ? std::pow(0.5, static_cast<double>(images) / effective) : 0.0;
}

void update_ema(const GeneratorImpl& value, GeneratorImpl& ema, double decay) {
    const torch::NoGradGuard no_grad;
    const auto parameters = value.parameters();
    const auto ema_parameters = ema.parameters();
    for (std::size_t i = 0; i < parameters.size(); ++i)
        ema_parameters[i].lerp_(parameters[i], 1.0 - decay);
    const auto buffers = value.buffers();
    const auto ema_buffers = ema.buffers();
    for (std::size_t i = 0; i < buffers.size(); ++i) {
        if (buffers[i].is_floating_point())
            ema_buffers[i].lerp_(buffers[i], 1.0 - decay);
        else
            ema_buffers[i].copy_(buffers[i]);
    }
}

} // namespace wasserfarbe
