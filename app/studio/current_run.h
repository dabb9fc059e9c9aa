#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include <QObject>

#include "app/sessions/training_session.h"
#include "model/run/checkpoint_list.h"
#include "model/run/run_directory.h"
#include "model/run/sample_history.h"
#include "model/types/error.h"
#include "model/types/step_stats.h"

namespace wasserfarbe {

/// The run that the studio looks at: the one that trains, or one opened from the disk. Follows the session: a
/// training that begins becomes the current run. Reads files on a thread of its own. GUI thread only, nothing
/// blocks.
class CurrentRun : public QObject {
    Q_OBJECT
public:
    explicit CurrentRun(TrainingSession& session, QObject* parent = nullptr);
    ~CurrentRun() override;

    /// Opens a run from the disk; `changed` and then `loaded` or `failed` follow. The newest call wins.
    void open(const std::filesystem::path& directory);
    void close();

    bool isOpen() const;
    bool isLoading() const;
    /// The session trains this very run.
    bool isTraining() const;
    const std::filesystem::path& directory() const;
    const std::optional<RunRecord>& record() const;
    /// What a training would go on from; nothing before the first one, and while it is not read yet.
    const std::optional<SavedCheckpoint>& newestCheckpoint() const;
    /// Steps on record after that checkpoint, which a training would make again when it goes on; 0 while one
    /// trains it.
    std::int64_t unsavedSteps() const;
    /// Every step on record, oldest first; step numbers grow by one, rarely with gaps.
    const std::vector<StepStats>& history() const;
    /// By epoch, then step.
    const std::vector<SavedPreview>& previews() const;

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
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace wasserfarbe
