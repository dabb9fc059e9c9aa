#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model/weights/read/unpickler.h"
#include "model/weights/read/weights_file.h"

namespace wasserfarbe {

/// The tensors in a pickle, and the texts beside them. See WeightsFile.
struct PickledTensors {
    std::vector<StoredTensor> tensors; ///< `storage` is the number in `Pickle::storages`
    std::map<std::string, std::string> metadata;
};

/// Walks through everything that a pickle describes. Every element of every tensor lies in its storage, no
/// tensor has more bytes than the file, and no name stands twice.
/// @param file_size  in bytes; the storages are known to be no larger
/// @throws Error (Model), naming the tensor
PickledTensors collect_tensors(const Pickle& pickle, std::uint64_t file_size);

} // namespace wasserfarbe
