#pragma once

#include <QWidget>

#include "app/pages/data/loaded_picture.h"
#include "model/types/finding.h"

class QGridLayout;
class QLabel;
class QPushButton;
class QSlider;
class QToolButton;

namespace wasserfarbe {

class PictureModel;
class ThumbnailWall;

/// The pictures of a folder beside what the network sees of them: two walls in step, one selection. While
/// they show the pictures of one kind alone, a line above them says so, with the way back. GUI thread only.
class PictureWalls : public QWidget {
    Q_OBJECT
public:
    explicit PictureWalls(PictureModel& model, QWidget* parent = nullptr);

    void setSeenOptions(const SeenOptions& options);
    /// Shows the pictures of this kind alone; nothing: all of them.
    void setShownKind(const std::optional<Finding>& kind);
    /// Makes this row the current one and brings it into sight.
    void setCurrentRow(int row);
    void setThumbnailSize(int size);
    ThumbnailWall& pictures() { return *pictures_; }
    /// For the row of controls above the walls.
    QWidget* zoomControls() { return zoom_; }

Q_SIGNALS:
    void allWanted();
    void thumbnailSizeChanged(int size);
    void revealRequested(const QString& file);
    void openRequested(const QString& file);
    /// Only where the fit crops, by the menu; by a double click or Enter on the right in any case.
    void cropRequested(int row);
    void currentRowChanged(int row);

private:
    void buildWalls();
    void buildZoom();
    void tieTogether();
    void keepInStep();
    void showMenu(QPoint position, const QModelIndex& index);
    void drag();
    void retranslate();
    void showSeenOptions();
    void showKind();
    QString seenText() const;

    PictureModel& model_;
    SeenOptions options_;
    QWidget* filter_; ///< hidden while all are shown
    QLabel* filterText_;
    QPushButton* showAll_;
    QGridLayout* grid_;
    QLabel* picturesTitle_;
    QLabel* seenTitle_;
    ThumbnailWall* pictures_;
    ThumbnailWall* seen_;
    QWidget* zoom_;
    QToolButton* zoomOut_;
    QSlider* zoomSlider_;
    QToolButton* zoomIn_;
    bool inStep_ = false;
};

} // namespace wasserfarbe
