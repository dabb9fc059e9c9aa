#pragma once

#include <QString>
#include <QTimer>
#include <QVariant>

#include "app/sessions/background.h"

namespace wasserfarbe {

/// Keys and values in an INI file that outlive the program. They are read once, at the start; what changes is
/// written a moment later on a thread of its own, for a disk that is busy with a checkpoint must not hold the
/// windows. GUI thread only; only the destructor waits, until all is written.
class StoredValues {
public:
    explicit StoredValues(QString file);
    ~StoredValues();
    StoredValues(const StoredValues&) = delete;
    StoredValues& operator=(const StoredValues&) = delete;

    QVariant value(const QString& key, const QVariant& fallback = {}) const;
    void setValue(const QString& key, const QVariant& value);

private:
    void write();

    QString file_;
    QVariantHash values_;
    QVariantHash changed_; ///< not written yet
    QTimer timer_;
    Background background_; ///< last: it writes the rest
};

} // namespace wasserfarbe
