#pragma once

#include "model/types/color.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

/// What the pixels of a prepared picture depend on.
struct PixelSettings {
    int image_size = 32;
    Fit fit = Fit::Crop;
    Color pad_color = kBlack;
    Color alpha_color = kWhite;
    bool operator==(const PixelSettings&) const = default;
};
inline PixelSettings pixel_settings(const TrainingConfig& config) {
    return {config.image_size, config.fit, config.pad_color, config.alpha_color};
}

} // namespace wasserfarbe
