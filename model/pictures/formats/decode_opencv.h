#pragma once

#include <cstdint>
#include <span>

#include "model/pictures/formats/image_header.h"
#include "model/pictures/formats/image_traits.h"
#include "model/types/color.h"
#include "model/types/image.h"

namespace wasserfarbe {

/// A PNG, a BMP or a WebP that is no animation, as OpenCV decodes it. EXIF is not applied. Any thread.
/// @throws PictureFault, cv::Exception
Image decode_with_opencv(std::span<const std::uint8_t> bytes, ImageFormat format, const ImageTraits& traits,
                         Color alpha_color);

} // namespace wasserfarbe
