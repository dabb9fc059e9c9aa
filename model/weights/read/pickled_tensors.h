#pragma once

#include <cstdint>

#include "model/weights/read/unpickler.h"
#include "model/weights/read/weights_file.h"

namespace wasserfarbe {

/// Walks through everything that a pickle describes: the tensors in it, whose `storage` is the number in
/// `Pickle::storages`, and the texts beside them. Every element of every tensor lies in its storage, no
/// tensor has more bytes than the file, and no name stands twice.
/// @param file_size  in bytes; the storages are known to be no larger
/// @throws Error (Model), naming the tensor
WeightsContents collect_tensors(const Pickle& pickle, std::uint64_t file_size);

} // namespace wasserfarbe
