#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/types/image.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

/// Equally large square images as the critic would see them with the augmentation of `config`: mirrored, and
/// through DiffAugment. The same seed gives the same result. Any thread; sets no state of LibTorch that
/// others see. @throws Error (Usage) where the sizes differ
std::vector<Image> augmented_images(std::span<const Image> images, const TrainingConfig& config,
                                    std::uint64_t seed);

} // namespace wasserfarbe
