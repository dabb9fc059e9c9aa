#pragma once

#include <cstdint>
#include <span>

#include "model/types/image.h"

namespace wasserfarbe {

/// A PBM, PGM or PPM file, as text or bytes. Brightness is scaled from whatever the header calls full to 255.
/// Any thread.
/// @throws PictureFault
Image decode_pnm(std::span<const std::uint8_t> bytes);

} // namespace wasserfarbe
