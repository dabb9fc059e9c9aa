#include "model/training/cpu.h"

#include <dlfcn.h>
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <thread>
#include <vector>

#include "model/networks/initialize.h"
#include "model/training/networks.h"

namespace wasserfarbe {
namespace {

using Clock = std::chrono::steady_clock;

struct Candidate {
    int threads = 1;
    double seconds = std::numeric_limits<double>::infinity(); ///< the fastest step seen
};

std::vector<Candidate> candidates() {
    const int processors = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    std::vector<Candidate> list;
    for (int threads = 1; threads < processors; threads *= 2)
        list.push_back({threads});
    list.push_back({processors});
    return list;
}

/// A critic and a generator update on random images, without the optimizers, which cost little.
class TrialStep {
public:
    explicit TrialStep(const TrainingConfig& config)
        : networks_(config, 0, torch::kCPU),
          random_(cpu_random(0)),
          real_(torch::rand({config.batch_size, 3, config.image_size, config.image_size}, random_)) {}

    double seconds() {
        const TrainingConfig& config = networks_.config;
        const auto augmentation = [&] {
            return draw_augmentation(config, config.batch_size, random_, torch::kCPU);
        };
        const auto start = Clock::now();
        networks_.critic_gradients(real_, torch::randn({config.batch_size, config.latent_size}, random_),
                                   torch::rand({config.batch_size}, random_),
                                   {augmentation(), augmentation()});
        networks_.generator_gradients(torch::randn({config.batch_size, config.latent_size}, random_),
                                      augmentation());
        return std::chrono::duration<double>(Clock::now() - start).count();
    }

private:
    Networks networks_;
    at::Generator random_;
    torch::Tensor real_;
};

} // namespace

void set_cpu_threads(int threads) {
    at::set_num_threads(threads);
    // LibTorch may have been built with another BLAS, so this is looked for and not linked.
    using SetThreads = void (*)(int);
    static const auto set_openblas_threads =
        reinterpret_cast<SetThreads>(::dlsym(RTLD_DEFAULT, "openblas_set_num_threads"));
    if (set_openblas_threads)
        set_openblas_threads(threads);
}

void prepare_cpu() {
    at::globalContext().setFlushDenormal(true);
#ifdef __GLIBC__
    constexpr int kLargestThreshold = 32 << 20; // glibc takes no more
    constexpr int kKeep = 1 << 30;
    constexpr int kGrowBy = 64 << 20;
    ::mallopt(M_MMAP_THRESHOLD, kLargestThreshold);
    ::mallopt(M_TRIM_THRESHOLD, kKeep);
    ::mallopt(M_TOP_PAD, kGrowBy);
#endif
}

int fastest_thread_count(const TrainingConfig& config, const std::stop_token& stop) {
    constexpr int kRounds = 3;
    constexpr double kEnoughSeconds = 4.0;
    std::vector<Candidate> list = candidates();
    if (list.size() == 1)
        return 1;
    TrialStep trial(config);
    const auto start = Clock::now();
    const auto enough = [&] {
        return std::chrono::duration<double>(Clock::now() - start).count() > kEnoughSeconds;
    };
    for (int round = 0; round < kRounds && !enough(); ++round) {
        for (Candidate& candidate : list) {
            set_cpu_threads(candidate.threads);
            // The first of the three fills oneDNN's primitive cache, which the change of threads emptied.
            for (int i = 0; i < 3 && !stop.stop_requested(); ++i)
                candidate.seconds = std::min(candidate.seconds, trial.seconds());
        }
    }
    return std::min_element(list.begin(), list.end(),
                            [](const Candidate& a, const Candidate& b) { return a.seconds < b.seconds; })
        ->threads;
}

} // namespace wasserfarbe
