#pragma once

#include <QPoint>
#include <QPointF>
#include <QRect>
#include <QRectF>
#include <QSize>

namespace wasserfarbe {

/// A fine step on the pad is this part of a cell.
inline constexpr int kFineParts = 10;

/// Where the two-axis pad draws its cells and what a position on it means. A plain struct: it needs no
/// window.
///
/// All rectangles and positions are in the widget's coordinates. A point of the pad is (x, y) with both from
/// 0 (A) to 1 (B); it lies at the centre of a cell where it is a multiple of 1 / steps.
struct PadGeometry {
    int steps = 10;  ///< between the first and the last cell of a row: the pad has steps + 1 columns and rows
    double cell = 0; ///< side of a cell; 0 where there is no room
    QPointF origin = {0, 0}; ///< top left of the first cell

    /// The largest pad that fits into `area`, centred: the cells are whole multiples of the images' size in
    /// the screen's pixels, or, where not even that fits, whole screen pixels.
    /// @param imageSize   pixels of an image's side; 0: not known yet, any whole cell size will do
    /// @param pixelRatio  screen pixels for each pixel of the widget
    static PadGeometry fit(const QSize& area, int steps, int imageSize, double pixelRatio);

    int count() const { return steps + 1; }
    double side() const { return cell * count(); }
    QRectF rect() const { return {origin.x(), origin.y(), side(), side()}; }
    /// @param column, row  0 to steps
    QRectF cellRect(int column, int row) const;
    /// Where a point is drawn.
    QPointF toPosition(const QPointF& point) const;
    /// The point at a position; positions outside give the nearest point of the pad.
    QPointF toPoint(const QPointF& position) const;
    /// The column and row of the cell nearest to a point.
    QPoint nearestCell(const QPointF& point) const;
    QPointF cellPoint(const QPoint& cellIndex) const;
    QPointF snapped(const QPointF& point) const { return cellPoint(nearestCell(point)); }
    /// The next cell line to the left (-1) or right (+1) of a coordinate, which stays within 0 to 1.
    double stepped(double coordinate, int direction) const;
};

} // namespace wasserfarbe
