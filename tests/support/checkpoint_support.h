#pragma once

#include <limits>

#include <QtTest>

#include "model/torch.h"
#include "model/training/networks.h"
#include "model/training/training_state.h"
#include "tests/support/run_support.h"
#include "tests/support/tensor_support.h"

/// What the tests of checkpoints share.
namespace wasserfarbe::test {

inline TrainingConfig model_config() {
    TrainingConfig config = tiny_config();
    config.critic_norm = Norm::Layer;
    config.lambda = 0.1 + 0.2;
    return config;
}

/// A state as the trainer takes it, after an update of each network; between the critic's and the generator's
/// where `unfinished`.
inline TrainingState make_state(bool unfinished = false) {
    const TrainingConfig config = model_config();
    Networks networks(config, 3, torch::kCPU);
    auto random = at::detail::createCPUGenerator(4);
    const auto z = [&] { return torch::randn({4, config.latent_size}, random); };
    networks.update_critic(torch::rand({4, 3, 16, 16}, random), z(), torch::rand({4}, random));
    networks.update_generator(z());

    TrainingState state;
    state.config = config;
    state.seed = std::numeric_limits<std::uint64_t>::max() - 1; // no double holds it
    state.device = {Device::Kind::Cuda, 3};
    state.threads = 7;
    state.counters = {{3, 4, 2}, 14, 7, 56, 8, 1234.1 + 1e-10, {}};
    state.quality = 7.0 / 3;
    if (unfinished) {
        state.counters.generator_updates = 6;
        StepStats& stats = state.counters.unfinished.emplace();
        stats = {14, 3, 0, -1.0 / 3, StepStats::kNone, 0.1, 2e-30, -4.5, 1.1, 1e-4, 2e-4};
    }
    for (const auto& [name, tensor] : networks.state())
        state.tensors.emplace_back(name, tensor.detach().clone());
    state.tensors.emplace_back("random", random.get_state());
    state.tensors.emplace_back("preview_z", z());
    return state;
}

inline void compare_tensors(const NamedTensors& actual, const NamedTensors& expected) {
    QCOMPARE(actual.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QCOMPARE(actual[i].first, expected[i].first);
        QVERIFY2(same_bits(actual[i].second, expected[i].second), expected[i].first.c_str());
    }
}

} // namespace wasserfarbe::test
