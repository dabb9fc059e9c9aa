#pragma once

#include "model/pictures/formats/picture_format.h"

namespace wasserfarbe {

/// PBM, PGM and PPM, as text or bytes. Brightness is scaled from whatever the header calls full to 255.
extern const PictureFormat kPnm;

} // namespace wasserfarbe
