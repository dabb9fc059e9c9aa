#include "model/training/batch_tensor.h"

namespace wasserfarbe {

torch::Tensor batch_tensor(const ImageBatch& batch, const torch::Device& device) {
    auto* pixels = const_cast<std::uint8_t*>(batch.pixels.data()); // is only read
    const torch::Tensor bytes =
        torch::from_blob(pixels, {batch.count, batch.size, batch.size, 3}, torch::kUInt8);
    return bytes.to(device).permute({0, 3, 1, 2}).to(torch::kFloat32).div(127.5).sub(1).contiguous();
}

} // namespace wasserfarbe
