#pragma once

#include "model/networks/network_blocks.h"
#include "model/networks/norm.h"
#include "model/torch.h"

namespace wasserfarbe {

/// One layer of the generator: transposed convolution, then norm and ReLU, or tanh for the last one.
class GeneratorBlockImpl : public torch::nn::Module {
public:
    enum class Place { First, Middle, Last };

    GeneratorBlockImpl(Place place, const NetworkBlock& block);
    torch::Tensor forward(const torch::Tensor& x);

private:
    torch::Tensor convolve(const torch::Tensor& x) const;

    Place place_;
    torch::nn::ConvTranspose2d conv_{nullptr};
    NormFunction norm_;
};
TORCH_MODULE(GeneratorBlock);

/// Latents [n, latent_size] to images [n, 3, size, size] with values in [-1, 1]: the DCGAN generator.
/// A first layer makes 4 x 4 pixels of `channels * size / 8` channels; each further layer doubles the
/// size and halves the channels, the last one makes the three colours. DCGAN has no biases; the spec may.
/// Parameters: `blocks.I.conv.weight`, `blocks.I.conv.bias`, `blocks.I.norm.*`.
class GeneratorImpl : public torch::nn::Module {
public:
    explicit GeneratorImpl(const GeneratorSpec& spec);

    torch::Tensor forward(const torch::Tensor& z);
    const GeneratorSpec& spec() const { return spec_; }

private:
    GeneratorSpec spec_;
    torch::nn::ModuleList blocks_;
};
TORCH_MODULE(Generator);

} // namespace wasserfarbe
