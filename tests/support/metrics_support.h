#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "model/run/metrics_log.h"

/// What the tests of metrics.csv share.
namespace wasserfarbe::test {

inline constexpr const char* kHeader =
    "step,epoch,seconds,critic_loss,generator_loss,penalty,critic_real,critic_fake,wasserstein,gradient_norm,"
    "generator_learning_rate,critic_learning_rate,critic_held_out\n";
/// Of files from before pictures were held out.
inline constexpr const char* kFormerHeader =
    "step,epoch,seconds,critic_loss,generator_loss,penalty,critic_real,critic_fake,wasserstein,gradient_norm,"
    "generator_learning_rate,critic_learning_rate\n";

inline std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

inline void write_text(const std::filesystem::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
}

/// Values that no short decimal number has; every second step is without a generator update, and every tenth
/// is an epoch's last.
inline StepStats stats_of(std::int64_t step) {
    StepStats stats;
    const double x = static_cast<double>(step);
    stats.step = step;
    stats.epoch = static_cast<int>(step / 10) + 1;
    stats.seconds = x / 3;
    stats.critic_loss = -std::exp(x);
    stats.generator_loss = step % 2 == 0 ? std::sin(x) : StepStats::kNone;
    stats.penalty = 1e-300 / x;
    stats.critic_real = std::sqrt(x);
    stats.critic_fake = -std::sqrt(x + 1);
    stats.gradient_norm = 1 + 1e-15 * x;
    stats.generator_learning_rate = 2e-4 / x;
    stats.critic_learning_rate = 1e-4 / x;
    stats.critic_held_out = step % 10 == 9 ? std::sqrt(x) / 3 : StepStats::kNone;
    return stats;
}

inline bool same(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

inline bool same(const StepStats& a, const StepStats& b) {
    return a.step == b.step && a.epoch == b.epoch && same(a.seconds, b.seconds) &&
           same(a.critic_loss, b.critic_loss) && same(a.generator_loss, b.generator_loss) &&
           same(a.penalty, b.penalty) && same(a.critic_real, b.critic_real) &&
           same(a.critic_fake, b.critic_fake) && same(a.gradient_norm, b.gradient_norm) &&
           same(a.generator_learning_rate, b.generator_learning_rate) &&
           same(a.critic_learning_rate, b.critic_learning_rate) && same(a.critic_held_out, b.critic_held_out);
}

inline std::vector<std::int64_t> steps_of(const std::vector<StepStats>& rows) {
    std::vector<std::int64_t> steps;
    std::ranges::transform(rows, std::back_inserter(steps), [](const StepStats& row) { return row.step; });
    return steps;
}

using Steps = std::vector<std::int64_t>;

/// Appends the steps from `first` to `last` after `step`.
inline void write_steps(const std::filesystem::path& path, std::int64_t step, std::int64_t first,
                        std::int64_t last) {
    MetricsLog log(path, step);
    for (std::int64_t i = first; i <= last; ++i)
        log.append(stats_of(i));
    log.flush();
}

} // namespace wasserfarbe::test
