#pragma once

#include <QPoint>
#include <QRect>
#include <QSize>

namespace wasserfarbe {

/// A range of indices, both ends included; empty where `last < first`.
struct IndexRange {
    int first = 0;
    int last = -1;

    bool isEmpty() const { return last < first; }
    bool operator==(const IndexRange&) const = default;
};

/// Where the cells of a wall of equal cells are: row by row from the top left, in content coordinates (the
/// scroll position is not in it). Everything is computed from the index alone, so that the count costs
/// nothing.
struct WallGeometry {
    int count = 0;
    QSize cell{96, 96};  ///< without the gaps
    int gap = 8;         ///< around and between cells
    int width = 0;       ///< of the content
    int mostColumns = 0; ///< 0: as many as fit

    /// 1 at least.
    int columnsThatFit() const;
    int columns() const;
    int rows() const;
    int rowPitch() const { return cell.height() + gap; }
    int contentHeight() const;
    /// What the columns leave of the width is spread between them.
    QRect cellRect(int index) const;
    /// -1 between cells.
    int indexAt(QPoint position) const;
    /// The cells of all rows that reach into these lines.
    IndexRange indicesBetween(int top, int bottom) const;
    /// The part of a row of cells that a rectangle touches; both as columns.
    IndexRange columnsBetween(int left, int right) const;
};

/// Where a picture is drawn in an area: centred; enlarged only to a whole multiple of its pixels, on the
/// screen's own pixels; shrunk to fit where it is larger. @param devicePixelRatio  screen pixels per pixel of
/// `area`
QRectF placePicture(QSize picture, const QRectF& area, qreal devicePixelRatio);

} // namespace wasserfarbe
