#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include <QObject>

#include "app/sessions/background.h"
#include "app/sessions/training_session.h"
#include "model/run/checkpoint_list.h"
#include "model/run/run_directory.h"
#include "model/run/sample_history.h"
#include "model/types/error.h"
#include "model/types/step_stats.h"

namespace wasserfarbe {

/// A run as it is looked at, or would be.
struct ViewedRun {
    std::filesystem::path directory;
    std::optional<RunRecord> record;
    std::vector<StepStats> history;
    std::vector<SavedPreview> previews;
    std::optional<SavedCheckpoint> checkpoint; ///< the newest that can be read
    /// Of a reading alone: why there is no history, where its file can't be read. Empty in what is shown.
    std::optional<Error> trouble;
    bool loading = false;
};

/// The run that the studio looks at: the one that trains, or one opened from the disk. Follows the session: a
/// training that begins becomes the current run. Reads files on a thread of its own. GUI thread only, nothing
/// blocks.
class CurrentRun : public QObject {
    Q_OBJECT
public:
    explicit CurrentRun(TrainingSession& session, QObject* parent = nullptr);

    /// Opens a run from the disk; `changed` and then `loaded` or `failed` follow. The newest call wins.
    void open(const std::filesystem::path& directory);
    void close();

    bool isOpen() const { return !shown_.directory.empty(); }
    bool isLoading() const { return shown_.loading; }
    /// The session trains this very run.
    bool isTraining() const { return isTrained(shown_); }
    const std::filesystem::path& directory() const { return shown_.directory; }
    const std::optional<RunRecord>& record() const { return shown_.record; }
    /// What a training would go on from; nothing before the first one, and while it is not read yet.
    const std::optional<SavedCheckpoint>& newestCheckpoint() const { return shown_.checkpoint; }
    /// Steps on record after that checkpoint, which a training would make again when it goes on; 0 while one
    /// trains it.
    std::int64_t unsavedSteps() const;
    /// Every step on record, oldest first; step numbers grow by one, rarely with gaps.
    const std::vector<StepStats>& history() const { return shown_.history; }
    /// By epoch, then step.
    const std::vector<SavedPreview>& previews() const { return shown_.previews; }

Q_SIGNALS:
    void changed();                        ///< another run, or none: everything is new
    void loaded();                         ///< history and previews are there
    void stepsAppended(std::size_t first); ///< history from `first` on is new; it may have become shorter
    void previewAdded(std::size_t index);  ///< a preview was saved
    void previewsRemoved();                ///< the last ones: training rolled back to before them
    void recordChanged();
    void checkpointChanged(); ///< another one is the newest
    void failed(const wasserfarbe::Error& error);

private:
    bool isTrained(const ViewedRun& view) const;
    ViewedRun* trainedView();
    void show(ViewedRun next);
    void read();
    void finishReading(ViewedRun& read);
    void failReading(const Error& error);
    void readRecord();
    void beginTraining(const std::filesystem::path& path, const RunRecord& record);
    void addSteps(const std::vector<StepStats>& steps);
    void finishEpoch(int epoch);
    void addPreview(const Preview& preview, const std::filesystem::path& path);
    void addCheckpoint(const std::filesystem::path& path, std::int64_t step);
    void rollBack(const Rollback& back);
    void endTraining();

    TrainingSession& session_;
    ViewedRun shown_;
    std::optional<ViewedRun> trained_; ///< the training's run, while another one is looked at
    Background background_;            ///< last: its answers go to the others
};

} // namespace wasserfarbe
