// Times training steps of a preset. Needs LibTorch and the standard library alone, so that it also runs on a
// bare GPU node; that is why it is not written with a benchmark library.
//
//   train_step_benchmark [PRESET] [--steps N] [--rounds N] [--device cpu|cuda[:i]] [--threads N]...
//
// Each round times N steps at each thread count in turn, so that a machine whose speed drifts drifts for all
// of them. Prints, for each count, the fastest and the median round in milliseconds a step, and images a
// second.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "model/networks/initialize.h"
#include "model/networks/torch_device.h"
#include "model/training/cpu.h"
#include "model/training/networks.h"
#include "model/types/error.h"
#include "model/types/field_table.h"

namespace {

using namespace wasserfarbe;

struct Arguments {
    Preset preset = Preset::Quick;
    int steps = 20;
    int rounds = 5;
    Device device{Device::Kind::Cpu, 0};
    std::vector<int> threads;
};

Arguments parse(int argc, char** argv) {
    Arguments arguments;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const bool has_value = i + 1 < argc;
        if (word == "--steps" && has_value)
            arguments.steps = std::max(1, std::stoi(argv[++i]));
        else if (word == "--rounds" && has_value)
            arguments.rounds = std::max(1, std::stoi(argv[++i]));
        else if (word == "--device" && has_value)
            arguments.device = Device::parse(argv[++i]);
        else if (word == "--threads" && has_value)
            arguments.threads.push_back(std::max(1, std::stoi(argv[++i])));
        else
            arguments.preset = parse_preset(word);
    }
    if (arguments.threads.empty())
        arguments.threads.push_back(1);
    return arguments;
}

/// Steps as the Trainer takes them, on random images.
class Steps {
public:
    Steps(const TrainingConfig& config, const Device& device)
        : networks_(config, 1, torch_device(device)),
          random_(cpu_random(1)),
          real_(torch::rand({config.batch_size, 3, config.image_size, config.image_size}, random_)
                    .mul(2)
                    .sub(1)
                    .to(networks_.device)) {}

    /// Milliseconds a step.
    double time(int count) {
        const auto start = std::chrono::steady_clock::now();
        for (int i = 0; i < count; ++i)
            step();
        if (networks_.device.is_cuda())
            torch::cuda::synchronize();
        const auto end = std::chrono::steady_clock::now();
        return std::chrono::duration<double, std::milli>(end - start).count() / count;
    }

private:
    void step() {
        const TrainingConfig& config = networks_.config;
        const auto latents = [&] {
            return torch::randn({config.batch_size, config.latent_size}, random_).to(networks_.device);
        };
        const torch::Tensor alpha = torch::rand({config.batch_size}, random_).to(networks_.device);
        networks_.update_critic(real_, latents(), alpha);
        if (++done_ % config.critic_updates == 0)
            networks_.update_generator(latents());
    }

    Networks networks_;
    at::Generator random_;
    torch::Tensor real_;
    long done_ = 0;
};

void run(const Arguments& arguments) {
    prepare_cpu();
    const TrainingConfig config = preset_config(arguments.preset);
    Steps steps(config, arguments.device);
    std::vector<std::vector<double>> times(arguments.threads.size());
    for (int round = 0; round < arguments.rounds; ++round) {
        for (std::size_t i = 0; i < arguments.threads.size(); ++i) {
            set_cpu_threads(arguments.threads[i]);
            steps.time(2 * config.critic_updates); // the change of threads emptied oneDNN's cache
            times[i].push_back(steps.time(arguments.steps));
        }
    }
    for (std::size_t i = 0; i < times.size(); ++i) {
        std::sort(times[i].begin(), times[i].end());
        const double median = times[i][times[i].size() / 2];
        std::printf("%s, %s, %d threads: fastest %.2f, median %.2f ms a step, %.0f images/s\n",
                    std::string(preset_name(arguments.preset)).c_str(), arguments.device.name().c_str(),
                    arguments.threads[i], times[i].front(), median, 1000.0 * config.batch_size / median);
    }
}

} // namespace

int main(int argc, char** argv) {
    try {
        run(parse(argc, argv));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "train_step_benchmark: %s\n", error.what());
        return 1;
    }
    return 0;
}
