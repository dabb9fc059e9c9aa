#pragma once

#include <filesystem>
#include <string>

#include "app/cli/status_line.h"
#include "model/run/training_run.h"
#include "model/training/run_events.h"

namespace wasserfarbe::cli {

/// Shows a run's progress on the status line, and asks the person at the terminal what becomes of a last
/// state that can't be saved.
class ProgressPrinter final : public RunObserver {
public:
    /// @param rescue  a folder for such a state, so that nobody needs to be asked; may be empty
    explicit ProgressPrinter(std::filesystem::path rescue = {}) : rescue_(std::move(rescue)) {}

    void on_event(const RunEvent& event) override {
        std::visit([this](const auto& one) { show(one); }, event);
    }
    UnsavedChoice on_unsaved(const Error& error, std::int64_t step) override;

    StatusLine& status() { return status_; }
    bool gave_up() const { return gave_up_; } ///< the last state is nowhere
    /// Where the last state is; empty: in the run.
    const std::filesystem::path& saved_elsewhere() const { return saved_elsewhere_; }

private:
    void show(const TimingThreads&);
    void show(const ComputeInfo& info);
    void show(const StepDone& done);
    void show(const Rollback& back);
    void show(const CheckpointSaved& saved);
    void show(const DiskTrouble& trouble);
    void show(const DiskRecovered&);
    void show(const SavedElsewhere& saved);
    template <typename Other>
    void show(const Other&) {} ///< of no interest on a terminal
    UnsavedChoice ask();

    const std::filesystem::path rescue_;
    StatusLine status_;
    double generator_loss_ = StepStats::kNone;
    bool rescue_tried_ = false;
    bool gave_up_ = false;
    std::filesystem::path saved_elsewhere_;
};

} // namespace wasserfarbe::cli
