#pragma once

#include <QDBusVariant>
#include <QObject>

namespace wasserfarbe {

/// Whether the desktop is dark, and when that changes. GUI thread only; make it before the application has a
/// palette of its own.
class SystemScheme : public QObject {
    Q_OBJECT
public:
    explicit SystemScheme(QObject* parent);

    bool isDark() const { return dark_; }
    bool isFollowed() const { return followed_; }
    void setFollowed(bool followed) { followed_ = followed; }

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void changed();

private:
    /// The settings portal's signal; connected by name, which QtDBus wants.
    Q_SLOT void portalChanged(const QString& group, const QString& key, const QDBusVariant& value);
    void askPortal();
    void readPalette();
    void setDark(bool dark);

    bool dark_ = false;
    bool followed_ = false;
    bool portalAnswered_ = false;
    bool looking_ = false;
};

} // namespace wasserfarbe
