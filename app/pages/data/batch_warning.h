#pragma once

#include <cstdint>

#include <QObject>

namespace wasserfarbe {

class MessageBar;

/// Says on the page's bar when there are fewer pictures than training looks at together, and offers smaller
/// batches. GUI thread only.
class BatchWarning : public QObject {
    Q_OBJECT
public:
    /// @param bar  outlives this
    explicit BatchWarning(MessageBar& bar, QObject* parent = nullptr);

    /// Shows the warning, or takes it back.
    void setPictures(std::int64_t pictures, int batch);
    /// Something else stands on the bar by now, or nothing.
    void forget() { shown_ = false; }

Q_SIGNALS:
    void batchWanted(int batch);

private:
    MessageBar& bar_;
    std::int64_t pictures_ = 0;
    bool shown_ = false;
};

} // namespace wasserfarbe
