#include "model/networks/initialize.h"

#include <cmath>

#include <ATen/CPUGeneratorImpl.h>

namespace wasserfarbe {

void initialize(torch::nn::Module& network, Initialization how, at::Generator random) {
    const torch::NoGradGuard no_grad;
    double bound = 0; // of the convolution's weights, which come before its bias
    for (const auto& item : network.named_parameters()) {
        // Drawn on the CPU, so that a seed means the same weights on every device.
        const torch::Tensor drawn = torch::empty(item.value().sizes());
        const bool convolution = drawn.dim() == 4;
        const bool norm_weight = !convolution && item.key().ends_with("weight");
        if (convolution && how == Initialization::Dcgan) {
            drawn.normal_(0.0, 0.02, random);
        } else if (convolution) {
            bound = 1.0 / std::sqrt(static_cast<double>(drawn[0].numel()));
            drawn.uniform_(-bound, bound, random);
        } else if (item.key().ends_with("conv.bias") && how == Initialization::PyTorch) {
            drawn.uniform_(-bound, bound, random);
        } else if (norm_weight && how == Initialization::Dcgan) {
            drawn.normal_(1.0, 0.02, random);
        } else {
            drawn.fill_(norm_weight ? 1.0 : 0.0);
        }
        item.value().copy_(drawn);
    }
}

at::Generator cpu_random(std::uint64_t seed) {
    return at::detail::createCPUGenerator(seed);
}

} // namespace wasserfarbe
