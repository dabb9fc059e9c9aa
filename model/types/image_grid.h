#pragma once

#include <span>

#include "model/types/image.h"

namespace wasserfarbe {

/// How images are laid out on one sheet.
struct GridLayout {
    int columns = 8;        ///< images in a row, at least 1; fewer images make a narrower sheet
    int padding = 2;        ///< pixels around and between the images, at least 0
    double pad_value = 0.0; ///< grey level of the padding, 0 (black) to 1 (white)

    bool operator==(const GridLayout&) const = default;
};

/// The byte for a level: floor(255 * clamp(level, 0, 1) + 0.5), as torchvision's `save_image` has it.
std::uint8_t level_to_byte(double level);

/// Lays equally large images out in rows, exactly as torchvision's `make_grid` does: the sheet is
/// `columns * (width + padding) + padding` wide, and a single image comes back as it is, without padding.
/// @throws Error (Usage) where the layout is out of range, there is no image, the sizes differ, or the
/// sheet would have more than a thousand million pixels.
Image make_grid(std::span<const Image> images, const GridLayout& layout);

} // namespace wasserfarbe
