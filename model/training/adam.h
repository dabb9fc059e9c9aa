#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/networks/named_tensors.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

/// What the learning rates are multiplied by in an epoch: gamma^floor((epoch - 1) / every), as PyTorch's
/// StepLR.
/// @param epoch  counts from 1
double learning_rate_factor(const TrainingConfig& config, int epoch);

/// torch::optim::Adam whose state is kept by parameter name: `torch::save` of an optimizer does not restore
/// its options in LibTorch 1.13, and its format differs between versions.
class Adam {
public:
    Adam(const torch::nn::Module& network, double learning_rate, double beta1, double beta2);

    void set_learning_rate(double rate);
    void zero_grad() { optimizer_.zero_grad(); }
    void step() { optimizer_.step(); }

    /// Three tensors a parameter, on its device: `PREFIX.NAME.exp_avg`, `.exp_avg_sq` (its shape) and `.step`
    /// (int64 scalar). Before the first step they are zeros.
    NamedTensors state(const std::string& prefix);
    /// @throws Error (Model)
    void restore(const std::string& prefix, const StateReader& saved);

private:
    torch::optim::AdamParamState& parameter_state(const torch::Tensor& parameter);

    std::vector<std::pair<std::string, torch::Tensor>> parameters_;
    torch::optim::Adam optimizer_;
};

} // namespace wasserfarbe
