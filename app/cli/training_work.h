#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/cli/signals.h"
#include "model/run/training_run.h"

/// What `train`, `resume` and `branch` share.
namespace wasserfarbe::cli {

/// How far to train, and where a last state goes that the run's folder does not take.
struct GoalArguments {
    std::optional<int> epochs;
    std::int64_t steps = 0; ///< 0: none given
    std::filesystem::path rescue;

    /// Adds --epochs, --steps and --rescue.
    void add_to(CLI::App& command, const std::string& usual_epochs);
};

/// The command that branches a run into a new one beside it. @param settings  each KEY=VALUE
std::string branch_command(const std::filesystem::path& run, const std::vector<std::string>& settings);

/// Reads the pictures and prepares a run. @return none: it was interrupted. @throws Error
using PrepareRun =
    std::function<std::unique_ptr<TrainingRun>(const LoadProgress& progress, std::stop_token stop)>;

/// Trains to the end or to the signal. @return the exit code. @throws Error
int train_until_done(const PrepareRun& prepare, const GoalArguments& goal, const Signals& signals);

} // namespace wasserfarbe::cli
