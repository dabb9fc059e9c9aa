#pragma once

#include <string>

#include "model/networks/named_tensors.h"
#include "model/weights/model_info.h"

namespace wasserfarbe {

struct ModelContents;
struct TensorFile;

/// The weights of a model file, whatever its format, under this program's names: parameters and buffers by
/// their names in the network ("blocks.0.conv.weight"), in the order of `generator_keys` and `critic_keys`,
/// on the CPU, contiguous, float32 but for `num_batches_tracked`, int64.
struct ModelWeights {
    ModelInfo info;
    Weights weights = Weights::Averaged; ///< what `generator` really is
    NamedTensors generator;
    NamedTensors critic; ///< empty where it was not asked for
};

struct CriticWeights {
    CriticSpec spec;
    NamedTensors tensors; ///< as ModelWeights::critic
};

// What a ModelFile reads, once for each question.

/// @throws Error (Model) that says what does not fit; also where there is no generator, or no critic and one
/// is asked for
ModelWeights read_model_weights(const ModelContents& contents, Weights weights, bool with_critic);
/// The critic alone. @throws Error (Model)
CriticWeights read_critic_weights(const ModelContents& contents);
/// @throws Error (Model)
TensorFile read_all_tensors(const ModelContents& contents);

/// The tensors called `PREFIX.NAME`, as StateReader and `network_tensors` have them.
NamedTensors with_prefix(const std::string& prefix, const NamedTensors& tensors);

} // namespace wasserfarbe
