#include "model/networks/generator.h"

#include "model/networks/conv_transpose.h"

namespace wasserfarbe {
namespace {

constexpr std::int64_t kKernel = 4;

torch::nn::ConvTranspose2dOptions conv_options(GeneratorBlockImpl::Place place, Bias bias, std::int64_t in,
                                               std::int64_t out) {
    const bool first = place == GeneratorBlockImpl::Place::First;
    const bool last = place == GeneratorBlockImpl::Place::Last;
    return torch::nn::ConvTranspose2dOptions(in, out, kKernel)
        .stride(first ? 1 : 2)
        .padding(first ? 0 : 1)
        .bias(bias == Bias::All || (last && bias == Bias::Last));
}

} // namespace

GeneratorBlockImpl::GeneratorBlockImpl(Place place, const GeneratorSpec& spec, std::int64_t in_channels,
                                       std::int64_t out_channels)
    : place_(place),
      conv_(register_module(
          "conv", torch::nn::ConvTranspose2d(conv_options(place, spec.bias, in_channels, out_channels)))) {
    if (place != Place::Last)
        norm_ = NormLayer(*this, spec.norm, out_channels);
}

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
    const int doublings = resolution_steps(spec.image_size);
    std::int64_t channels = static_cast<std::int64_t>(spec.channels) << (doublings - 1);
    register_module("blocks", blocks_);
    blocks_->push_back(GeneratorBlock(Place::First, spec, spec.latent_size, channels));
    for (int i = 1; i < doublings; ++i, channels /= 2)
        blocks_->push_back(GeneratorBlock(Place::Middle, spec, channels, channels / 2));
    blocks_->push_back(GeneratorBlock(Place::Last, spec, channels, 3));
}

torch::Tensor GeneratorImpl::forward(const torch::Tensor& z) {
    torch::Tensor x = z;
    for (const auto& block : *blocks_)
        x = block->as<GeneratorBlock>()->forward(x);
    return x;
}

} // namespace wasserfarbe
