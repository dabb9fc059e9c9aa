#include "model/networks/copy.h"

namespace wasserfarbe {

void copy_network(const torch::nn::Module& from, torch::nn::Module& to) {
    const torch::NoGradGuard no_grad;
    auto parameters = to.named_parameters();
    for (const auto& item : from.named_parameters())
        parameters[item.key()].copy_(item.value());
    auto buffers = to.named_buffers();
    for (const auto& item : from.named_buffers())
        buffers[item.key()].copy_(item.value());
}

} // namespace wasserfarbe
