#pragma once

#include <vector>

#include "model/latent/latents.h"
#include "model/torch.h"
#include "model/types/image.h"

namespace wasserfarbe {

/// [n, size] float32 on the CPU; a copy.
torch::Tensor to_tensor(const Latents& latents);
/// @param z [n, size] float32 on any device
Latents to_latents(const torch::Tensor& z);

/// Values to bytes: floor(255 * clamp((x + 1) / 2, 0, 1) + 0.5), in the order of operations of torchvision's
/// `make_grid` and `save_image`, so that the bytes are the same.
/// @param images [n, 3, height, width] float32 on any device
std::vector<Image> to_images(const torch::Tensor& images);

} // namespace wasserfarbe
