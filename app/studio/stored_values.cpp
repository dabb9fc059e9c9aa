#include "app/studio/stored_values.h"

#include <utility>

#include <QSettings>

namespace wasserfarbe {
namespace {

constexpr int kDelay = 500; // milliseconds: a slider that is dragged is written once

} // namespace

StoredValues::StoredValues(QString file) : file_(std::move(file)), background_(Background::AtEnd::Finish) {
    const QSettings stored(file_, QSettings::IniFormat);
    const QStringList keys = stored.allKeys();
    for (const QString& key : keys)
        values_[key] = stored.value(key);
    timer_.setSingleShot(true);
    timer_.setInterval(kDelay);
    QObject::connect(&timer_, &QTimer::timeout, &timer_, [this] { write(); });
}

StoredValues::~StoredValues() {
    write();
}

QVariant StoredValues::value(const QString& key, const QVariant& fallback) const {
    return values_.value(key, fallback);
}

void StoredValues::setValue(const QString& key, const QVariant& value) {
    QVariant& kept = values_[key];
    if (kept == value)
        return;
    kept = value;
    changed_[key] = value;
    if (!timer_.isActive())
        timer_.start();
}

void StoredValues::write() {
    timer_.stop();
    if (changed_.isEmpty())
        return;
    background_.run([file = file_, changed = std::exchange(changed_, {})](const auto&) {
        QSettings stored(file, QSettings::IniFormat);
        for (auto it = changed.begin(); it != changed.end(); ++it)
            stored.setValue(it.key(), it.value());
        stored.sync();
        return Background::Answer();
    });
}

} // namespace wasserfarbe
