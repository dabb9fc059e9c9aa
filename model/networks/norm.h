#pragma once

#include <functional>

#include "model/torch.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

/// [n, channels, h, w] -> the same shape.
using NormFunction = std::function<torch::Tensor(const torch::Tensor&)>;

/// The normalisation that follows a convolution, registered on `parent` as `norm`. It has the tensors that
/// the norm table says; Norm::None returns its input.
///
/// Layer and instance norm are GroupNorm with one group and with one group per channel: the former is what
/// the WGAN-GP paper's code calls layer norm (a scale per channel), the latter equals
/// InstanceNorm2d(affine=True).
NormFunction make_norm(torch::nn::Module& parent, Norm norm, std::int64_t channels);

} // namespace wasserfarbe
