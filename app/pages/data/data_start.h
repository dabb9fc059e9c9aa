#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace wasserfarbe {

/// What the page shows before there are pictures: where they can come from, and how the drawing of demo faces
/// goes. Passive: GUI thread only.
class DataStart : public QWidget {
    Q_OBJECT
public:
    explicit DataStart(QWidget* parent = nullptr);

    /// A folder that was used before; empty: none is offered.
    void setLastFolder(const QString& name, const QString& path);
    /// @param secondsLeft  0 while unknown
    void showDrawing(std::int64_t done, std::int64_t total, double secondsLeft);
    void showReading();
    /// Back to the choice.
    void showChoice() { setWorking(false); }

Q_SIGNALS:
    void demoFacesWanted();
    void folderWanted();
    void lastFolderWanted();
    void cancelWanted();

private:
    void build();
    void retranslate();
    void setWorking(bool working);

    QLabel* icon_;
    QLabel* title_;
    QLabel* text_;
    QPushButton* demoFaces_;
    QPushButton* choose_;
    QPushButton* last_;
    QLabel* dropHint_;
    QProgressBar* progress_;
    QLabel* progressText_;
    QPushButton* cancel_;
    QString lastName_;
    QString lastPath_;
};

} // namespace wasserfarbe
