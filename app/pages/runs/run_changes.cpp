#include "app/pages/runs/run_changes.h"

#include "app/sessions/caught_error.h"
#include "app/studio/path_text.h"
#include "app/studio/trash.h"
#include "model/run/checkpoint_list.h"
#include "model/run/run_list.h"
#include "model/run/run_lock.h"

namespace wasserfarbe {

RunChanges::RunChanges(QObject* parent) : QObject(parent), background_(this, Background::AtEnd::Finish) {}

void RunChanges::rename(const std::filesystem::path& run, const QString& name) {
    background_.run([this, run, name](const std::stop_token&) -> Background::Then {
        try {
            const std::filesystem::path to = run.parent_path() / toPath(name);
            // A name with a separator in it would lead elsewhere.
            if (const std::string problem = run_name_problem(toPath(name).native()); !problem.empty())
                throw Error(ErrorKind::Usage, to, "the run's name " + problem);
            rename_run(run, to);
            return [this, run, to] { Q_EMIT renamed(run, to); };
        } catch (...) {
            return [this, error = caughtError()] { Q_EMIT failed(error); };
        }
    });
}

void RunChanges::moveToTrash(const std::filesystem::path& run) {
    background_.run([this, run](const std::stop_token&) -> Background::Then {
        try {
            const RunLock lock(run); // throws while it is being trained
            if (wasserfarbe::moveToTrash(run))
                return [this, run] { Q_EMIT trashed(run); };
            return [this, run] { Q_EMIT trashFailed(run); };
        } catch (...) {
            return [this, error = caughtError()] { Q_EMIT failed(error); };
        }
    });
}

void RunChanges::setPinned(const std::filesystem::path& checkpoint, bool pinned) {
    background_.run([this, checkpoint, pinned](const std::stop_token&) -> Background::Then {
        try {
            set_pinned(checkpoint, pinned);
            return [this, checkpoint] { Q_EMIT checkpointPinned(checkpoint); };
        } catch (...) {
            return [this, error = caughtError()] { Q_EMIT failed(error); };
        }
    });
}

void RunChanges::removeCheckpoint(const std::filesystem::path& run, const std::filesystem::path& checkpoint) {
    background_.run([this, run, checkpoint](const std::stop_token&) -> Background::Then {
        try {
            const RunLock lock(run); // throws while it is being trained
            if (saved_checkpoints(RunDirectory(run)).size() < 2)
                throw Error(ErrorCode::OnlyCheckpoint, checkpoint);
            remove_checkpoint(checkpoint);
            return [this, run, checkpoint] { Q_EMIT checkpointRemoved(run, checkpoint); };
        } catch (...) {
            return [this, error = caughtError()] { Q_EMIT failed(error); };
        }
    });
}

} // namespace wasserfarbe
