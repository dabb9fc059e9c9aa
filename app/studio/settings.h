#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include <QByteArray>
#include <QObject>
#include <QString>

#include "widgets/look/theme.h"

namespace wasserfarbe {

class StoredValues;

/// What is kept from one start to the next, typed. GUI thread only. Tests give a file of their own.
class Settings : public QObject {
    Q_OBJECT
public:
    /// The user's own settings.
    explicit Settings(QObject* parent = nullptr);
    /// Kept in an INI file.
    Settings(const QString& file, QObject* parent);
    ~Settings() override;

    ColorScheme colorScheme() const;
    void setColorScheme(ColorScheme scheme);
    /// "en", "zh_CN"; empty: as the system has it.
    QString language() const;
    void setLanguage(const QString& language);
    /// Where runs live: Documents/Wasserfarbe unless changed.
    std::filesystem::path runsFolder() const;
    void setRunsFolder(const std::filesystem::path& folder);

    std::filesystem::path lastDataFolder() const;
    void setLastDataFolder(const std::filesystem::path& folder);
    /// The folder for pictures where the last one is gone.
    std::filesystem::path lastExportFolder() const;
    void setLastExportFolder(const std::filesystem::path& folder);
    /// Newest first, at most 8; runs that vanished are left out.
    std::vector<std::filesystem::path> recentRuns() const;
    void addRecentRun(const std::filesystem::path& run);
    void clearRecentRuns();

    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray& geometry);
    int page() const;
    void setPage(int page);
    /// For a choice that a page keeps for itself: "explore/steps".
    QVariant choice(const QString& key, const QVariant& fallback) const;
    void setChoice(const QString& key, const QVariant& value);

Q_SIGNALS:
    void colorSchemeChanged();
    void languageChanged();
    void runsFolderChanged();
    void recentRunsChanged();

private:
    std::unique_ptr<StoredValues> settings_;
};

} // namespace wasserfarbe
