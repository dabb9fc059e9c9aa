#pragma once

#include <string>
#include <vector>

#include "model/networks/named_tensors.h"
#include "model/weights/recognise/key_names.h"

namespace wasserfarbe {

/// A network's tensors under the keys that they are exported as, in the order of the keys.
/// @throws Error (Internal) where one is missing
NamedTensors keyed_tensors(const std::vector<KeyName>& keys, const NamedTensors& tensors);

} // namespace wasserfarbe
