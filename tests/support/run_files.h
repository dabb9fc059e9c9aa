#pragma once

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>

#include "model/pictures/png_file.h"
#include "model/run/metrics_log.h"
#include "model/run/run_directory.h"
#include "model/weights/read/safetensors.h"

/// Runs on disk as the studio's tests need them, written without training.
namespace wasserfarbe::test {

inline StepStats stats_of(std::int64_t step, double loss = 1.0) {
    StepStats stats;
    stats.step = step;
    stats.epoch = static_cast<int>((step + 9) / 10);
    stats.seconds = static_cast<double>(step) / 10;
    stats.critic_loss = loss;
    return stats;
}

/// A run of `steps` steps, 10 an epoch, with a preview after each epoch.
inline RunDirectory write_run(const std::filesystem::path& path, std::int64_t steps,
                              RunState state = RunState::Stopped) {
    const RunDirectory run(path);
    run.create();
    RunRecord record;
    record.state = state;
    record.preset = "quick";
    record.data = path.parent_path() / "pictures";
    record.images = 100;
    record.fingerprint = "0123456789abcdef";
    record.started = "2025-01-01T00:00:00Z";
    record.step = steps;
    record.epoch = static_cast<int>(steps / 10);
    run.write_record(record);
    MetricsLog log(run.metrics_path(), 0);
    for (std::int64_t step = 1; step <= steps; ++step)
        log.append(stats_of(step));
    log.flush();
    for (int epoch = 0; epoch <= record.epoch; ++epoch)
        write_png(run.preview_path(epoch), Image(4, 4, static_cast<std::uint8_t>(epoch)));
    return run;
}

/// What is looked at of a checkpoint without LibTorch: its header, before `bytes` bytes of nothing.
/// @param quality  NaN: not scored
inline std::filesystem::path write_checkpoint_file(const RunDirectory& run, int epoch, std::int64_t step,
                                                   double quality = std::numeric_limits<double>::quiet_NaN(),
                                                   std::int64_t bytes = 64) {
    SafetensorsHeader header;
    header.entries = {{"ema", "U8", {bytes}, 0, static_cast<std::uint64_t>(bytes)}};
    header.metadata["counters"] = "{\"step\": " + std::to_string(step) + "}";
    if (!std::isnan(quality))
        header.metadata["quality"] = std::to_string(quality);
    const std::filesystem::path path = run.checkpoint_path(epoch);
    std::ofstream(path, std::ios::binary)
        << write_safetensors_header(header) << std::string(static_cast<std::size_t>(bytes), '\0');
    return path;
}

inline void write_text(const std::filesystem::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
}

} // namespace wasserfarbe::test
