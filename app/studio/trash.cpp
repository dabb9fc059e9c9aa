#include "app/studio/trash.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include "app/studio/path_text.h"

namespace wasserfarbe {
namespace {

/// Where there is no folder for the trash, Qt 6.4 takes the current folder for it. So there has to be one.
bool hasTrash() {
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    const QString trash = data + QStringLiteral("/Trash");
    if (data.isEmpty() || !QDir().mkpath(data))
        return false;
    if (QDir(data).mkdir(QStringLiteral("Trash")))
        QFile::setPermissions(trash, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QFileInfo info(trash);
    return info.isDir() && info.isWritable();
}

} // namespace

bool moveToTrash(const std::filesystem::path& path) {
    return hasTrash() && QFile::moveToTrash(toQString(path));
}

} // namespace wasserfarbe
