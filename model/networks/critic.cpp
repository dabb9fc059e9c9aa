#include "model/networks/critic.h"

namespace wasserfarbe {
namespace {

constexpr double kNegativeSlope = 0.2;

torch::nn::Conv2dOptions halving(std::int64_t in, std::int64_t out) {
    return torch::nn::Conv2dOptions(in, out, 4).stride(2).padding(1).bias(false);
}

} // namespace

CriticBlockImpl::CriticBlockImpl(Norm norm, std::int64_t in_channels, std::int64_t out_channels)
    : conv_(register_module("conv", torch::nn::Conv2d(halving(in_channels, out_channels)))),
      norm_(*this, norm, out_channels) {}

torch::Tensor CriticBlockImpl::forward(const torch::Tensor& x) {
    return torch::leaky_relu(norm_(conv_(x)), kNegativeSlope);
}

CriticHeadImpl::CriticHeadImpl(std::int64_t channels)
    : conv_(
          register_module("conv", torch::nn::Conv2d(torch::nn::Conv2dOptions(channels, 1, 4).bias(false)))) {}

torch::Tensor CriticHeadImpl::forward(const torch::Tensor& x) {
    // The kernel covers its whole input, so the convolution is a matrix-vector product; its double backward,
    // which the penalty needs, is then cheap as well.
    return x.flatten(1).mv(conv_->weight.flatten());
}

CriticImpl::CriticImpl(const CriticSpec& spec) : spec_(spec) {
    register_module("blocks", blocks_);
    std::int64_t in = 3;
    std::int64_t out = spec.channels;
    for (int i = 0; i < resolution_steps(spec.image_size); ++i, in = out / 2) {
        blocks_->push_back(CriticBlock(spec.norm, in, out));
        out *= 2;
    }
    blocks_->push_back(CriticHead(in));
}

torch::Tensor CriticImpl::forward(const torch::Tensor& images) {
    return blocks_->forward(images);
}

} // namespace wasserfarbe
