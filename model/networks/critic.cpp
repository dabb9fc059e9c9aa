#include "model/networks/critic.h"

namespace wasserfarbe {
namespace {

constexpr double kNegativeSlope = 0.2;

torch::nn::Conv2dOptions halving(bool bias, std::int64_t in, std::int64_t out) {
    return torch::nn::Conv2dOptions(in, out, 4).stride(2).padding(1).bias(bias);
}

} // namespace

CriticBlockImpl::CriticBlockImpl(Norm norm, bool bias, std::int64_t in_channels, std::int64_t out_channels)
    : conv_(register_module("conv", torch::nn::Conv2d(halving(bias, in_channels, out_channels)))),
      norm_(*this, norm, out_channels) {}

torch::Tensor CriticBlockImpl::forward(const torch::Tensor& x) {
    return torch::leaky_relu(norm_(conv_(x)), kNegativeSlope);
}

CriticHeadImpl::CriticHeadImpl(bool bias, std::int64_t channels)
    : conv_(register_module("conv", torch::nn::Conv2d(torch::nn::Conv2dOptions(channels, 1, 4).bias(bias)))) {
}

torch::Tensor CriticHeadImpl::forward(const torch::Tensor& x) {
    // The kernel covers its whole input, so the convolution is a matrix-vector product; its double backward,
    // which the penalty needs, is then cheap as well.
    const torch::Tensor scores = x.flatten(1).mv(conv_->weight.flatten());
    return conv_->bias.defined() ? scores + conv_->bias : scores;
}

CriticImpl::CriticImpl(const CriticSpec& spec) : spec_(spec) {
    register_module("blocks", blocks_);
    std::int64_t in = 3;
    std::int64_t out = spec.channels;
    for (int i = 0; i < resolution_steps(spec.image_size); ++i, in = out / 2) {
        const Norm norm = i == 0 && !spec.first_norm ? Norm::None : spec.norm;
        blocks_->push_back(CriticBlock(norm, spec.bias == Bias::All, in, out));
        out *= 2;
    }
    blocks_->push_back(CriticHead(spec.bias != Bias::None, in));
}

torch::Tensor CriticImpl::forward(const torch::Tensor& images) {
    return blocks_->forward(images);
}

} // namespace wasserfarbe
