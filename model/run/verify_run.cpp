#include "model/run/verify_run.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <utility>

#include "model/dataset/folder_batch_source.h"
#include "model/networks/torch_device.h"
#include "model/run/checkpoint.h"
#include "model/run/metrics_log.h"
#include "model/run/resume_checks.h"
#include "model/run/run_directory.h"
#include "model/training/memory_estimate.h"
#include "model/training/trainer.h"
#include "model/training/training_state.h"
#include "model/types/error.h"
#include "model/types/metric_table.h"
#include "model/types/unhandled_value.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;
using Checkpoints = std::vector<RunDirectory::Checkpoint>;

/// What is to be repeated.
struct Stretch {
    fs::path from_path; ///< empty: the run's beginning
    fs::path to_path;
    std::optional<TrainingState> from;
    TrainingState to;
};

std::string file_name(const fs::path& path) {
    return path.filename().string();
}

/// Why a stretch can't be repeated; empty where it can.
std::string obstacle(const Stretch& stretch, const RunRecord& record) {
    const TrainingState& to = stretch.to;
    const std::string last = file_name(stretch.to_path);
    if (to.counters.unfinished)
        return last + " was saved between the two updates of a step, where the run was stopped";
    if (!stretch.from && !record.branch_of.empty())
        return "the run began with the weights of another, and the checkpoint of its beginning is gone";
    const std::int64_t first_step = stretch.from ? stretch.from->counters.step : 0;
    const std::string first = stretch.from ? file_name(stretch.from_path) : "the run's beginning";
    if (first_step >= to.counters.step)
        return "between " + first + " and " + last + " there is no step";
    if ((stretch.from ? stretch.from->counters.position.order : 0) != to.counters.position.order)
        return "between " + first + " and " + last + " the run diverged and went back";
    // Before the first step the threads may not have been chosen yet.
    if (first_step > 0 && stretch.from->threads != to.threads)
        return "the number of threads changed from " + std::to_string(stretch.from->threads) + " in " +
               first + " to " + std::to_string(to.threads) + " in " + last;
    if (stretch.from && stretch.from->device != to.device)
        return "the device changed from " + stretch.from->device.name() + " in " + first + " to " +
               to.device.name() + " in " + last;
    return "";
}

TrainingState read_checkpoint_of(const RunDirectory& directory, const RunRecord& record,
                                 const fs::path& path) {
    TrainingState state = read_checkpoint(path);
    require_same_run(directory, record, state);
    return state;
}

/// The stretch that ends there. @param list  of the run
Stretch stretch_to(const fs::path& end, const RunDirectory& directory, const RunRecord& record,
                   const fs::path& from, const Checkpoints& list) {
    Stretch stretch;
    stretch.to_path = end;
    stretch.to = read_checkpoint_of(directory, record, end);
    if (!from.empty()) {
        stretch.from_path = from;
        stretch.from = read_checkpoint_of(directory, record, from);
        return stretch;
    }
    const auto same_file = [&](const RunDirectory::Checkpoint& checkpoint) {
        std::error_code error;
        return fs::equivalent(checkpoint.path, end, error);
    };
    // One that is not in the run's folder may belong anywhere among them.
    auto before = std::find_if(list.rbegin(), list.rend(), same_file);
    before = before == list.rend() ? list.rbegin() : std::next(before);
    for (; before != list.rend(); ++before) {
        TrainingState state = read_checkpoint_of(directory, record, before->path);
        if (state.counters.step < stretch.to.counters.step) {
            stretch.from_path = before->path;
            stretch.from = std::move(state);
            break;
        }
    }
    return stretch;
}

/// The one that the options mean. @throws Error (Model)
Stretch find_stretch(const RunDirectory& directory, const RunRecord& record, const VerifyOptions& options) {
    const Checkpoints list = directory.checkpoints();
    if (!options.to.empty()) {
        Stretch stretch = stretch_to(options.to, directory, record, options.from, list);
        if (const std::string why = obstacle(stretch, record); !why.empty())
            throw Error(ErrorKind::Model, directory.path(), "can't be repeated: " + why);
        return stretch;
    }
    std::string first_obstacle;
    for (auto end = list.rbegin(); end != list.rend(); ++end) {
        try {
            Stretch stretch = stretch_to(end->path, directory, record, options.from, list);
            std::string why = obstacle(stretch, record);
            if (why.empty())
                return stretch;
            if (first_obstacle.empty())
                first_obstacle = std::move(why);
        } catch (const Error&) {
            std::error_code error;
            if (fs::exists(end->path, error)) // else the run goes on and has removed it
                throw;
        }
    }
    throw Error(ErrorKind::Model, directory.path(),
                first_obstacle.empty() ? "has no checkpoint yet, so there is nothing to compare with"
                                       : "nothing of it can be repeated: " + first_obstacle);
}

/// Keeps in memory what a repetition leaves.
class Repetition final : public RunObserver, public CheckpointSink {
public:
    Repetition(const Stretch& stretch, const VerifyOptions& options, std::stop_token stop)
        : first_step_(stretch.from ? stretch.from->counters.step : 0),
          steps_(stretch.to.counters.step - first_step_),
          options_(options),
          on_stop_(std::move(stop), [this] { stop_.request_stop(); }) {}

    std::stop_token token() const { return stop_.get_token(); }

    void on_event(const RunEvent& event) override {
        if (const auto* done = std::get_if<StepDone>(&event)) {
            rows.push_back(done->stats);
            if (options_.on_step)
                options_.on_step(done->stats.step - first_step_, steps_);
        } else if (const auto* back = std::get_if<Rollback>(&event)) {
            divergence = {
                {"step " + std::to_string(back->found_at) + ": " + back->quantity + " is not a finite number",
                 1, 0}};
            stop_.request_stop(); // what follows is another run
        }
    }
    void save(std::shared_ptr<const TrainingState> state) override { last = std::move(state); }

    std::vector<StepStats> rows;
    std::shared_ptr<const TrainingState> last;
    std::vector<RunDifference> divergence; ///< not empty: training diverged, as it had not before

private:
    const std::int64_t first_step_;
    const std::int64_t steps_;
    const VerifyOptions& options_;
    std::stop_source stop_;
    std::stop_callback<std::function<void()>> on_stop_; // last: it may call at once
};

/// Equal numbers, or no number in both.
bool same(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

/// The step from which on the rows of metrics.csv have each metric, as metric_table(). Those of a version
/// before a metric are without it, also where a later version went on: their cells are empty then.
std::vector<std::int64_t> first_steps(const std::vector<StepStats>& rows) {
    std::vector<std::int64_t> steps;
    for (const Metric& metric : metric_table()) {
        const auto has = [&](const StepStats& row) { return !metric.later || !std::isnan(metric.of(row)); };
        const auto first = std::ranges::find_if(rows, has);
        steps.push_back(first == rows.end() ? std::numeric_limits<std::int64_t>::max() : first->step);
    }
    return steps;
}

/// @param since  the step from which on each metric is compared, as metric_table()
void compare_row(const StepStats& repeated, const StepStats& saved, const std::vector<std::int64_t>& since,
                 std::vector<RunDifference>& differences) {
    const std::string step = "step " + std::to_string(repeated.step) + ": ";
    if (repeated.epoch != saved.epoch)
        differences.push_back({step + "epoch", 1, std::abs(double{1} * repeated.epoch - saved.epoch)});
    for (const Metric& metric : metric_table())
        if (metric.is_repeatable() && saved.step >= since[metric_index(metric)] &&
            !same(metric.of(repeated), metric.of(saved)))
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

/// What differs in the rows of metrics.csv, in the order of the steps: "step 9: penalty". Of their seconds
/// nothing is expected.
/// @param repeated  without a gap, at least one; rows of `saved` before and after them do not matter
std::vector<RunDifference> compare_rows(const std::vector<StepStats>& repeated,
                                        const std::vector<StepStats>& saved) {
    std::vector<RunDifference> differences;
    const std::vector<std::int64_t> since = first_steps(saved);
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
            compare_row(row, first->second, since, differences);
    }
    return differences;
}

std::optional<RunVerification> repeat(const RunDirectory& directory, const RunRecord& record, Stretch stretch,
                                      const VerifyOptions& options, const std::stop_token& stop) {
    const TrainingState& to = stretch.to;
    TrainingConfig config = to.config;
    // The goal may have been lowered since.
    config.epochs = std::max(config.epochs, to.counters.position.epoch);
    require_memory(config, to.device);
    std::optional<ImageDataset> dataset =
        ImageDataset::load(record.data, config, options.loading, stop, record.selection);
    if (!dataset)
        return {};
    require_same_pictures(record, *dataset);
    FolderBatchSource source(std::make_shared<const ImageDataset>(std::move(*dataset)),
                             {config.batch_size, config.drop_last_batch, config.horizontal_flip, to.seed});
    Repetition repetition(stretch, options, stop);
    Trainer trainer(config, {to.seed, to.device, to.threads, to.counters.step}, source, repetition);
    RunVerification result{stretch.from_path, stretch.to_path, 0, to.counters.step, {}};
    if (stretch.from) {
        naming(stretch.from_path, [&] { trainer.restore(*stretch.from); });
        result.first_step = stretch.from->counters.step;
        stretch.from.reset(); // its memory is needed
    }
    trainer.run(repetition, repetition.token());
    if (!repetition.divergence.empty())
        result.differences = std::move(repetition.divergence);
    else if (stop.stop_requested())
        return {};
    else {
        result.differences = compare_rows(repetition.rows, read_metrics(directory.metrics_path()));
        for (RunDifference& difference : compare_states(*repetition.last, to))
            result.differences.push_back(std::move(difference));
    }
    return result;
}

} // namespace

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

std::optional<RunVerification> verify_run(const fs::path& path, const VerifyOptions& options,
                                          const std::stop_token& stop) {
    return translate_torch_errors([&] {
        const RunDirectory directory(path);
        const RunRecord record = directory.read_record();
        return repeat(directory, record, find_stretch(directory, record, options), options, stop);
    });
}

} // namespace wasserfarbe
