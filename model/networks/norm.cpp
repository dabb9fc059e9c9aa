#include "model/networks/norm.h"

#include "model/types/unhandled_value.h"

namespace wasserfarbe {
namespace {

template <typename Module>
NormFunction registered(torch::nn::Module& parent, Module module) {
    parent.register_module("norm", module);
    return [layer = module.ptr()](const torch::Tensor& x) { return layer->forward(x); };
}

NormFunction group_norm(torch::nn::Module& parent, std::int64_t groups, std::int64_t channels) {
    return registered(parent, torch::nn::GroupNorm(torch::nn::GroupNormOptions(groups, channels)));
}

} // namespace

NormFunction make_norm(torch::nn::Module& parent, Norm norm, std::int64_t channels) {
    switch (norm) {
    case Norm::None:
        return [](const torch::Tensor& x) { return x; };
    case Norm::Layer:
        return group_norm(parent, 1, channels);
    case Norm::Instance:
        return group_norm(parent, channels, channels);
    case Norm::Batch:
        return registered(parent, torch::nn::BatchNorm2d(channels));
    }
    unhandled_value();
}

} // namespace wasserfarbe
