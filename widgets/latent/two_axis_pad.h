#pragma once

#include <vector>

#include <QImage>
#include <QPixmap>
#include <QWidget>

#include "widgets/latent/pad_geometry.h"

namespace wasserfarbe {

/// The grid between A (top left) and B (bottom right) with a cursor that moves continuously over it. Cells
/// whose image has not arrived show the nearest one that has, faded. Passive: setters do not emit. GUI thread
/// only.
class TwoAxisPad : public QWidget {
    Q_OBJECT
public:
    explicit TwoAxisPad(QWidget* parent = nullptr);

    /// Cells between A and B on each axis. Another number empties the grid.
    void setSteps(int steps);
    int steps() const { return steps_; }
    /// Of the images to come, so that the cells have their size before they arrive; 0: not known.
    void setImageSize(int pixels);
    /// What is shown is of another place and counts as not arrived: it stays, faded, until a new one is
    /// there.
    void markStale();
    /// Nothing is shown.
    void clear();
    struct Cell {
        int index = 0; ///< row by row from the top
        QImage image;
    };
    /// Cells that have arrived; indexes beyond the grid are left out.
    void setCells(const std::vector<Cell>& cells);
    int arrivedCount() const;

    /// Both 0 (A) to 1 (B).
    void setCursorPoint(const QPointF& point);
    QPointF cursorPoint() const { return cursor_; }
    /// The image that is shown elsewhere is not at the cursor: it is drawn hollow.
    void setCursorAway(bool away);

    /// The largest pad that fits this widget.
    PadGeometry geometryFor(const QSize& area) const;
    PadGeometry padGeometry() const { return geometryFor(size()); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// By hand, in this widget. A double click, Enter and the space bar snap the cursor to the cell.
    void cursorMoved(QPointF point);
    /// The button or key was let go: what follows is another move.
    void moveFinished();
    void menuRequested(QPoint globalPosition, QPointF point);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Slot {
        QImage image;
        bool arrived = false;
        int drawn = -1;     ///< the cell whose image the cached picture shows here; -1: none
        bool faded = false; ///< and whether it is faded
    };

    void moveCursor(const QPointF& point);
    void placeCursor(const QPointF& point);
    QRect cursorRegion() const;
    int sourceOf(int index, bool anyArrived) const;
    void rebuildPicture();
    void refreshPicture(const std::vector<int>& renewed);
    void drawCell(QPainter& painter, int index);
    void drawCursor(QPainter& painter) const;
    void describe();

    int steps_ = 10;
    int imageSize_ = 0;
    QPointF cursor_ = {0, 0};
    bool away_ = false;
    bool dragging_ = false;
    std::vector<Slot> cells_;
    QPixmap picture_;
};

} // namespace wasserfarbe
