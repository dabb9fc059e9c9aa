#pragma once

#include <filesystem>

#include <QObject>

#include "app/sessions/background.h"
#include "model/types/error.h"

namespace wasserfarbe {

/// Renames runs, moves them to the trash, pins and deletes their checkpoints, on a thread of its own. A run
/// that is being trained is refused, but for pins. GUI thread only, nothing blocks; the destructor waits for
/// the changes asked for.
class RunChanges : public QObject {
    Q_OBJECT
public:
    explicit RunChanges(QObject* parent = nullptr);

    void rename(const std::filesystem::path& run, const QString& name);
    void moveToTrash(const std::filesystem::path& run);
    void setPinned(const std::filesystem::path& checkpoint, bool pinned);
    /// The only one of a run is refused.
    void removeCheckpoint(const std::filesystem::path& run, const std::filesystem::path& checkpoint);

Q_SIGNALS:
    void renamed(const std::filesystem::path& from, const std::filesystem::path& to);
    void trashed(const std::filesystem::path& run);
    void checkpointPinned(const std::filesystem::path& checkpoint);
    void checkpointRemoved(const std::filesystem::path& run, const std::filesystem::path& checkpoint);
    void failed(const wasserfarbe::Error& error);
    /// The desktop has no trash for that disk, or refused.
    void trashFailed(const std::filesystem::path& run);

private:
    Background background_;
};

} // namespace wasserfarbe
