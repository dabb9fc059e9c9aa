#pragma once

#include "model/pictures/formats/picture_format.h"

namespace wasserfarbe {

/// GIF: the first frame on its logical screen, over the colour behind transparent parts where it is
/// transparent or does not reach. Parts of the frame outside the screen are cut off.
extern const PictureFormat kGif;

} // namespace wasserfarbe
