#pragma once

#include "model/torch.h"

namespace wasserfarbe {

/// `conv_transpose2d` with kernel 4, stride 2, padding 1, without the bias: [n, in, h, w] -> [n, out, 2h,
/// 2w].
/// @param weight [in, out, 4, 4]
///
/// LibTorch 1.x does not use oneDNN for a transposed convolution on the CPU. A transposed convolution is the
/// input gradient of a convolution, which it does compute with oneDNN; going that way is faster and equal up
/// to rounding. Differentiable once (a generator is never differentiated twice).
torch::Tensor doubling_conv_transpose(const torch::Tensor& x, const torch::Tensor& weight);

} // namespace wasserfarbe
