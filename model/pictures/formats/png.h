#pragma once

#include "model/pictures/formats/picture_format.h"

namespace wasserfarbe {

/// PNG. Of an animated one the still picture counts.
extern const PictureFormat kPng;

} // namespace wasserfarbe
