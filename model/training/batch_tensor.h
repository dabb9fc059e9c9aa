#pragma once

#include "model/torch.h"
#include "model/training/batch_source.h"

namespace wasserfarbe {

/// A batch as the critic takes it: [count, 3, size, size] float32 in [-1, 1] on `device`.
/// `to_images` turns it back into the same bytes.
torch::Tensor batch_tensor(const ImageBatch& batch, const torch::Device& device);

} // namespace wasserfarbe
