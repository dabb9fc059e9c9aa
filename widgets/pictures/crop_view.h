#pragma once

#include <optional>

#include <QImage>
#include <QPointF>
#include <QRectF>
#include <QSize>
#include <QWidget>

#include "model/types/dataset_selection.h"
#include "widgets/look/metrics.h"

namespace wasserfarbe {

/// Where a picture and the square that is kept of it lie in a view. The square is as large as the picture's
/// shorter side and has room along the longer one alone.
struct CropGeometry {
    QSize picture; ///< in pixels of its own; may be empty
    QRectF area;   ///< of the view that the picture may take

    /// Centred in the area, as large as it fits; empty where there is no picture.
    QRectF pictureRect() const;
    QRectF squareRect(const CropPlace& place) const;
    /// The direction in which the square can be moved; nothing where the picture is a square itself.
    std::optional<Qt::Orientation> freeAxis() const;
    /// The place after the square was moved so far in the view; it stays within the picture.
    CropPlace moved(const CropPlace& place, QPointF by) const;
    /// The place at which the square's middle is closest to this position of the view.
    CropPlace centredAt(const CropPlace& place, QPointF position) const;
    /// The place this share of the whole room further: positive is to the right or down.
    CropPlace nudged(const CropPlace& place, double by) const;
    /// How far the square is along the free axis, 0 to 1; 0.5 where it has no room.
    double share(const CropPlace& place) const;

private:
    CropPlace withShare(const CropPlace& place, double share) const;
};

/// A whole picture with the square of it that is kept: bright, the rest dimmed. A drag moves the square; so
/// do the arrow keys, by a hundredth of its room, with Shift by a tenth; Home asks for its usual place.
/// Passive: GUI thread only.
class CropView : public QWidget {
    Q_OBJECT
public:
    explicit CropView(QWidget* parent = nullptr);

    /// Null: there is none, and the placeholder stands there.
    void setPicture(const QImage& picture);
    void setPlace(const CropPlace& place);
    const CropPlace& place() const { return place_; }
    void setPlaceholder(const QString& text);
    CropGeometry geometryOfCrop() const;

    QSize sizeHint() const override { return {46 * kUnit, 36 * kUnit}; }
    QSize minimumSizeHint() const override { return {30 * kUnit, 30 * kUnit}; }

Q_SIGNALS:
    /// The person is moving it: by a drag that still goes on too.
    void placeMoved(const wasserfarbe::CropPlace& place);
    /// It stays there: the drag is over, or a key was pressed.
    void placeChosen(const wasserfarbe::CropPlace& place);
    void resetRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    void moveTo(const CropPlace& place);
    void nudge(double by);
    void tellPlace();
    void showCursor();

    QImage picture_;
    QString placeholder_;
    CropPlace place_;
    CropPlace placeBefore_;  ///< the drag
    CropPlace grabbedPlace_; ///< where the square was when the mouse took hold of it
    QPointF grabbedAt_;
    bool dragging_ = false;
};

} // namespace wasserfarbe
