#include "model/training/networks.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "model/networks/initialize.h"
#include "model/training/finite.h"
#include "model/training/gradient_penalty.h"
#include "model/types/norm_table.h"
#include "model/types/step_stats.h"

namespace wasserfarbe {
namespace {

template <typename Network, typename Spec>
Network make_network(const Spec& spec, const torch::Device& device) {
    Network network(spec);
    network->to(device);
    return network;
}

NamedTensors gradients(const NamedTensors& network) {
    NamedTensors gradients;
    for (const auto& [name, tensor] : network)
        if (tensor.requires_grad())
            gradients.emplace_back(name, tensor.grad());
    return gradients;
}

/// What an optimizer is about to use: looked at before it moves anything.
void require_finite_update(double loss, const char* loss_name, const NamedTensors& network) {
    if (!std::isfinite(loss))
        throw NotFinite(loss_name);
    require_finite(gradients(network), std::string(kGradientOf));
    require_finite(network, "");
}

/// Switches off the gradients of a network's parameters for as long as it lives.
class FrozenParameters {
public:
    explicit FrozenParameters(torch::nn::Module& network) : parameters_(network.parameters()) { set(false); }
    ~FrozenParameters() { set(true); }
    FrozenParameters(const FrozenParameters&) = delete;
    FrozenParameters& operator=(const FrozenParameters&) = delete;

private:
    void set(bool wanted) {
        for (torch::Tensor& parameter : parameters_)
            parameter.set_requires_grad(wanted);
    }
    std::vector<torch::Tensor> parameters_;
};

/// Puts a network into eval mode for as long as it lives.
class EvalMode {
public:
    explicit EvalMode(torch::nn::Module& network) : network_(network), trained_(network.is_training()) {
        network_.eval();
    }
    ~EvalMode() { network_.train(trained_); }
    EvalMode(const EvalMode&) = delete;
    EvalMode& operator=(const EvalMode&) = delete;

private:
    torch::nn::Module& network_;
    bool trained_;
};

/// One transfer for all: on a GPU each would wait for the device. @param values  scalars
StepStats measured(const std::vector<std::pair<double StepStats::*, torch::Tensor>>& values) {
    std::vector<torch::Tensor> scalars;
    for (const auto& [member, value] : values)
        scalars.push_back(value.detach());
    const torch::Tensor numbers = torch::stack(scalars).to(torch::kCPU, torch::kFloat64);
    StepStats stats;
    for (std::size_t i = 0; i < values.size(); ++i)
        stats.*values[i].first = numbers.data_ptr<double>()[i];
    return stats;
}

} // namespace

torch::Tensor batch_tensor(const ImageBatch& batch, const torch::Device& device) {
    auto* pixels = const_cast<std::uint8_t*>(batch.pixels.data()); // is only read
    const torch::Tensor bytes =
        torch::from_blob(pixels, {batch.count, batch.size, batch.size, 3}, torch::kUInt8);
    return bytes.to(device).permute({0, 3, 1, 2}).to(torch::kFloat32).div(127.5).sub(1).contiguous();
}

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

Networks::Networks(const TrainingConfig& settings, std::uint64_t seed, const torch::Device& where)
    : config(settings),
      device(where),
      generator(make_network<Generator>(generator_spec(settings), where)),
      ema(make_network<Generator>(generator_spec(settings), where)),
      critic(make_network<Critic>(critic_spec(settings), where)),
      generator_adam(*generator, settings.generator_learning_rate, settings.beta1, settings.beta2),
      critic_adam(*critic, settings.critic_learning_rate, settings.beta1, settings.beta2) {
    at::Generator random = cpu_random(seed);
    initialize(*generator, settings.initialization, random);
    initialize(*critic, settings.initialization, random);
    copy_network(*generator, *ema);
    ema->eval();
}

std::pair<torch::Tensor, torch::Tensor> Networks::score(const torch::Tensor& real,
                                                        const torch::Tensor& fake) {
    // A norm may look at a batch as a whole: then real and generated images must not share one. Otherwise one
    // pass over both is the same and faster.
    if (norm_info(config.critic_norm).across_batch) {
        const torch::Tensor real_scores = critic(real);
        return {real_scores, critic(fake)};
    }
    const torch::Tensor both = critic(torch::cat({real, fake}));
    return {both.narrow(0, 0, real.size(0)), both.narrow(0, real.size(0), fake.size(0))};
}

StepStats Networks::critic_gradients(const torch::Tensor& real, const torch::Tensor& z,
                                     const torch::Tensor& alpha, const CriticAugmentation& augmentation) {
    torch::Tensor shown_real;
    torch::Tensor shown_fake;
    {
        const torch::NoGradGuard no_grad;
        shown_real = augment(real, augmentation.real);
        shown_fake = augment(generator(z), augmentation.fake);
    }
    const auto [real_scores, fake_scores] = score(shown_real, shown_fake);
    const torch::Tensor real_mean = real_scores.mean();
    const torch::Tensor fake_mean = fake_scores.mean();
    const GradientPenalty penalty = gradient_penalty([this](const torch::Tensor& x) { return critic(x); },
                                                     shown_real, shown_fake, alpha, config.lambda);
    const torch::Tensor loss = fake_mean - real_mean + penalty.penalty;
    critic_adam.zero_grad();
    loss.backward();
    return measured({{&StepStats::critic_loss, loss},
                     {&StepStats::critic_real, real_mean},
                     {&StepStats::critic_fake, fake_mean},
                     {&StepStats::penalty, penalty.penalty},
                     {&StepStats::gradient_norm, penalty.gradient_norm}});
}

double Networks::generator_gradients(const torch::Tensor& z, const Augmentation& augmentation) {
    const FrozenParameters frozen(*critic);
    const torch::Tensor loss = -critic(augment(generator(z), augmentation)).mean();
    generator_adam.zero_grad();
    loss.backward();
    return loss.item<double>();
}

torch::Tensor Networks::evaluate_critic(const torch::Tensor& images) {
    const EvalMode eval(*critic);
    const torch::NoGradGuard no_grad;
    return critic(images);
}

StepStats Networks::update_critic(const torch::Tensor& real, const torch::Tensor& z,
                                  const torch::Tensor& alpha, const CriticAugmentation& augmentation) {
    const StepStats update = critic_gradients(real, z, alpha, augmentation);
    require_finite_update(update.critic_loss, "critic_loss", network_tensors("critic", *critic));
    critic_adam.step();
    return update;
}

double Networks::update_generator(const torch::Tensor& z, const Augmentation& augmentation) {
    const double loss = generator_gradients(z, augmentation);
    require_finite_update(loss, "generator_loss", network_tensors("generator", *generator));
    generator_adam.step();
    return loss;
}

NamedTensors Networks::state() {
    NamedTensors all;
    const auto append = [&](NamedTensors some) {
        std::move(some.begin(), some.end(), std::back_inserter(all));
    };
    append(network_tensors("generator", *generator));
    append(network_tensors("ema", *ema));
    append(network_tensors("critic", *critic));
    append(generator_adam.state("generator_adam"));
    append(critic_adam.state("critic_adam"));
    return all;
}

void Networks::restore(const StateReader& state) {
    state.load(network_tensors("generator", *generator));
    state.load(network_tensors("ema", *ema));
    state.load(network_tensors("critic", *critic));
    generator_adam.restore("generator_adam", state);
    critic_adam.restore("critic_adam", state);
}

} // namespace wasserfarbe
