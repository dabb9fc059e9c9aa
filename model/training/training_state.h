#pragma once

#include <cstdint>
#include <limits>
#include <optional>

#include "model/networks/named_tensors.h"
#include "model/training/batch_source.h"
#include "model/types/device.h"
#include "model/types/step_stats.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

/// How far a run has come.
struct TrainingCounters {
    BatchPosition position; ///< of the next batch
    std::int64_t step = 0;  ///< critic updates done
    std::int64_t generator_updates = 0;
    std::int64_t images = 0; ///< real images consumed
    std::int64_t images_since_generator_update = 0;
    double seconds = 0;                  ///< of training, pauses left out
    std::optional<StepStats> unfinished; ///< the last step's, while its generator update is still due
};

/// All that training goes on from, taken between two updates. The tensors are copies on the CPU:
/// `generator.*`, `ema.*` and `critic.*` (parameters and buffers), `generator_adam.*` and `critic_adam.*`
/// (see Adam::state), `random` (the state of the generator of random numbers that draws latents, alphas and
/// augmentations) and `preview_z` (the fixed latents).
struct TrainingState {
    TrainingConfig config;
    std::uint64_t seed = 0;
    Device device;
    int threads = 0;
    TrainingCounters counters;
    /// The quality score when the state was taken; NaN where it was not scored. See quality_score.h.
    double quality = std::numeric_limits<double>::quiet_NaN();
    NamedTensors tensors;
};

} // namespace wasserfarbe
