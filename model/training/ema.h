#pragma once

#include <cstdint>

#include "model/networks/generator.h"

namespace wasserfarbe {

/// The weight that the old average keeps when `images` more were shown: 0.5^(images / half_life). While few
/// images were seen the half-life is a twentieth of them, so that the first weights do not linger (Karras et
/// al. 2020, StyleGAN2-ADA's `ema_rampup`). 0 where the half-life is 0: no averaging.
/// @param images  shown since the last time
/// @param seen    shown since the run began
double ema_decay(double half_life, std::int64_t images, std::int64_t seen);

/// ema = decay * ema + (1 - decay) * value for all parameters and for the running statistics of batch norm;
/// counters are copied.
void update_ema(const GeneratorImpl& value, GeneratorImpl& ema, double decay);

} // namespace wasserfarbe
