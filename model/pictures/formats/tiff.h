#pragma once

#include "model/pictures/formats/picture_format.h"

namespace wasserfarbe {

/// TIFF: the first page. Inks are converted by the embedded profile, or plainly where it has none that can be
/// used.
extern const PictureFormat kTiff;

} // namespace wasserfarbe
