#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <variant>

#include "model/run/training_run.h"

namespace wasserfarbe {

/// A run to go on with.
struct ResumeRun {
    std::filesystem::path directory;
    ResumeOptions options;
};

using TrainingRequest = std::variant<NewRun, ResumeRun>;

/// What a TrainingSession drives: a TrainingRun, or a fake in tests. Built, run and destroyed on the training
/// thread.
struct TrainingJob {
    std::filesystem::path directory;
    RunRecord record; ///< as it is before `run`
    /// Blocks until it is done or stopped. @throws Error
    std::function<Trainer::Outcome(RunObserver& observer, std::stop_token stop)> run;
};

/// Prepares a job on the training thread: it may take long, reports its progress and obeys the token. The job
/// does what is asked for by the control.
/// @returns nothing where a stop was requested before there was a job. @throws Error
using TrainingJobFactory = std::function<std::optional<TrainingJob>(
    const TrainingRequest& request, std::shared_ptr<RunControl> control, const LoadProgress& progress,
    std::stop_token stop)>;

} // namespace wasserfarbe
