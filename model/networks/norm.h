#pragma once

#include <functional>

#include "model/torch.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

/// The normalisation that follows a convolution: [n, channels, h, w] -> the same shape. It has the tensors
/// that the norm table says; Norm::None returns its input.
///
/// Layer and instance norm are GroupNorm with one group and with one group per channel: the former is what
/// the WGAN-GP paper's code calls layer norm (a scale per channel), the latter equals
/// InstanceNorm2d(affine=True).
class NormLayer {
public:
    /// Registers the layer on `parent` as `norm`.
    NormLayer(torch::nn::Module& parent, Norm norm, std::int64_t channels);

    torch::Tensor operator()(const torch::Tensor& x) const { return apply_(x); }

private:
    std::function<torch::Tensor(const torch::Tensor&)> apply_;
};

} // namespace wasserfarbe
