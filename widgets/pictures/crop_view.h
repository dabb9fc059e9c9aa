#pragma once

#include <QImage>
#include <QWidget>

#include "widgets/pictures/crop_geometry.h"

namespace wasserfarbe {

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

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

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
    void changeEvent(QEvent* event) override;

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
