#pragma once

#include "model/networks/network_blocks.h"
#include "model/networks/norm.h"
#include "model/torch.h"

namespace wasserfarbe {

/// One halving layer of the critic: convolution, norm, LeakyReLU.
class CriticBlockImpl : public torch::nn::Module {
public:
    explicit CriticBlockImpl(const NetworkBlock& block);
    torch::Tensor forward(const torch::Tensor& x);

private:
    torch::nn::Conv2d conv_{nullptr};
    NormFunction norm_;
};
TORCH_MODULE(CriticBlock);

/// The layer that makes one score of what the halving layers left: [n, channels, 4, 4] -> [n].
class CriticHeadImpl : public torch::nn::Module {
public:
    explicit CriticHeadImpl(const NetworkBlock& block);
    torch::Tensor forward(const torch::Tensor& x);

private:
    torch::nn::Conv2d conv_{nullptr};
};
TORCH_MODULE(CriticHead);

/// Images [n, 3, size, size] in [-1, 1] to scores [n], unbounded: the DCGAN critic without a sigmoid.
/// Each layer halves the size and doubles the channels, from `channels` up, until 4 x 4 pixels remain; the
/// last one makes the score. DCGAN has no biases; the spec may. Parameters: `blocks.I.conv.weight`,
/// `blocks.I.conv.bias`, `blocks.I.norm.*`.
class CriticImpl : public torch::nn::Module {
public:
    explicit CriticImpl(const CriticSpec& spec);

    torch::Tensor forward(const torch::Tensor& images);
    const CriticSpec& spec() const { return spec_; }

private:
    CriticSpec spec_;
    torch::nn::Sequential blocks_;
};
TORCH_MODULE(Critic);

} // namespace wasserfarbe
