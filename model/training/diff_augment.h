#pragma once

#include <cstdint>

#include "model/torch.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

/// What was drawn for a batch of n images, on the images' device. A part that is off is undefined.
struct Augmentation {
    /// [n, 3] float32: the brightness to add, U(-0.5, 0.5), and the factors of saturation, U(0, 2), and of
    /// contrast, U(0.5, 1.5).
    torch::Tensor color;
    /// [n, 2] int64: by how many pixels what is shown lies further down and to the right in the image;
    /// uniform up to an eighth of height and width, either way.
    torch::Tensor translation;
    /// [n, 2] int64: row and column of the middle of a rectangle of half the height and width; uniform.
    torch::Tensor cutout;
};

/// Draws for `count` images of the settings' size, on the CPU, so that a seed means the same on every device;
/// takes nothing from `random` for a part that is off.
Augmentation draw_augmentation(const TrainingConfig& config, std::int64_t count, at::Generator random,
                               const torch::Device& device);

/// The images as the critic is shown them: colour, then translation, then cutout of Zhao et al. 2020,
/// "Differentiable Augmentation for Data-Efficient GAN Training", with the numbers of the authors' PyTorch
/// code. What comes in from beyond an edge and what is cut out is 0, a middle grey. Differentiable by the
/// images; where nothing was drawn they come back as they are. Values may leave [-1, 1].
/// @param images  [n, 3, height, width] in [-1, 1]
torch::Tensor augment(const torch::Tensor& images, const Augmentation& augmentation);

} // namespace wasserfarbe
