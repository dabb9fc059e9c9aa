#pragma once

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

} // namespace wasserfarbe
