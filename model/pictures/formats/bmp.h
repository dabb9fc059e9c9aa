#pragma once

#include "model/pictures/formats/picture_format.h"

namespace wasserfarbe {

/// Windows' and OS/2's BMP.
extern const PictureFormat kBmp;

} // namespace wasserfarbe
