#include "model/networks/generator.h"

#include "model/networks/conv_transpose.h"

namespace wasserfarbe {
namespace {

torch::nn::ConvTranspose2dOptions conv_options(GeneratorBlockImpl::Place place, const NetworkBlock& block) {
    const bool first = place == GeneratorBlockImpl::Place::First;
    return torch::nn::ConvTranspose2dOptions(block.in, block.out, kKernel)
        .stride(first ? 1 : 2)
        .padding(first ? 0 : 1)
        .bias(block.bias);
}

} // namespace

GeneratorBlockImpl::GeneratorBlockImpl(Place place, const NetworkBlock& block)
    : place_(place),
      conv_(register_module("conv", torch::nn::ConvTranspose2d(conv_options(place, block)))),
      norm_(make_norm(*this, block.norm, block.out)) {}

torch::Tensor GeneratorBlockImpl::convolve(const torch::Tensor& x) const {
    const torch::Tensor& weight = conv_->weight;
    // From one pixel, the transposed convolution is a matrix product, which is many times faster.
    const torch::Tensor y = place_ == Place::First
                                ? x.mm(weight.flatten(1)).view({x.size(0), weight.size(1), kKernel, kKernel})
                                : doubling_conv_transpose(x, weight);
    return conv_->bias.defined() ? y + conv_->bias.view({1, -1, 1, 1}) : y;
}

torch::Tensor GeneratorBlockImpl::forward(const torch::Tensor& x) {
    const torch::Tensor y = convolve(x);
    return place_ == Place::Last ? torch::tanh(y) : torch::relu(norm_(y));
}

GeneratorImpl::GeneratorImpl(const GeneratorSpec& spec) : spec_(spec) {
    using Place = GeneratorBlockImpl::Place;
    const std::vector<NetworkBlock> blocks = network_blocks(spec);
    register_module("blocks", blocks_);
    for (const NetworkBlock& block : blocks) {
        const bool inside = &block != &blocks.front() && &block != &blocks.back();
        const Place end = &block == &blocks.front() ? Place::First : Place::Last;
        blocks_->push_back(GeneratorBlock(inside ? Place::Middle : end, block));
    }
}

torch::Tensor GeneratorImpl::forward(const torch::Tensor& z) {
    torch::Tensor x = z;
    for (const auto& block : *blocks_)
        x = block->as<GeneratorBlock>()->forward(x);
    return x;
}

} // namespace wasserfarbe
