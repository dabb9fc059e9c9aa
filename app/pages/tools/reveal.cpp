#include "app/pages/tools/reveal.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDesktopServices>
#include <QUrl>

#include "app/studio/path_text.h"

namespace wasserfarbe {

void revealInFileManager(const std::filesystem::path& path) {
    const QUrl folder = QUrl::fromLocalFile(toQString(path.parent_path()));
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        QDesktopServices::openUrl(folder);
        return;
    }
    QDBusMessage call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.FileManager1"), QStringLiteral("/org/freedesktop/FileManager1"),
        QStringLiteral("org.freedesktop.FileManager1"), QStringLiteral("ShowItems"));
    call.setArguments(
        {QStringList(QUrl::fromLocalFile(toQString(path)).toString(QUrl::FullyEncoded)), QString()});
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call)); // deletes itself
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, watcher, [watcher, folder] {
        if (QDBusPendingReply<>(*watcher).isError())
            QDesktopServices::openUrl(folder);
        watcher->deleteLater();
    });
}

} // namespace wasserfarbe
