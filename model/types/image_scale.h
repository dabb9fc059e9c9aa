#pragma once

#include "model/types/image.h"

namespace wasserfarbe {

/// The most that an image is enlarged.
inline constexpr int kLargestScale = 16;

/// @throws Error (Usage) for a factor out of range, and where the enlarged image would have more than a
/// thousand million pixels
void check_scale(const Image& image, int factor);

/// Each pixel becomes a square of `factor` x `factor` pixels. An empty image stays empty. Any thread.
/// @param factor  1 to 16
/// @throws Error (Usage) as check_scale
Image enlarge_nearest(const Image& image, int factor);

} // namespace wasserfarbe
