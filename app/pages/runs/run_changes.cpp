#include "app/pages/runs/run_changes.h"

#include "app/studio/path_text.h"
#include "app/studio/trash.h"
#include "model/run/checkpoint_list.h"
#include "model/run/run_list.h"
#include "model/run/run_lock.h"

namespace wasserfarbe {

RunChanges::RunChanges(QObject* parent)
    : QObject(parent),
      background_(Background::AtEnd::Finish, [this](const Error& error) { Q_EMIT failed(error); }) {}

void RunChanges::rename(const std::filesystem::path& run, const QString& name) {
    background_.run([this, run, name](const auto&) {
        const std::filesystem::path to = run.parent_path() / toPath(name);
        // A name with a separator in it would lead elsewhere.
        if (const std::string problem = run_name_problem(toPath(name).native()); !problem.empty())
            throw Error(ErrorKind::Usage, to, "the run's name " + problem);
        rename_run(run, to);
        return [this, run, to] { Q_EMIT renamed(run, to); };
    });
}

void RunChanges::moveToTrash(const std::filesystem::path& run) {
    background_.run([this, run](const auto&) {
        const RunLock lock(run); // throws while it is being trained
        return [this, run, moved = wasserfarbe::moveToTrash(run)] {
            if (moved)
                Q_EMIT trashed(run);
            else
                Q_EMIT trashFailed(run);
        };
    });
}

void RunChanges::setPinned(const std::filesystem::path& checkpoint, bool pinned) {
    background_.run([this, checkpoint, pinned](const auto&) {
        set_pinned(checkpoint, pinned);
        return [this, checkpoint] { Q_EMIT checkpointPinned(checkpoint); };
    });
}

void RunChanges::removeCheckpoint(const std::filesystem::path& run, const std::filesystem::path& checkpoint) {
    background_.run([this, run, checkpoint](const auto&) {
        const RunLock lock(run); // throws while it is being trained
        if (saved_checkpoints(RunDirectory(run)).size() < 2)
            throw Error(ErrorCode::OnlyCheckpoint, checkpoint);
        remove_checkpoint(checkpoint);
        return [this, run, checkpoint] { Q_EMIT checkpointRemoved(run, checkpoint); };
    });
}

} // namespace wasserfarbe
