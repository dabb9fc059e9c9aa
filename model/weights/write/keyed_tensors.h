#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/weights/model_weights.h"
#include "model/weights/recognise/key_names.h"

namespace wasserfarbe {

/// The tensors that `keys` name, under their exported keys and in that order. @throws Error (Internal) where
/// one is missing
NamedTensors keyed_tensors(const std::vector<KeyName>& keys, const NamedTensors& tensors);

/// A network's tensors under the keys that they are exported as, in the order of the keys.
struct NamedStateDict {
    std::string name;     ///< its key among several; empty where it is the only one
    NamedTensors tensors; ///< on the CPU, contiguous, float32 or int64
};

/// Those of the generator and, where there is one, the critic. Throws as `keyed_tensors`.
std::vector<NamedStateDict> state_dicts(const ModelWeights& weights, KeyStyle keys);

/// What an exported file says beside its tensors, for its metadata: see `kNetworkHints`.
std::map<std::string, std::string> exported_hints(const ModelWeights& weights);

} // namespace wasserfarbe
