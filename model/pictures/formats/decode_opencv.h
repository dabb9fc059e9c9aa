#pragma once

#include <optional>

#include <opencv2/core.hpp>

#include "model/pictures/formats/header_reader.h"
#include "model/types/color.h"
#include "model/types/image.h"

namespace wasserfarbe {

/// A picture as OpenCV decodes it, with 8 or 16 bits a channel. EXIF must not be applied. Any thread.
/// @param mode  of cv::imdecode
/// @throws PictureFault, cv::Exception
cv::Mat decode_with_opencv(PictureBytes bytes, int mode);

/// What was decoded as 8-bit RGB.
/// @param background  a fourth channel is laid over it; nothing: it means nothing
/// @throws PictureFault for another number of channels than 1, 3 and 4
Image rgb_image(const cv::Mat& decoded, std::optional<Color> background);

} // namespace wasserfarbe
