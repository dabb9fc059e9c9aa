#pragma once

#include <QObject>

namespace wasserfarbe {

/// Turns SIGINT and SIGTERM into a Qt signal on the GUI thread, as long as it lives. One at a time.
class SignalWatch : public QObject {
    Q_OBJECT
public:
    explicit SignalWatch(QObject* parent = nullptr);
    ~SignalWatch() override;

Q_SIGNALS:
    void terminated();
};

} // namespace wasserfarbe
