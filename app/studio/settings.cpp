#include "app/studio/settings.h"

#include <algorithm>
#include <system_error>

#include <QSettings>
#include <QStandardPaths>

#include "app/studio/path_text.h"
#include "app/studio/stored_values.h"
#include "model/types/unhandled_value.h"

namespace wasserfarbe {
namespace {

constexpr std::size_t kRecentRuns = 8;

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

std::vector<std::filesystem::path> storedRuns(const StoredValues& settings) {
    std::vector<std::filesystem::path> runs;
    const QVariantList list = settings.value(QStringLiteral("recentRuns")).toList();
    for (const QVariant& value : list)
        runs.push_back(pathOf(value));
    return runs;
}

void storeRuns(StoredValues& settings, const std::vector<std::filesystem::path>& runs) {
    QVariantList list;
    for (const std::filesystem::path& run : runs)
        list.append(bytesOf(run));
    settings.setValue(QStringLiteral("recentRuns"), list);
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

Settings::Settings(QObject* parent) : Settings(usersOwnFile(), parent) {}

Settings::Settings(const QString& file, QObject* parent)
    : QObject(parent), settings_(std::make_unique<StoredValues>(file)) {}

Settings::~Settings() = default;

ColorScheme Settings::colorScheme() const {
    const QString name = settings_->value(QStringLiteral("colorScheme")).toString();
    for (const ColorScheme scheme : {ColorScheme::Light, ColorScheme::Dark})
        if (name == nameOf(scheme))
            return scheme;
    return ColorScheme::System;
}

void Settings::setColorScheme(ColorScheme scheme) {
    if (scheme == colorScheme())
        return;
    settings_->setValue(QStringLiteral("colorScheme"), nameOf(scheme));
    Q_EMIT colorSchemeChanged();
}

QString Settings::language() const {
    return settings_->value(QStringLiteral("language")).toString();
}

void Settings::setLanguage(const QString& language) {
    if (language == this->language())
        return;
    settings_->setValue(QStringLiteral("language"), language);
    Q_EMIT languageChanged();
}

std::filesystem::path Settings::runsFolder() const {
    const std::filesystem::path kept = pathOf(settings_->value(QStringLiteral("runsFolder")));
    return kept.empty() ? standardFolder(QStandardPaths::DocumentsLocation) / "Wasserfarbe" : kept;
}

void Settings::setRunsFolder(const std::filesystem::path& folder) {
    if (folder == runsFolder())
        return;
    settings_->setValue(QStringLiteral("runsFolder"), bytesOf(folder));
    Q_EMIT runsFolderChanged();
}

std::filesystem::path Settings::lastDataFolder() const {
    const std::filesystem::path kept = pathOf(settings_->value(QStringLiteral("lastDataFolder")));
    return kept.empty() ? standardFolder(QStandardPaths::PicturesLocation) : kept;
}

void Settings::setLastDataFolder(const std::filesystem::path& folder) {
    settings_->setValue(QStringLiteral("lastDataFolder"), bytesOf(folder));
}

std::filesystem::path Settings::lastExportFolder() const {
    const std::filesystem::path kept = pathOf(settings_->value(QStringLiteral("lastExportFolder")));
    std::error_code error;
    return std::filesystem::is_directory(kept, error) ? kept
                                                      : standardFolder(QStandardPaths::PicturesLocation);
}

void Settings::setLastExportFolder(const std::filesystem::path& folder) {
    settings_->setValue(QStringLiteral("lastExportFolder"), bytesOf(folder));
}

std::vector<std::filesystem::path> Settings::recentRuns() const {
    std::vector<std::filesystem::path> runs = storedRuns(*settings_);
    std::erase_if(runs, [](const std::filesystem::path& run) {
        std::error_code error;
        return !std::filesystem::is_directory(run, error);
    });
    return runs;
}

void Settings::addRecentRun(const std::filesystem::path& run) {
    std::vector<std::filesystem::path> runs = storedRuns(*settings_);
    std::erase(runs, run);
    runs.insert(runs.begin(), run);
    runs.resize(std::min(runs.size(), kRecentRuns));
    storeRuns(*settings_, runs);
    Q_EMIT recentRunsChanged();
}

void Settings::clearRecentRuns() {
    storeRuns(*settings_, {});
    Q_EMIT recentRunsChanged();
}

QByteArray Settings::windowGeometry() const {
    return settings_->value(QStringLiteral("windowGeometry")).toByteArray();
}

void Settings::setWindowGeometry(const QByteArray& geometry) {
    settings_->setValue(QStringLiteral("windowGeometry"), geometry);
}

int Settings::page() const {
    return settings_->value(QStringLiteral("page"), 0).toInt();
}

void Settings::setPage(int page) {
    settings_->setValue(QStringLiteral("page"), page);
}

QVariant Settings::choice(const QString& key, const QVariant& fallback) const {
    return settings_->value(QStringLiteral("choices/%1").arg(key), fallback);
}

void Settings::setChoice(const QString& key, const QVariant& value) {
    settings_->setValue(QStringLiteral("choices/%1").arg(key), value);
}

} // namespace wasserfarbe
