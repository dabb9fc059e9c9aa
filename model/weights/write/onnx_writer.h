#pragma once

#include <string>

#include "model/weights/model_weights.h"

namespace wasserfarbe {

/// The bytes of an ONNX file (opset 13) of the generator: input `z` [n, latent_size], output `images`
/// [n, 3, size, size] in [-1, 1]. The weights have the article's keys as names.
/// @param weights  of a model with a generator
/// @throws Error (Internal, Memory)
std::string write_onnx_generator(const ModelWeights& weights);

/// The same of the critic: input `images`, output `scores` [n]. Batch norm uses its running statistics.
/// @param weights  of a model with a critic
std::string write_onnx_critic(const ModelWeights& weights);

} // namespace wasserfarbe
