#pragma once

#include "model/torch.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

/// Draws new weights for every convolution of `network` and resets its norms, in the order of the parameters.
///
/// Dcgan: convolutions N(0, 0.02), norm weights N(1, 0.02), norm biases 0 (Radford et al. 2016 and PyTorch's
/// DCGAN example), biases 0.
///
/// PyTorch: convolutions U(-b, b) with b = 1/sqrt(fan_in), fan_in = shape[1] * 16 (what `reset_parameters`
/// does, for a transposed convolution too) and so their biases, norm weights 1, norm biases 0.
void initialize(torch::nn::Module& network, Initialization how, at::Generator random);

/// A random generator of its own for the CPU: the default one is shared between threads.
at::Generator cpu_random(std::uint64_t seed);

} // namespace wasserfarbe
