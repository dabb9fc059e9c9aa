#include "model/training/adam.h"

#include <cmath>

namespace wasserfarbe {
namespace {

/// The key of a parameter in an optimizer's state: its address, as text up to LibTorch 1.13 and plain after
/// it.
template <typename StateMap>
typename StateMap::key_type state_key(const torch::Tensor& parameter) {
    if constexpr (std::is_same_v<typename StateMap::key_type, std::string>)
        return c10::guts::to_string(parameter.unsafeGetTensorImpl());
    else
        return parameter.unsafeGetTensorImpl();
}

} // namespace

double learning_rate_factor(const TrainingConfig& config, int epoch) {
    if (config.schedule_epochs == 0)
        return 1.0;
    return std::pow(config.schedule_gamma, (epoch - 1) / config.schedule_epochs);
}

Adam::Adam(const torch::nn::Module& network, double learning_rate, double beta1, double beta2)
    : optimizer_(network.parameters(), torch::optim::AdamOptions(learning_rate).betas({beta1, beta2})) {
    for (const auto& item : network.named_parameters())
        parameters_.emplace_back(item.key(), item.value());
}

void Adam::set_learning_rate(double rate) {
    for (auto& group : optimizer_.param_groups())
        static_cast<torch::optim::AdamOptions&>(group.options()).lr(rate);
}

torch::optim::AdamParamState& Adam::parameter_state(const torch::Tensor& parameter) {
    auto& states = optimizer_.state();
    auto& state = states[state_key<std::decay_t<decltype(states)>>(parameter)];
    if (!state) {
        auto fresh = std::make_unique<torch::optim::AdamParamState>();
        fresh->step(0);
        fresh->exp_avg(torch::zeros_like(parameter));
        fresh->exp_avg_sq(torch::zeros_like(parameter));
        state = std::move(fresh);
    }
    return static_cast<torch::optim::AdamParamState&>(*state);
}

NamedTensors Adam::state(const std::string& prefix) {
    NamedTensors tensors;
    for (const auto& [name, parameter] : parameters_) {
        torch::optim::AdamParamState& state = parameter_state(parameter);
        const std::string key = prefix + "." + name;
        tensors.emplace_back(key + ".exp_avg", state.exp_avg());
        tensors.emplace_back(key + ".exp_avg_sq", state.exp_avg_sq());
        tensors.emplace_back(key + ".step", torch::tensor(state.step(), torch::kInt64));
    }
    return tensors;
}

void Adam::restore(const std::string& prefix, const StateReader& saved) {
    const torch::Tensor counter = torch::zeros({}, torch::kInt64);
    for (const auto& [name, parameter] : parameters_) {
        torch::optim::AdamParamState& state = parameter_state(parameter);
        const std::string key = prefix + "." + name;
        state.exp_avg().copy_(saved.find(key + ".exp_avg", state.exp_avg()));
        state.exp_avg_sq().copy_(saved.find(key + ".exp_avg_sq", state.exp_avg_sq()));
        state.step(saved.find(key + ".step", counter).item<std::int64_t>());
    }
}

} // namespace wasserfarbe
