#include "model/networks/norm.h"

namespace wasserfarbe {

NormLayer::NormLayer(torch::nn::Module& parent, Norm norm, std::int64_t channels) {
    const auto group_norm = [&](std::int64_t groups) {
        return torch::nn::GroupNorm(torch::nn::GroupNormOptions(groups, channels));
    };
    switch (norm) {
    case Norm::None:
        return;
    case Norm::Layer:
        group_ = parent.register_module("norm", group_norm(1));
        return;
    case Norm::Instance:
        group_ = parent.register_module("norm", group_norm(channels));
        return;
    case Norm::Batch:
        batch_ = parent.register_module("norm", torch::nn::BatchNorm2d(channels));
        return;
    }
}

torch::Tensor NormLayer::operator()(const torch::Tensor& x) {
    if (!batch_.is_empty())
        return batch_(x);
    if (!group_.is_empty())
        return group_(x);
    return x;
}

} // namespace wasserfarbe
