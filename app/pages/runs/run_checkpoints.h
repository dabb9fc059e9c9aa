#pragma once

#include <optional>

#include <QObject>

#include "app/pages/runs/run_reader.h"
#include "model/run/run_list.h"

namespace wasserfarbe {

class RunChanges;
class RunDetails;
class Studio;

/// The checkpoints of the run that the page shows: has them read, and does what the person asks of them. GUI
/// thread only.
class RunCheckpoints : public QObject {
    Q_OBJECT
public:
    /// @param details  shows them, and is what questions are asked over
    RunCheckpoints(Studio& studio, RunReader& reader, RunChanges& changes, RunDetails& details);

    /// Reads this run's anew.
    void follow(const RunSummary& run);
    /// None is looked at; what is on its way comes too late.
    void forget();
    bool canBranch() const { return newest_.has_value(); }
    /// From the newest one of the run.
    void branch();

Q_SIGNALS:
    void canBranchChanged();

private:
    void show(const RunReader::Kept& kept);
    void branchFrom(const SavedCheckpoint& checkpoint);
    void askToDelete(const SavedCheckpoint& checkpoint);

    Studio& studio_;
    RunReader& reader_;
    RunChanges& changes_;
    RunDetails& details_;
    RunSummary run_;
    std::optional<SavedCheckpoint> newest_; ///< that can be read
};

} // namespace wasserfarbe
