#include "widgets/look/system_scheme.h"

#include <utility>

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QEvent>
#include <QPalette>
#include <QStyleHints>

#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString kGroup = QStringLiteral("org.freedesktop.appearance");
const QString kKey = QStringLiteral("color-scheme");

/// The palette that the desktop's theme would give.
QPalette desktopPalette() {
    const QPalette own = QApplication::palette();
    QApplication::setPalette(QPalette());
    QPalette desktop = QApplication::palette();
    QApplication::setPalette(own);
    return desktop;
}

} // namespace

SystemScheme::SystemScheme(QObject* parent)
    : QObject(parent), dark_(wasserfarbe::isDark(QApplication::palette())) {
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const QStyleHints* hints = QGuiApplication::styleHints();
    if (hints->colorScheme() != Qt::ColorScheme::Unknown)
        dark_ = hints->colorScheme() == Qt::ColorScheme::Dark;
    connect(hints, &QStyleHints::colorSchemeChanged, this,
            [this](Qt::ColorScheme scheme) { setDark(scheme == Qt::ColorScheme::Dark); });
#else
    // Before Qt 6.5 the palette is all that the desktop's theme tells, and GNOME's tells nothing: there the
    // portal does.
    qApp->installEventFilter(this);
    askPortal();
#endif
}

bool SystemScheme::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ThemeChange && !looking_ && !portalAnswered_)
        readPalette();
    return QObject::eventFilter(watched, event);
}

void SystemScheme::readPalette() {
    looking_ = true;
    const bool dark = wasserfarbe::isDark(desktopPalette());
    looking_ = false;
    setDark(dark);
}

void SystemScheme::askPortal() {
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), this,
                SLOT(portalChanged(QString, QString, QDBusVariant)));
    QDBusMessage question =
        QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
    question << kGroup << kKey;
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* answered) {
        const QDBusPendingReply<QDBusVariant> reply = *answered;
        if (reply.isValid())
            portalChanged(kGroup, kKey, reply.value());
        answered->deleteLater();
    });
}

void SystemScheme::portalChanged(const QString& group, const QString& key, const QDBusVariant& value) {
    if (group != kGroup || key != kKey)
        return;
    // `Read` wraps its answer twice.
    QVariant inner = value.variant();
    if (inner.canConvert<QDBusVariant>())
        inner = inner.value<QDBusVariant>().variant();
    const uint preference = inner.toUInt();
    if (preference == 0) { // no preference: the theme's palette decides; GNOME says so for light
        if (std::exchange(portalAnswered_, false))
            readPalette();
        return;
    }
    portalAnswered_ = true;
    setDark(preference == 1);
}

void SystemScheme::setDark(bool dark) {
    if (dark == dark_)
        return;
    dark_ = dark;
    Q_EMIT changed();
}

} // namespace wasserfarbe
