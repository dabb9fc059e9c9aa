#pragma once

#include "model/pictures/formats/picture_format.h"

namespace wasserfarbe {

/// JPEG. Inks are converted by the embedded profile, or plainly where it has none that can be used. A
/// thumbnail's own end, inside an EXIF segment, is not taken for the picture's: decoders fill a truncated one
/// with grey and call it a success.
extern const PictureFormat kJpeg;

} // namespace wasserfarbe
