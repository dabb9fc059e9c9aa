#pragma once

#include "model/torch.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

/// The normalisation that follows a convolution: [n, channels, h, w] -> the same shape. Its parameters are
/// `weight` and `bias`, [channels] each; Norm::Batch also has the buffers `running_mean`, `running_var` and
/// `num_batches_tracked`. Norm::None has nothing and returns its input.
///
/// Layer and instance norm are GroupNorm with one group and with one group per channel: the former is what
/// the WGAN-GP paper's code calls layer norm (a scale per channel), the latter equals
/// InstanceNorm2d(affine=True).
class NormLayer {
public:
    NormLayer() = default;
    /// Registers the layer on `parent` as `norm`.
    NormLayer(torch::nn::Module& parent, Norm norm, std::int64_t channels);

    torch::Tensor operator()(const torch::Tensor& x);

private:
    torch::nn::BatchNorm2d batch_{nullptr};
    torch::nn::GroupNorm group_{nullptr};
};

} // namespace wasserfarbe
