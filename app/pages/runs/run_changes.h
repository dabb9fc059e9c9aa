#pragma once

#include <filesystem>

#include <QObject>

#include "app/studio/background.h"
#include "model/types/error.h"

namespace wasserfarbe {

/// Renames runs and moves them to the trash, on a thread of its own. A run that is being trained is refused.
/// GUI thread only, nothing blocks; the destructor waits for what was asked.
class RunChanges : public QObject {
    Q_OBJECT
public:
    explicit RunChanges(QObject* parent = nullptr);

    void rename(const std::filesystem::path& run, const QString& name);
    void moveToTrash(const std::filesystem::path& run);

Q_SIGNALS:
    void renamed(const std::filesystem::path& from, const std::filesystem::path& to);
    void trashed(const std::filesystem::path& run);
    void failed(const wasserfarbe::Error& error);
    /// The desktop has no trash for that disk, or refused.
    void trashFailed(const std::filesystem::path& run);

private:
    Background background_;
};

} // namespace wasserfarbe
