#pragma once

#include <filesystem>
#include <vector>

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QTimer>
#include <QVariant>

#include "app/sessions/background.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {

/// What is kept in an INI file from one start to the next, typed. It is read once, at the start; what changes
/// is written a moment later on a thread of its own, for a disk that is busy with a checkpoint must not hold
/// the windows. GUI thread only; only the destructor waits, until all is written.
class Settings : public QObject {
    Q_OBJECT
public:
    /// @param file  empty: the user's own settings
    explicit Settings(const QString& file = {}, QObject* parent = nullptr);
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

    QByteArray windowGeometry() const {
        return values_.value(QStringLiteral("windowGeometry")).toByteArray();
    }
    void setWindowGeometry(const QByteArray& geometry) {
        setValue(QStringLiteral("windowGeometry"), geometry);
    }
    int page() const { return values_.value(QStringLiteral("page"), 0).toInt(); }
    void setPage(int page) { setValue(QStringLiteral("page"), page); }
    /// For a choice that a page keeps for itself: "explore/steps".
    QVariant choice(const QString& key, const QVariant& fallback) const {
        return values_.value(QStringLiteral("choices/%1").arg(key), fallback);
    }
    void setChoice(const QString& key, const QVariant& value) {
        setValue(QStringLiteral("choices/%1").arg(key), value);
    }

Q_SIGNALS:
    void colorSchemeChanged();
    void languageChanged();
    void runsFolderChanged();
    void recentRunsChanged();

private:
    void setValue(const QString& key, const QVariant& value);
    void write();

    const QString file_;
    QVariantHash values_;
    QVariantHash changed_; ///< not written yet
    QTimer timer_;
    Background background_; ///< last: it writes the rest
};

} // namespace wasserfarbe
