#include "model/run/run_comparison.h"

#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "model/training/training_state.h"
#include "model/types/metric_table.h"
#include "model/types/unhandled_value.h"

namespace wasserfarbe {
namespace {

/// Equal numbers, or no number in both.
bool same(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

void compare_row(const StepStats& repeated, const StepStats& saved, std::vector<RunDifference>& differences) {
    const std::string step = "step " + std::to_string(repeated.step) + ": ";
    if (repeated.epoch != saved.epoch)
        differences.push_back({step + "epoch", 1, std::abs(double{1} * repeated.epoch - saved.epoch)});
    for (const Metric& metric : metric_table())
        if (metric.is_repeatable() && !same(metric.of(repeated), metric.of(saved)))
            differences.push_back(
                {step + std::string(metric.key), 1, std::abs(metric.of(repeated) - metric.of(saved))});
}

/// The bits of each number: with them 0 and -0 differ, and a NaN is equal to itself.
torch::Tensor bits(const torch::Tensor& tensor) {
    const torch::Tensor whole = tensor.contiguous();
    switch (whole.element_size()) {
    case 1:
        return whole.view(torch::kUInt8);
    case 2:
        return whole.view(torch::kInt16);
    case 4:
        return whole.view(torch::kInt32);
    case 8:
        return whole.view(torch::kInt64);
    }
    unhandled_value();
}

void compare_tensor(const std::string& name, const torch::Tensor& repeated, const torch::Tensor& saved,
                    std::vector<RunDifference>& differences) {
    if (repeated.sizes() != saved.sizes() || repeated.scalar_type() != saved.scalar_type()) {
        differences.push_back({c10::str(name, ": ", saved.scalar_type(), saved.sizes(), ", and repeated ",
                                        repeated.scalar_type(), repeated.sizes()),
                               saved.numel(), 0});
        return;
    }
    const torch::Tensor differs = bits(repeated) != bits(saved);
    const auto count = differs.sum().item<std::int64_t>();
    if (count == 0)
        return;
    const torch::Tensor distance = (repeated.to(torch::kFloat64) - saved.to(torch::kFloat64)).abs();
    differences.push_back({name, count, distance.max().item<double>()});
}

void compare_counters(const TrainingCounters& repeated, const TrainingCounters& saved,
                      std::vector<RunDifference>& differences) {
    const auto compare = [&](const char* name, std::int64_t a, std::int64_t b) {
        if (a != b)
            differences.push_back({name, 1, std::abs(static_cast<double>(a) - static_cast<double>(b))});
    };
    compare("step", repeated.step, saved.step);
    compare("place in the data: epoch", repeated.position.epoch, saved.position.epoch);
    compare("place in the data: batch", repeated.position.batch, saved.position.batch);
    compare("place in the data: order", repeated.position.order, saved.position.order);
    compare("generator updates", repeated.generator_updates, saved.generator_updates);
    compare("images", repeated.images, saved.images);
    compare("images since the generator's update", repeated.images_since_generator_update,
            saved.images_since_generator_update);
    compare("update that is due", repeated.unfinished.has_value(), saved.unfinished.has_value());
}

} // namespace

std::vector<RunDifference> compare_rows(const std::vector<StepStats>& repeated,
                                        const std::vector<StepStats>& saved) {
    std::vector<RunDifference> differences;
    std::multimap<std::int64_t, StepStats> rows;
    for (const StepStats& row : saved)
        rows.emplace(row.step, row);
    for (const StepStats& row : repeated) {
        const auto [first, last] = rows.equal_range(row.step);
        const std::string step = "step " + std::to_string(row.step);
        if (first == last)
            differences.push_back({step + ": not in metrics.csv", 1, 0});
        else if (std::next(first) != last)
            differences.push_back({step + ": more than once in metrics.csv", 1, 0});
        else
            compare_row(row, first->second, differences);
    }
    return differences;
}

std::vector<RunDifference> compare_states(const TrainingState& repeated, const TrainingState& saved) {
    std::vector<RunDifference> differences;
    compare_counters(repeated.counters, saved.counters, differences);
    if (!std::isnan(repeated.quality) && !std::isnan(saved.quality) && repeated.quality != saved.quality)
        differences.push_back({"quality", 1, std::abs(repeated.quality - saved.quality)});
    std::map<std::string, torch::Tensor> others(repeated.tensors.begin(), repeated.tensors.end());
    for (const auto& [name, tensor] : saved.tensors) {
        const auto found = others.extract(name);
        if (found)
            compare_tensor(name, found.mapped(), tensor, differences);
        else
            differences.push_back({name + ": only in the checkpoint", tensor.numel(), 0});
    }
    for (const auto& [name, tensor] : others)
        differences.push_back({name + ": not in the checkpoint", tensor.numel(), 0});
    return differences;
}

} // namespace wasserfarbe
