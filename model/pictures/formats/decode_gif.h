#pragma once

#include <cstdint>
#include <span>

#include "model/types/color.h"
#include "model/types/image.h"

namespace wasserfarbe {

/// The first frame of a GIF on its logical screen, over `alpha_color` where it is transparent or does not
/// reach. Parts of the frame outside the screen are cut off. Any thread.
/// @throws PictureFault
Image decode_gif(std::span<const std::uint8_t> bytes, Color alpha_color);

} // namespace wasserfarbe
