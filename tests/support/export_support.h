#pragma once

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "model/networks/critic.h"
#include "model/networks/generator.h"
#include "model/networks/initialize.h"
#include "model/run/checkpoint.h"
#include "model/torch.h"
#include "model/training/networks.h"
#include "model/training/training_state.h"
#include "model/types/norm_table.h"
#include "model/weights/model_weights.h"
#include "tests/support/run_support.h"

/// What the tests of exported models share.
namespace wasserfarbe::test {

struct ExportCase {
    std::string name;
    TrainingConfig config;
};

inline ExportCase export_case(std::string name, int size, Norm generator, Norm critic, Bias bias,
                              bool first_norm = true) {
    TrainingConfig config = tiny_config();
    config.image_size = size;
    config.generator_norm = generator;
    config.critic_norm = critic;
    config.generator_bias = bias;
    config.critic_bias = bias;
    config.critic_first_norm = first_norm;
    return {std::move(name), config};
}

/// All norms, each also in a critic whose first layer has none, all biases, two sizes.
inline std::vector<ExportCase> export_cases() {
    std::vector<ExportCase> cases = {
        export_case("article", 64, Norm::Batch, Norm::Batch, Bias::None),
        export_case("paper", 64, Norm::Batch, Norm::Layer, Bias::None),
        export_case("dcgan", 64, Norm::Batch, Norm::Batch, Bias::None, false),
        export_case("batch", 16, Norm::Batch, Norm::None, Bias::All),
        export_case("layer", 16, Norm::Layer, Norm::Layer, Bias::Last, false),
        export_case("instance", 16, Norm::Instance, Norm::Instance, Bias::All, false),
        export_case("none", 16, Norm::None, Norm::None, Bias::Last, false),
        export_case("layer-64", 64, Norm::Layer, Norm::Instance, Bias::All),
        export_case("none-64", 64, Norm::None, Norm::Batch, Bias::All, false)};
    for (const NormInfo& info : norm_table()) {
        const bool covered = std::ranges::any_of(cases, [&](const ExportCase& known) {
            return known.config.generator_norm == info.norm && known.config.critic_norm == info.norm &&
                   !known.config.critic_first_norm;
        });
        if (!covered)
            cases.push_back(export_case(std::string(info.name), 16, info.norm, info.norm, Bias::All, false));
    }
    return cases;
}

/// Weights with which every tensor counts: drawn so that neither images nor scores vanish or saturate.
inline void draw_weights(torch::nn::Module& network, std::int64_t fan_axis, int kernel_area,
                         at::Generator random) {
    const torch::NoGradGuard no_grad;
    for (const auto& [name, tensor] : network_tensors("network", network)) {
        torch::Tensor target = tensor;
        if (name.ends_with("num_batches_tracked"))
            target.fill_(1234);
        else if (name.ends_with("running_var"))
            target.uniform_(0.5, 2, random);
        else if (name.ends_with("norm.weight"))
            target.uniform_(0.7, 1.3, random);
        else if (tensor.dim() == 4)
            target.normal_(0, std::sqrt(1.5 / static_cast<double>(tensor.size(fan_axis) * kernel_area)),
                           random);
        else
            target.normal_(0, 0.2, random);
    }
}

inline NamedTensors plain_names(const torch::nn::Module& network) {
    NamedTensors tensors = network_tensors("", network);
    for (auto& [name, tensor] : tensors)
        name.erase(0, 1);
    return tensors;
}

/// A generator, a critic and what they compute.
struct ExportModel {
    explicit ExportModel(const TrainingConfig& config_of_both)
        : config(config_of_both), generator(generator_spec(config)), critic(critic_spec(config)) {
        draw_weights(*generator, 0, 4, cpu_random(7));
        draw_weights(*critic, 1, 16, cpu_random(8));
        generator->eval();
        critic->eval();
    }

    torch::Tensor latents(int count) const {
        torch::manual_seed(100 + count);
        return torch::randn({count, config.latent_size});
    }
    torch::Tensor images(const torch::Tensor& z) {
        const torch::NoGradGuard no_grad;
        return generator->forward(z);
    }
    torch::Tensor scores(const torch::Tensor& images) {
        const torch::NoGradGuard no_grad;
        return critic->forward(images);
    }

    ModelWeights weights() const {
        ModelWeights weights;
        weights.info.generator = generator->spec();
        weights.info.critic = critic->spec();
        weights.generator = plain_names(*generator);
        weights.critic = plain_names(*critic);
        return weights;
    }

    TrainingConfig config;
    Generator generator;
    Critic critic;
};

/// A checkpoint with the model's generator as the average, its critic, and another generator as training left
/// it.
inline void write_model(const std::filesystem::path& path, const ExportModel& model) {
    Networks networks(model.config, 3, torch::kCPU);
    TrainingState state;
    state.config = model.config;
    state.counters.step = 14;
    const StateReader ours([&] {
        NamedTensors tensors = network_tensors("ema", *model.generator);
        for (const auto& item : network_tensors("critic", *model.critic))
            tensors.push_back(item);
        return tensors;
    }());
    for (const auto& [name, tensor] : networks.state()) {
        const bool replaced = name.starts_with("ema.") || name.starts_with("critic.");
        state.tensors.emplace_back(name, (replaced ? ours.find(name, tensor) : tensor).detach().clone());
    }
    state.tensors.emplace_back("random", at::detail::createCPUGenerator(4).get_state());
    state.tensors.emplace_back("preview_z", model.latents(4));
    write_checkpoint(path, state);
}

/// The largest difference between any two values; infinite where the shapes differ.
inline double difference(const torch::Tensor& a, const torch::Tensor& b) {
    if (a.sizes() != b.sizes())
        return std::numeric_limits<double>::infinity();
    return (a - b).abs().max().item<double>();
}

} // namespace wasserfarbe::test
