#pragma once

#include <QHash>
#include <QObject>
#include <QSet>
#include <QStringList>
#include <QTimer>

#include "model/types/error.h"
#include "tests/support/real_window.h"

namespace wasserfarbe {
class MessageBar;
}

namespace wasserfarbe::soak {

/// Everything that the studio complains about: Errors of its sessions, warnings and failures in its message
/// bars, and Qt's own warnings. GUI thread only.
class Complaints : public QObject {
public:
    explicit Complaints(test::RealWindow& window);
    ~Complaints() override;

    void setDoing(const QString& what) { doing_ = what; }
    /// A complaint that names this is no wonder from now on: a run that was deleted, for one.
    void explain(const QString& name) { explained_.insert(name); }
    void take(const Error& error);
    /// Looks at the message bars; also done ten times a second.
    void look();
    /// Closes them.
    void dismiss();

    /// Each once, with what was being done.
    const QStringList& unexplained() const { return unexplained_; }
    int explainedCount() const { return explainedCount_; }

private:
    void take(const QString& text);
    /// Any thread.
    static void takeFromQt(QtMsgType type, const QMessageLogContext& context, const QString& text);

    test::RealWindow& window_;
    QTimer timer_;
    QString doing_;
    QSet<QString> explained_;
    QSet<QString> known_;
    QHash<const MessageBar*, QString> shown_;
    QStringList unexplained_;
    int explainedCount_ = 0;
};

} // namespace wasserfarbe::soak
