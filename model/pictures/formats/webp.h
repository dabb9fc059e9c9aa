#pragma once

#include "model/pictures/formats/picture_format.h"

namespace wasserfarbe {

/// WebP: of an animation the first frame on its canvas, over the colour behind transparent parts where it is
/// transparent or does not reach.
extern const PictureFormat kWebP;

} // namespace wasserfarbe
