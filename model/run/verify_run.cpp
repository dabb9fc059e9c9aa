#include "model/run/verify_run.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "model/dataset/folder_batch_source.h"
#include "model/networks/torch_device.h"
#include "model/run/checkpoint.h"
#include "model/run/metrics_log.h"
#include "model/run/resume_checks.h"
#include "model/run/run_comparison.h"
#include "model/run/run_directory.h"
#include "model/training/memory_estimate.h"
#include "model/training/trainer.h"
#include "model/training/training_state.h"
#include "model/types/error.h"

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

/// Finds the stretch that the options mean.
class StretchFinder {
public:
    StretchFinder(const RunDirectory& directory, const RunRecord& record, const VerifyOptions& options)
        : directory_(directory), record_(record), options_(options), list_(directory.checkpoints()) {}

    /// @throws Error (Model)
    Stretch find() const {
        if (!options_.to.empty()) {
            Stretch stretch = stretch_to(options_.to);
            if (const std::string why = obstacle(stretch, record_); !why.empty())
                throw Error(ErrorKind::Model, directory_.path(), "can't be repeated: " + why);
            return stretch;
        }
        std::string first_obstacle;
        for (auto end = list_.rbegin(); end != list_.rend(); ++end) {
            try {
                Stretch stretch = stretch_to(end->path);
                std::string why = obstacle(stretch, record_);
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
        throw Error(ErrorKind::Model, directory_.path(),
                    first_obstacle.empty() ? "has no checkpoint yet, so there is nothing to compare with"
                                           : "nothing of it can be repeated: " + first_obstacle);
    }

private:
    Stretch stretch_to(const fs::path& end) const {
        Stretch stretch;
        stretch.to_path = end;
        stretch.to = read_checkpoint_of(directory_, record_, end);
        if (!options_.from.empty()) {
            stretch.from_path = options_.from;
            stretch.from = read_checkpoint_of(directory_, record_, options_.from);
            return stretch;
        }
        const auto same_file = [&](const RunDirectory::Checkpoint& checkpoint) {
            std::error_code error;
            return fs::equivalent(checkpoint.path, end, error);
        };
        // One that is not in the run's folder may belong anywhere among them.
        auto before = std::find_if(list_.rbegin(), list_.rend(), same_file);
        before = before == list_.rend() ? list_.rbegin() : std::next(before);
        for (; before != list_.rend(); ++before) {
            TrainingState state = read_checkpoint_of(directory_, record_, before->path);
            if (state.counters.step < stretch.to.counters.step) {
                stretch.from_path = before->path;
                stretch.from = std::move(state);
                break;
            }
        }
        return stretch;
    }

    const RunDirectory& directory_;
    const RunRecord& record_;
    const VerifyOptions& options_;
    const Checkpoints list_;
};

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

std::optional<RunVerification> verify_run(const fs::path& path, const VerifyOptions& options,
                                          const std::stop_token& stop) {
    return translate_torch_errors([&] {
        const RunDirectory directory(path);
        const RunRecord record = directory.read_record();
        return repeat(directory, record, StretchFinder(directory, record, options).find(), options, stop);
    });
}

} // namespace wasserfarbe
