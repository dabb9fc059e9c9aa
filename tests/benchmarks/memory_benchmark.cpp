// Holds the estimate of the memory that training takes against what it really takes.
//
//   memory_benchmark [--threads N]
//
// Trains four short epochs of each of some settings, each in a process of its own, as a run does: with
// previews, quality scores, a state to roll back to, one that waits to be saved and one that is being
// written. Prints by how much the process grew at its peak, and what was estimated before. Takes some minutes
// and up to 3 GB; needs Linux.

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "model/training/memory_estimate.h"
#include "model/training/trainer.h"
#include "model/types/norm_table.h"
#include "model/types/process_memory.h"

namespace {

using namespace wasserfarbe;

/// What differs between the settings that are measured.
struct Case {
    int image_size = 0;
    int batch_size = 0;
    int channels = 0; ///< of both networks
    Norm generator_norm = Norm::Batch;
    Norm critic_norm = Norm::None;
};

constexpr std::array kCases = {
    Case{32, 64, 32, Norm::Batch, Norm::None},        Case{32, 128, 64, Norm::Batch, Norm::Layer},
    Case{64, 4, 64, Norm::Batch, Norm::Layer},        Case{64, 64, 8, Norm::None, Norm::None},
    Case{64, 64, 32, Norm::Batch, Norm::None},        Case{64, 64, 32, Norm::Batch, Norm::Batch},
    Case{64, 64, 32, Norm::Instance, Norm::Instance}, Case{64, 64, 64, Norm::Layer, Norm::Layer},
    Case{64, 128, 64, Norm::Batch, Norm::None},       Case{64, 128, 64, Norm::Batch, Norm::Batch},
    Case{128, 4, 64, Norm::Batch, Norm::Layer},       Case{128, 16, 32, Norm::Batch, Norm::None},
    Case{128, 32, 64, Norm::Batch, Norm::Layer},      Case{128, 64, 16, Norm::None, Norm::Batch},
    Case{128, 128, 32, Norm::Batch, Norm::None},      Case{256, 16, 16, Norm::Batch, Norm::Layer},
};

TrainingConfig config_of(const Case& settings) {
    TrainingConfig config;
    config.image_size = settings.image_size;
    config.batch_size = settings.batch_size;
    config.generator_channels = config.critic_channels = settings.channels;
    config.generator_norm = settings.generator_norm;
    config.critic_norm = settings.critic_norm;
    config.epochs = 4; // after the third, three states are held
    config.checkpoint_epochs = 1;
    return config;
}

/// As many pictures as are scored, of one pattern; an epoch takes two batches of them.
class Pictures final : public BatchSource {
public:
    explicit Pictures(const TrainingConfig& config) : size_(config.image_size), batch_(config.batch_size) {}

    std::int64_t image_count() const override { return 1000; }
    int image_size() const override { return size_; }
    std::int64_t batches_per_epoch() const override { return 2; }
    void trained_on(std::int64_t first, int count, ImageBatch& batch) override {
        batch.count = count;
        batch.size = size_;
        batch.pixels.resize(std::size_t{3} * static_cast<std::size_t>(size_ * size_ * count));
        for (std::size_t i = 0; i < batch.pixels.size(); ++i)
            batch.pixels[i] = static_cast<std::uint8_t>(i * 7 + static_cast<std::size_t>(first));
    }
    void seek(BatchPosition) override {}
    bool next(ImageBatch& batch, std::stop_token) override {
        trained_on(0, batch_, batch);
        return true;
    }

private:
    int size_;
    int batch_;
};

/// Holds as many states as a run does whose disk is slow: one that is being written, one that waits, and the
/// one that it rolls back to where it diverges.
class SlowSink final : public CheckpointSink {
public:
    void save(std::shared_ptr<const TrainingState> state) override {
        held_[next_] = std::move(state);
        next_ = (next_ + 1) % held_.size();
    }

private:
    std::array<std::shared_ptr<const TrainingState>, 3> held_;
    std::size_t next_ = 0;
};

/// In bytes.
std::uint64_t peak_resident() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::stoull(line.substr(6)) * 1024;
    throw std::runtime_error("the system does not tell the peak of a process's memory");
}

/// Trains, and prints by how many bytes this process grew.
void measure_here(const TrainingConfig& config, int threads) {
    const std::uint64_t before = resident_bytes();
    Pictures pictures(config);
    SlowSink sink;
    class : public RunObserver {
        void on_event(const RunEvent&) override {}
    } observer;
    Trainer trainer(config, {.seed = 1, .device = {Device::Kind::Cpu, 0}, .threads = threads}, pictures,
                    sink);
    trainer.run(observer, {});
    std::printf("%llu\n", static_cast<unsigned long long>(peak_resident() - before));
}

/// The same in a process of its own. @return bytes
double measured(const std::string& program, std::size_t index, int threads) {
    const std::string command =
        "'" + program + "' --case " + std::to_string(index) + " --threads " + std::to_string(threads);
    const std::unique_ptr<FILE, int (*)(FILE*)> child(::popen(command.c_str(), "r"), ::pclose);
    double bytes = 0;
    if (!child || std::fscanf(child.get(), "%lf", &bytes) != 1)
        throw std::runtime_error("this failed: " + command);
    return bytes;
}

void run(const std::string& program, int threads) {
    std::printf("%5s %6s %9s %-19s %9s %9s\n", "size", "batch", "channels", "norms", "took MB", "estimate");
    for (std::size_t i = 0; i < kCases.size(); ++i) {
        const Case& settings = kCases.at(i);
        const double took = measured(program, i, threads) / 1e6;
        const double estimate = static_cast<double>(training_memory(config_of(settings))) / 1e6;
        const std::string norms = std::string(norm_info(settings.generator_norm).name) + ", " +
                                  std::string(norm_info(settings.critic_norm).name);
        std::printf("%5d %6d %9d %-19s %9.0f %9.0f  %+.0f %%\n", settings.image_size, settings.batch_size,
                    settings.channels, norms.c_str(), took, estimate, 100 * (estimate / took - 1));
        std::fflush(stdout);
    }
}

} // namespace

int main(int argc, char** argv) {
    int threads = 1;
    int index = -1;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (std::string(argv[i]) == "--threads")
            threads = std::max(1, std::atoi(argv[i + 1]));
        else if (std::string(argv[i]) == "--case")
            index = std::atoi(argv[i + 1]);
    }
    try {
        if (index >= 0)
            measure_here(config_of(kCases.at(static_cast<std::size_t>(index))), threads);
        else
            run(argv[0], threads);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "memory_benchmark: %s\n", error.what());
        return 1;
    }
    return 0;
}
