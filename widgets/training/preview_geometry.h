#pragma once

#include <QPoint>
#include <QRect>

#include "model/types/image_grid.h"

namespace wasserfarbe {

/// Where the images of a preview are on its sheet, as `make_grid` lays them out. Pixels of the sheet.
struct PreviewGeometry {
    int cell = 0;  ///< side of an image
    int count = 0; ///< images
    GridLayout layout;

    int columns() const;
    /// The image at a pixel; -1 on the padding and beyond.
    int cellAt(QPoint pixel) const;
    QRect rectOf(int index) const;
};

} // namespace wasserfarbe
