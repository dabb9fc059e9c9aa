#include "widgets/pictures/wall_geometry.h"

#include <algorithm>
#include <cmath>

namespace wasserfarbe {

int WallGeometry::columnsThatFit() const {
    return std::max(1, (width - gap) / (cell.width() + gap));
}

int WallGeometry::columns() const {
    const int fitting = columnsThatFit();
    return mostColumns > 0 ? std::min(mostColumns, fitting) : fitting;
}

int WallGeometry::rows() const {
    return (count + columns() - 1) / columns();
}

int WallGeometry::contentHeight() const {
    return count == 0 ? 0 : rows() * rowPitch() + gap;
}

QRect WallGeometry::cellRect(int index) const {
    const int inRow = columns();
    const int rest = std::max(0, width - gap - inRow * (cell.width() + gap));
    const int column = index % inRow;
    // Not wider apart than a cell's half: three pictures on a wide wall stay together.
    const int spread = std::min(rest / inRow, cell.width() / 2);
    const int left = gap + column * (cell.width() + gap + spread) + spread / 2;
    return {QPoint(left, gap + index / inRow * rowPitch()), cell};
}

int WallGeometry::indexAt(QPoint position) const {
    if (count == 0 || position.y() < 0 || position.x() < 0)
        return -1;
    const int row = position.y() / rowPitch();
    const int first = row * columns();
    for (int index = first; index < std::min(count, first + columns()); ++index)
        if (cellRect(index).contains(position))
            return index;
    return -1;
}

IndexRange WallGeometry::indicesBetween(int top, int bottom) const {
    if (count == 0 || bottom < top || bottom < 0 || top >= contentHeight())
        return {};
    const int firstRow = std::clamp((top - gap) / rowPitch(), 0, rows() - 1);
    const int lastRow = std::clamp(bottom / rowPitch(), 0, rows() - 1);
    return {firstRow * columns(), std::min(count, (lastRow + 1) * columns()) - 1};
}

IndexRange WallGeometry::columnsBetween(int left, int right) const {
    IndexRange range;
    bool found = false;
    for (int column = 0; column < columns(); ++column) {
        const QRect rect = cellRect(column);
        if (rect.right() < left || rect.left() > right)
            continue;
        if (!found)
            range.first = column;
        range.last = column;
        found = true;
    }
    return range;
}

QRectF placePicture(QSize picture, const QRectF& area, qreal devicePixelRatio) {
    if (picture.isEmpty() || area.isEmpty())
        return {};
    const QSizeF available = area.size() * devicePixelRatio;
    QSizeF size = picture;
    const qreal scale = std::min(available.width() / picture.width(), available.height() / picture.height());
    size *= scale >= 1 ? std::floor(scale) : scale;
    size = QSizeF(std::max(1.0, std::round(size.width())), std::max(1.0, std::round(size.height())));
    const QPointF corner(
        std::round(area.left() * devicePixelRatio + (available.width() - size.width()) / 2),
        std::round(area.top() * devicePixelRatio + (available.height() - size.height()) / 2));
    return {corner / devicePixelRatio, size / devicePixelRatio};
}

} // namespace wasserfarbe
