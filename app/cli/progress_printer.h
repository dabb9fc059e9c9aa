#pragma once

#include <filesystem>
#include <string>

#include "app/cli/status_line.h"
#include "model/run/training_run.h"

namespace wasserfarbe::cli {

/// Shows a run's progress on the status line, and asks the person at the terminal what becomes of a last
/// state that can't be saved.
class ProgressPrinter final : public RunObserver {
public:
    /// @param rescue  a folder for such a state, so that nobody needs to be asked; may be empty
    explicit ProgressPrinter(std::filesystem::path rescue = {}) : rescue_(std::move(rescue)) {}

    void on_timing_threads() override;
    void on_started(const ComputeInfo& info) override;
    void on_step(const StepStats& stats, const Progress& progress) override;
    void on_rolled_back(const Rollback& back) override;
    void on_checkpoint_saved(const std::filesystem::path& path, std::int64_t step) override;
    void on_disk_trouble(const Error& error) override;
    void on_disk_recovered() override;
    UnsavedChoice on_unsaved(const Error& error, std::int64_t step) override;
    void on_saved_elsewhere(const std::filesystem::path& path) override;

    StatusLine& status() { return status_; }
    bool gave_up() const { return gave_up_; } ///< the last state is nowhere
    /// Where the last state is; empty: in the run.
    const std::filesystem::path& saved_elsewhere() const { return saved_elsewhere_; }

private:
    UnsavedChoice ask();

    const std::filesystem::path rescue_;
    StatusLine status_;
    double generator_loss_ = StepStats::kNone;
    bool rescue_tried_ = false;
    bool gave_up_ = false;
    std::filesystem::path saved_elsewhere_;
};

} // namespace wasserfarbe::cli
