#include "widgets/training/preview_geometry.h"

#include <algorithm>

namespace wasserfarbe {

int PreviewGeometry::columns() const {
    return std::max(1, std::min(layout.columns, count));
}

QRect PreviewGeometry::rectOf(int index) const {
    if (count == 1) // comes without padding
        return {0, 0, cell, cell};
    const int pitch = cell + layout.padding;
    return {layout.padding + index % columns() * pitch, layout.padding + index / columns() * pitch, cell,
            cell};
}

int PreviewGeometry::cellAt(QPoint pixel) const {
    const int pitch = cell + (count == 1 ? 0 : layout.padding);
    const int edge = count == 1 ? 0 : layout.padding;
    if (cell < 1 || pixel.x() < edge || pixel.y() < edge)
        return -1;
    const int column = (pixel.x() - edge) / pitch;
    const int index = (pixel.y() - edge) / pitch * columns() + column;
    return column < columns() && index < count && rectOf(index).contains(pixel) ? index : -1;
}

} // namespace wasserfarbe
