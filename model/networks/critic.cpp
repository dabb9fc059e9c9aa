#include "model/networks/critic.h"

#include <span>

namespace wasserfarbe {
namespace {

torch::nn::Conv2dOptions conv_options(const NetworkBlock& block) {
    return torch::nn::Conv2dOptions(block.in, block.out, kKernel).bias(block.bias);
}

} // namespace

CriticBlockImpl::CriticBlockImpl(const NetworkBlock& block)
    : conv_(register_module("conv", torch::nn::Conv2d(conv_options(block).stride(2).padding(1)))),
      norm_(make_norm(*this, block.norm, block.out)) {}

torch::Tensor CriticBlockImpl::forward(const torch::Tensor& x) {
    return torch::leaky_relu(norm_(conv_(x)), kNegativeSlope);
}

CriticHeadImpl::CriticHeadImpl(const NetworkBlock& block)
    : conv_(register_module("conv", torch::nn::Conv2d(conv_options(block)))) {}

torch::Tensor CriticHeadImpl::forward(const torch::Tensor& x) {
    // The kernel covers its whole input, so the convolution is a matrix-vector product; its double backward,
    // which the penalty needs, is then cheap as well.
    const torch::Tensor scores = x.flatten(1).mv(conv_->weight.flatten());
    return conv_->bias.defined() ? scores + conv_->bias : scores;
}

CriticImpl::CriticImpl(const CriticSpec& spec) : spec_(spec) {
    register_module("blocks", blocks_);
    const std::vector<NetworkBlock> blocks = network_blocks(spec);
    for (const NetworkBlock& block : std::span(blocks).first(blocks.size() - 1))
        blocks_->push_back(CriticBlock(block));
    blocks_->push_back(CriticHead(blocks.back()));
}

torch::Tensor CriticImpl::forward(const torch::Tensor& images) {
    return blocks_->forward(images);
}

} // namespace wasserfarbe
