#include "model/latent/tensors.h"

#include <algorithm>

namespace wasserfarbe {

torch::Tensor to_tensor(const Latents& latents) {
    const torch::Tensor z = torch::empty({latents.count, latents.size});
    std::copy(latents.values.begin(), latents.values.end(), z.data_ptr<float>());
    return z;
}

Latents to_latents(const torch::Tensor& z) {
    const torch::Tensor rows = z.cpu().contiguous();
    const float* values = rows.data_ptr<float>();
    return {static_cast<int>(rows.size(0)), static_cast<int>(rows.size(1)), {values, values + rows.numel()}};
}

std::vector<Image> to_images(const torch::Tensor& images) {
    const torch::NoGradGuard no_grad;
    const torch::Tensor levels = images.add(1).div(2).clamp(0, 1);
    const torch::Tensor bytes =
        levels.mul(255).add(0.5).clamp(0, 255).to(torch::kUInt8).permute({0, 2, 3, 1}).contiguous().cpu();
    std::vector<Image> result;
    for (std::int64_t i = 0; i < bytes.size(0); ++i) {
        Image& image = result.emplace_back(static_cast<int>(bytes.size(2)), static_cast<int>(bytes.size(1)));
        std::copy_n(bytes[i].data_ptr<std::uint8_t>(), image.pixels.size(), image.pixels.data());
    }
    return result;
}

} // namespace wasserfarbe
