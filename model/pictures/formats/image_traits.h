#pragma once

#include <cstdint>
#include <span>

namespace wasserfarbe {

/// How a picture is stored.
struct ImageTraits {
    bool grey = false;        ///< without colour
    bool palette = false;     ///< pixels are places in a table of colours
    bool sixteen_bit = false; ///< more than 8 bits for each channel
    bool alpha = false;       ///< parts may be transparent
    bool cmyk = false;        ///< inks instead of light
    bool animated = false;    ///< more than one frame or page, a thumbnail not counted
    int orientation = 1;      ///< see exif_orientation.h

    bool operator==(const ImageTraits&) const = default;
};

/// The traits of PNG, JPEG, BMP, GIF, WebP, PNM and TIFF, from the structure of the file alone: nothing is
/// decoded. What a damaged file does not tell stays as it is for a plain picture. Reads nothing outside
/// `bytes`, allocates nothing, follows no circle; the time grows with the number of bytes alone.
ImageTraits read_image_traits(std::span<const std::uint8_t> bytes);

} // namespace wasserfarbe
