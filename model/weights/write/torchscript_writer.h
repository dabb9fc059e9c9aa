#pragma once

#include <filesystem>

#include "model/weights/model_weights.h"

namespace wasserfarbe {

/// Writes a TorchScript module, whole or not at all, that LibTorch and Python's `torch.jit.load` run without
/// the model's code: forward(z [n, latent_size]) -> images [n, 3, size, size] in [-1, 1]. Its state_dict has
/// the article's keys. Where `weights` has a critic, the submodule `critic` scores images: [n]. Batch norm
/// uses its running statistics in every mode: a module without its code is not there to be trained.
/// @param weights  of a model with a generator
/// @throws Error (Disk, Internal)
void write_torchscript(const std::filesystem::path& path, const ModelWeights& weights);

} // namespace wasserfarbe
