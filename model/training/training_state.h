#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>

#include "model/training/adam.h"
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

/// Looks tensors up by name and checks them against those that they replace.
class StateReader {
public:
    explicit StateReader(const NamedTensors& tensors) : tensors_(tensors.begin(), tensors.end()) {}

    /// @throws Error (Model), naming the tensor, where it is missing or differs from `like` in shape or type.
    torch::Tensor find(const std::string& name, const torch::Tensor& like) const;
    /// Copies `find(name)` into every tensor.
    void load(const NamedTensors& into) const;

private:
    std::map<std::string, torch::Tensor> tensors_;
};

/// Every parameter and buffer of a network as `PREFIX.NAME`; the tensors themselves, not copies.
NamedTensors network_tensors(const std::string& prefix, const torch::nn::Module& network);

} // namespace wasserfarbe
