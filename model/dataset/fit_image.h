#pragma once

#include <optional>

#include "model/types/color.h"
#include "model/types/dataset_selection.h"
#include "model/types/image.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

/// A part of a picture, in pixels.
struct PictureArea {
    int left = 0;
    int top = 0;
    int width = 0;
    int height = 0;

    bool operator==(const PictureArea&) const = default;
};

/// The part of a picture that `fit` keeps: a square for Crop and Top, the whole of it otherwise. Any thread.
/// @param place  where the square lies instead of where `fit` puts it; clamped to [0, 1]
PictureArea kept_area(int width, int height, Fit fit, const std::optional<CropPlace>& place = {});

/// Brings a picture to `size` x `size` pixels. Shrinking averages whole areas, so that fine patterns turn
/// grey instead of flickering; enlarging is bicubic. Each axis is treated by itself. Crop takes the largest
/// square from the centre, Top from the upper end (from the centre of a wide picture); `place` moves it. Pad
/// shows the whole picture, centred, on `pad`; Edge does so with its outermost pixels repeated outwards;
/// Stretch ignores the aspect ratio. Any thread.
/// @throws Error (Usage) for an empty picture or a size below 1.
Image fit_image(const Image& image, int size, Fit fit, Color pad = kBlack,
                const std::optional<CropPlace>& place = {});

/// The image `factor` times as wide and high, bicubic: smooth edges instead of the squares of
/// `enlarge_nearest`. An empty image stays empty. Any thread.
/// @param factor  1 to 16
/// @throws Error (Usage) as check_scale
Image enlarge_smooth(const Image& image, int factor);

} // namespace wasserfarbe
