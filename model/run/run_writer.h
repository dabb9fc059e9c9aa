#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>
#include <vector>

#include "model/pictures/png_file.h"
#include "model/run/metrics_log.h"
#include "model/run/run_directory.h"
#include "model/training/run_events.h"
#include "model/types/error.h"
#include "model/types/step_stats.h"

namespace wasserfarbe {

struct TrainingState;

/// Writes what a run leaves in its folder (rows of metrics, previews, checkpoints, run.json) on a thread of
/// its own: a disk that is slow, full or gone neither holds the training up nor ends it. What can't be
/// written is kept in memory and tried again: every row, of run.json the newest, of previews and states as
/// many as `Options` says, the newest first to be kept.
///
/// One thread, the training's, may call its functions; only `drain` and the destructor block.
class RunWriter {
public:
    struct Options {
        int checkpoints_kept = 0;              ///< as the setting; the best and the pinned ones besides
        std::chrono::milliseconds retry{5000}; ///< after a failure
        std::size_t previews_waiting = 64;
        std::size_t state_bytes_waiting = std::size_t{256} << 20; ///< the newest state waits in any case
        std::function<void()> at_event{}; ///< called on the writer's thread: something can be taken
    };

    RunWriter(RunDirectory directory, MetricsLog metrics, Options options);
    /// Tries once more to write what is left.
    ~RunWriter() = default;

    /// Is in the file within about a second.
    void append(const StepStats& stats);
    /// The rows after `rows`, and the previews of later epochs and steps, are superseded: they come again.
    void roll_back(int epoch, std::int64_t step, std::int64_t rows);
    void save_preview(std::filesystem::path path, Preview preview, TextChunks text);
    /// With all rows that were appended before. @param record  of that state, for run.json
    void save_state(std::shared_ptr<const TrainingState> state, RunRecord record);
    void write_record(RunRecord record);

    /// What has become of it since the last call, in order: PreviewSaved, CheckpointSaved, DiskTrouble,
    /// DiskRecovered.
    std::vector<RunEvent> take_events();

    /// Writes everything now. @return why something could not be written; then it is kept
    std::optional<Error> drain();

    /// The newest state, where it is not on the disk; else nothing.
    std::shared_ptr<const TrainingState> unsaved_state() const;
    /// Neither the newest state nor earlier ones are tried any more.
    void forget_unsaved_states();

private:
    using Time = std::chrono::steady_clock::time_point;

    struct Back {
        int epoch = 0;
        std::int64_t step = 0;
        std::int64_t rows = 0;
    };
    struct PreviewJob {
        std::filesystem::path path;
        Preview preview;
        TextChunks text;
    };
    struct StateJob {
        std::shared_ptr<const TrainingState> state;
        std::optional<RunRecord> record; ///< nothing where a newer one was given
    };
    /// What is to be written; the thread takes it as a whole and gives back what failed.
    struct Work {
        std::vector<std::variant<StepStats, Back>> rows;
        std::optional<Back> back; ///< for the previews
        std::deque<PreviewJob> previews;
        std::deque<StateJob> states;
        std::optional<RunRecord> record;       ///< as it was given, after the states
        std::optional<RunRecord> saved_record; ///< of the last state that was written

        bool more_than_rows() const { return back || !previews.empty() || !states.empty() || record; }
    };

    void post(const std::function<void(Work&)>& change);
    void work(const std::stop_token& stop);
    void wait_for_work(std::unique_lock<std::mutex>& lock, const std::stop_token& stop);
    std::optional<Time> when_due() const;
    void write(Work& work);
    void write_rows(Work& work);
    void write_previews(Work& work);
    void write_states(Work& work);
    void write_state(const StateJob& job);
    bool attempt(const std::function<void()>& part);
    void give_back(Work work);
    void drop_oldest();
    void tell(RunEvent event);
    void end_pass();

    const RunDirectory directory_;
    const Options options_;

    // The writer's thread alone.
    MetricsLog metrics_;
    std::optional<Error> failure_; ///< the first of the present pass

    mutable std::mutex mutex_; ///< guards what follows, up to the thread
    std::condition_variable_any changed_;
    Work pending_;
    std::shared_ptr<const TrainingState> writing_; ///< the state that the thread is at
    bool woken_ = false;
    Time rows_due_{};                 ///< of the rows in `pending_`
    Time retry_at_{};                 ///< while there is trouble
    std::optional<Error> trouble_;    ///< of the last pass
    std::uint64_t drains_wanted_ = 0; ///< counts calls
    std::uint64_t drains_done_ = 0;
    std::vector<RunEvent> events_;

    std::jthread thread_; ///< last, so that it is joined before anything that it uses goes
};

} // namespace wasserfarbe
