#include "model/training/gradient_penalty.h"

namespace wasserfarbe {

GradientPenalty gradient_penalty(const ScoreFunction& critic, const torch::Tensor& real,
                                 const torch::Tensor& fake, const torch::Tensor& alpha, double lambda) {
    const torch::Tensor weight = alpha.view({-1, 1, 1, 1});
    const torch::Tensor x_hat = (weight * real + (1 - weight) * fake).detach().requires_grad_();
    const torch::Tensor scores = critic(x_hat);
    // The sum's gradient holds each image's own: no score depends on another image (but for batch norm; see
    // the help of critic_norm).
    const torch::Tensor gradient = torch::autograd::grad({scores.sum()}, {x_hat}, /*grad_outputs=*/{},
                                                         /*retain_graph=*/true, /*create_graph=*/true)[0];
    const torch::Tensor norm = gradient.flatten(1).norm(2, 1);
    return {lambda * (norm - 1).square().mean(), norm.detach().mean()};
}

} // namespace wasserfarbe
