#pragma once

#include <cstdint>
#include <span>

#include "model/pictures/formats/image_header.h"
#include "model/types/color.h"
#include "model/types/image.h"

namespace wasserfarbe {

/// Whether a WebP holds an animation, of however many frames.
bool is_webp_animation(std::span<const std::uint8_t> bytes);

/// The first frame of an animated WebP on its canvas, over `alpha_color` where it is transparent or does not
/// reach. Any thread.
/// @param size  of the canvas, as the header tells
/// @throws PictureFault
Image decode_webp_animation(std::span<const std::uint8_t> bytes, ImageSize size, Color alpha_color);

} // namespace wasserfarbe
