#pragma once

#include <functional>

#include <QStringList>
#include <QWidget>

#include "app/pages/data/folder_check.h"

class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace wasserfarbe {

/// The page's head: which pictures these are, how many take part, other ones, and the way on. Passive: GUI
/// thread only.
class DataHead : public QWidget {
    Q_OBJECT
public:
    explicit DataHead(QWidget* parent = nullptr);

    void setFolder(const QString& name, const QString& path);
    /// What the folder holds and how much of it takes part, in a line or two.
    /// @param folders  how many folders hold pictures
    /// @param check    null: not known yet
    /// @param counts   null: not known yet
    void showSummary(const FolderScan& scan, int folders, const SharedCheck& check,
                     const SharedCounts& counts);
    /// Asked each time the list of folders used before is opened; newest first.
    void setRecentFolders(std::function<QStringList()> recent) { recentFolders_ = std::move(recent); }

Q_SIGNALS:
    void chooseWanted();
    void folderWanted(const QString& folder);
    void demoFacesWanted();
    void continueWanted();

private:
    void fillRecent();
    void retranslate();

    std::function<QStringList()> recentFolders_;
    QLabel* name_;
    QLabel* summary_;
    QToolButton* choose_;
    QMenu* recent_;
    QPushButton* demo_;
    QPushButton* next_;
};

} // namespace wasserfarbe
