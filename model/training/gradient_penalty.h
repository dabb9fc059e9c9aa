#pragma once

#include <functional>

#include "model/torch.h"

namespace wasserfarbe {

struct GradientPenalty {
    torch::Tensor penalty;       ///< scalar, lambda * E[(norm - 1)^2]; differentiable by the critic's weights
    torch::Tensor gradient_norm; ///< scalar, E[norm]; detached
};

/// Scores images: [n, 3, h, w] -> [n].
using ScoreFunction = std::function<torch::Tensor(const torch::Tensor&)>;

/// The penalty of Gulrajani et al. 2017, "Improved Training of Wasserstein GANs", equation 3:
/// x_hat = alpha * real + (1 - alpha) * fake, and norm is the 2-norm of the critic's gradient at x_hat over
/// all pixels and channels of one image. The gradient is part of the graph, so that the penalty moves the
/// critic.
/// @param real, fake  [n, 3, h, w]
/// @param alpha       [n], in [0, 1]: one for each image
GradientPenalty gradient_penalty(const ScoreFunction& critic, const torch::Tensor& real,
                                 const torch::Tensor& fake, const torch::Tensor& alpha, double lambda);

} // namespace wasserfarbe
