#include "app/studio/settings.h"

#include <system_error>
#include <utility>

#include <QSettings>
#include <QStandardPaths>

#include "app/studio/path_text.h"
#include "model/types/unhandled_value.h"

namespace wasserfarbe {
namespace {

constexpr qsizetype kRecentRuns = 8;
constexpr int kDelay = 500; // milliseconds: a slider that is dragged is written once

// Paths are kept as bytes, for a name need not be text.
QByteArray bytesOf(const std::filesystem::path& path) {
    const std::string& native = path.native();
    return {native.data(), static_cast<qsizetype>(native.size())};
}

std::filesystem::path pathOf(const QVariant& value) {
    return std::filesystem::path(value.toByteArray().toStdString());
}

std::filesystem::path standardFolder(QStandardPaths::StandardLocation location) {
    return toPath(QStandardPaths::writableLocation(location));
}

QString usersOwnFile() {
    const QString name = QStringLiteral("wasserfarbe");
    return QSettings(QSettings::IniFormat, QSettings::UserScope, name, name).fileName();
}

QString nameOf(ColorScheme scheme) {
    switch (scheme) {
    case ColorScheme::Light:
        return QStringLiteral("light");
    case ColorScheme::Dark:
        return QStringLiteral("dark");
    case ColorScheme::System:
        return QStringLiteral("system");
    }
    unhandled_value();
}

} // namespace

Settings::Settings(const QString& file, QObject* parent)
    : QObject(parent), file_(file.isEmpty() ? usersOwnFile() : file), background_(Background::AtEnd::Finish) {
    const QSettings stored(file_, QSettings::IniFormat);
    const QStringList keys = stored.allKeys();
    for (const QString& key : keys)
        values_[key] = stored.value(key);
    timer_.setSingleShot(true);
    timer_.setInterval(kDelay);
    connect(&timer_, &QTimer::timeout, this, &Settings::write);
}

Settings::~Settings() {
    write();
}

void Settings::setValue(const QString& key, const QVariant& value) {
    QVariant& kept = values_[key];
    if (kept == value)
        return;
    kept = value;
    changed_[key] = value;
    if (!timer_.isActive())
        timer_.start();
}

void Settings::write() {
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

ColorScheme Settings::colorScheme() const {
    const QString name = values_.value(QStringLiteral("colorScheme")).toString();
    for (const ColorScheme scheme : {ColorScheme::Light, ColorScheme::Dark})
        if (name == nameOf(scheme))
            return scheme;
    return ColorScheme::System;
}

void Settings::setColorScheme(ColorScheme scheme) {
    if (scheme == colorScheme())
        return;
    setValue(QStringLiteral("colorScheme"), nameOf(scheme));
    Q_EMIT colorSchemeChanged();
}

QString Settings::language() const {
    return values_.value(QStringLiteral("language")).toString();
}

void Settings::setLanguage(const QString& language) {
    if (language == this->language())
        return;
    setValue(QStringLiteral("language"), language);
    Q_EMIT languageChanged();
}

std::filesystem::path Settings::runsFolder() const {
    const std::filesystem::path kept = pathOf(values_.value(QStringLiteral("runsFolder")));
    return kept.empty() ? standardFolder(QStandardPaths::DocumentsLocation) / "Wasserfarbe" : kept;
}

void Settings::setRunsFolder(const std::filesystem::path& folder) {
    if (folder == runsFolder())
        return;
    setValue(QStringLiteral("runsFolder"), bytesOf(folder));
    Q_EMIT runsFolderChanged();
}

std::filesystem::path Settings::lastDataFolder() const {
    const std::filesystem::path kept = pathOf(values_.value(QStringLiteral("lastDataFolder")));
    return kept.empty() ? standardFolder(QStandardPaths::PicturesLocation) : kept;
}

void Settings::setLastDataFolder(const std::filesystem::path& folder) {
    setValue(QStringLiteral("lastDataFolder"), bytesOf(folder));
}

std::filesystem::path Settings::lastExportFolder() const {
    const std::filesystem::path kept = pathOf(values_.value(QStringLiteral("lastExportFolder")));
    std::error_code error;
    return std::filesystem::is_directory(kept, error) ? kept
                                                      : standardFolder(QStandardPaths::PicturesLocation);
}

void Settings::setLastExportFolder(const std::filesystem::path& folder) {
    setValue(QStringLiteral("lastExportFolder"), bytesOf(folder));
}

std::vector<std::filesystem::path> Settings::recentRuns() const {
    std::vector<std::filesystem::path> runs;
    const QVariantList list = values_.value(QStringLiteral("recentRuns")).toList();
    for (const QVariant& value : list) {
        const std::filesystem::path run = pathOf(value);
        std::error_code error;
        if (std::filesystem::is_directory(run, error))
            runs.push_back(run);
    }
    return runs;
}

void Settings::addRecentRun(const std::filesystem::path& run) {
    QVariantList list = values_.value(QStringLiteral("recentRuns")).toList();
    list.removeIf([&](const QVariant& one) { return pathOf(one) == run; });
    list.prepend(bytesOf(run));
    setValue(QStringLiteral("recentRuns"), list.mid(0, kRecentRuns));
    Q_EMIT recentRunsChanged();
}

void Settings::clearRecentRuns() {
    setValue(QStringLiteral("recentRuns"), QVariantList());
    Q_EMIT recentRunsChanged();
}

} // namespace wasserfarbe
