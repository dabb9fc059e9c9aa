#pragma once

#include <string>

#include "model/networks/named_tensors.h"
#include "model/weights/model_info.h"

namespace wasserfarbe {

/// The weights of a model file, whatever its format, under this program's names: parameters and buffers by
/// their names in the network ("blocks.0.conv.weight"), in the order of `network_keys`, on the CPU,
/// contiguous, float32 but for `num_batches_tracked`, int64.
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

/// The tensors called `PREFIX.NAME`, as StateReader and `network_tensors` have them.
inline NamedTensors with_prefix(const std::string& prefix, NamedTensors tensors) {
    for (auto& [name, tensor] : tensors)
        name = prefix + "." + name;
    return tensors;
}

} // namespace wasserfarbe
