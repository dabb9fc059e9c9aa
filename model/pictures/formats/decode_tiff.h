#pragma once

#include <cstdint>
#include <span>

#include "model/pictures/formats/image_header.h"
#include "model/types/color.h"
#include "model/types/image.h"

namespace wasserfarbe {

/// The first page of a TIFF. Inks are converted by the embedded profile, or plainly where it has none that
/// can be used. The orientation is not applied. Any thread.
/// @param size  as the header tells; the library must agree
/// @throws PictureFault
Image decode_tiff(std::span<const std::uint8_t> bytes, ImageSize size, Color alpha_color);

} // namespace wasserfarbe
