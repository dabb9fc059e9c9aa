#pragma once

#include "model/pictures/formats/header_reader.h"
#include "model/types/image.h"

namespace wasserfarbe {

/// How EXIF and TIFF say which way up a picture is: 1 as it is stored, 2 to 4 mirrored or upside down, 5 to 8
/// with width and height exchanged.
inline constexpr int kUpright = 1;

/// The orientation in an EXIF block, with or without "Exif" before it, or in a TIFF; kUpright where it says
/// nothing sensible. Reads nothing outside of the bytes.
int read_exif_orientation(PictureBytes exif);

inline bool exchanges_sides(int orientation) {
    return orientation >= 5 && orientation <= 8;
}

/// The picture as it is meant to be seen.
/// @param orientation  1 to 8
Image turn_upright(Image image, int orientation);

} // namespace wasserfarbe
