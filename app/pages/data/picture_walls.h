#pragma once

#include <QWidget>

#include "app/pages/data/loaded_picture.h"

class QLabel;
class QSlider;
class QToolButton;

namespace wasserfarbe {

class PictureModel;
class ThumbnailWall;

/// The pictures of a folder beside what the network sees of them: two walls in step, one selection. GUI
/// thread only.
class PictureWalls : public QWidget {
    Q_OBJECT
public:
    explicit PictureWalls(PictureModel& model, QWidget* parent = nullptr);

    void setSeenOptions(const SeenOptions& options);
    /// Makes this row the current one and brings it into sight.
    void setCurrentRow(int row);
    void setThumbnailSize(int size);
    ThumbnailWall& pictures() { return *pictures_; }
    ThumbnailWall& seen() { return *seen_; }
    /// For the row of controls above the walls.
    QWidget* zoomControls() { return zoom_; }

Q_SIGNALS:
    void thumbnailSizeChanged(int size);
    void revealRequested(const QString& file);
    void openRequested(const QString& file);
    /// Only where the fit crops, by the menu; by a double click or Enter on the right in any case.
    void cropRequested(int row);
    void currentRowChanged(int row);

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildWalls();
    void buildZoom();
    void tieTogether();
    void keepInStep();
    void showMenu(QPoint position, const QModelIndex& index);
    void drag();
    void retranslate();
    QString seenText() const;

    PictureModel& model_;
    SeenOptions options_;
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
