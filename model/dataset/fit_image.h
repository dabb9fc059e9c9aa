#pragma once

#include "model/types/image.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

/// Brings a picture to `size` x `size` pixels. Shrinking averages whole areas, so that fine patterns turn
/// grey instead of flickering; enlarging is bicubic. Each axis is treated by itself. Crop takes the largest
/// square from the centre; Pad shows the whole picture, centred, on `pad_value` grey (0 black to 1 white);
/// Stretch ignores the aspect ratio. Any thread.
/// @throws Error (Usage) for an empty picture or a size below 1.
Image fit_image(const Image& image, int size, Fit fit, double pad_value);

/// The image `factor` times as wide and high, bicubic: smooth edges instead of the squares of
/// `enlarge_nearest`. An empty image stays empty. Any thread.
/// @param factor  1 to 16
/// @throws Error (Usage) as check_scale
Image enlarge_smooth(const Image& image, int factor);

} // namespace wasserfarbe
