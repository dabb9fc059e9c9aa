#pragma once

#include <filesystem>
#include <functional>
#include <memory>
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
class TrainingJob {
public:
    virtual ~TrainingJob() = default;

    /// Blocks until it is done or stopped. Training thread. @throws Error
    virtual Trainer::Outcome run(RunObserver& observer, std::stop_token stop) = 0;
    /// As it is before `run`. Training thread.
    virtual std::filesystem::path directory() const = 0;
    virtual RunRecord record() const = 0;
};

/// Prepares a job on the training thread: it may take long, reports its progress and obeys the token. The job
/// does what is asked for by the control.
/// @returns nothing where a stop was requested before there was a job. @throws Error
using TrainingJobFactory = std::function<std::unique_ptr<TrainingJob>(
    const TrainingRequest& request, std::shared_ptr<RunControl> control, const LoadProgress& progress,
    std::stop_token stop)>;

} // namespace wasserfarbe
