#pragma once

#include <cstdint>
#include <span>

#include "model/types/image.h"

namespace wasserfarbe {

/// A JPEG as RGB. Inks are converted by the embedded profile, or plainly where it has none that can be used.
/// EXIF is not applied. Any thread.
/// @param reduction  1, 2, 4 or 8: each side is so many times shorter, rounded up; faster than decoding it
/// whole
/// @throws PictureFault, also where a part of the coded pixels is missing
Image decode_jpeg(std::span<const std::uint8_t> bytes, int reduction);

} // namespace wasserfarbe
