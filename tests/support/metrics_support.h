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
#include "model/types/metric_table.h"

/// What the tests of metrics.csv share.
namespace wasserfarbe::test {

/// Of this version; `the_file_is_plain_csv` has it letter by letter.
inline const std::string kHeader = [] {
    std::string header = "step,epoch";
    for (const Metric& metric : metric_table())
        header.append(",").append(metric.key);
    return header + "\n";
}();
/// Of files from before pictures were held out.
inline constexpr const char* kFormerHeader =
    "step,epoch,seconds,critic_loss,generator_loss,penalty,critic_real,critic_fake,wasserstein,gradient_norm,"
    "generator_learning_rate,critic_learning_rate\n";
/// How many columns those lack.
inline const auto kLaterColumns =
    static_cast<std::size_t>(std::ranges::count(metric_table(), true, &Metric::later));

inline std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

inline void write_text(const std::filesystem::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
}

/// Makes a file one of before pictures were held out.
inline void take_later_columns(const std::filesystem::path& path) {
    std::istringstream lines(text_of(path));
    std::string former;
    for (std::string line; std::getline(lines, line); former += line + "\n")
        for (std::size_t i = 0; i < kLaterColumns; ++i)
            line.resize(line.rfind(','));
    write_text(path, former);
}

/// Values that no short decimal number has; every second step is without a generator update, and every tenth
/// is an epoch's last.
inline StepStats stats_of(std::int64_t step) {
    StepStats stats;
    const double x = static_cast<double>(step);
    for (const Metric& metric : metric_table())
        if (metric.member && (metric.origin != MetricOrigin::Epoch || step % 10 == 9))
            stats.*metric.member = std::cbrt(x) / (3.0 + static_cast<double>(metric_index(metric)));
    stats.step = step;
    stats.epoch = static_cast<int>(step / 10) + 1;
    stats.seconds = x / 3;
    stats.critic_loss = -std::exp(x);
    stats.generator_loss = step % 2 == 0 ? std::sin(x) : StepStats::kNone;
    stats.penalty = 1e-300 / x;
    stats.gradient_norm = 1 + 1e-15 * x;
    return stats;
}

inline bool same(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

inline bool same(const StepStats& a, const StepStats& b) {
    return a.step == b.step && a.epoch == b.epoch &&
           std::ranges::all_of(metric_table(), [&](const Metric& metric) {
               return !metric.member || same(a.*metric.member, b.*metric.member);
           });
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
