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

private Q_SLOTS:
    /// The settings portal's signal.
    void portalChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void askPortal();
    void lookAtPalette();
    void setDark(bool dark);
    bool dark_ = false;
    bool followed_ = false;
    bool portalAnswered_ = false;
    bool looking_ = false;
};

} // namespace wasserfarbe
