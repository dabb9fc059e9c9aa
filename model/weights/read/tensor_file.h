#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "model/networks/named_tensors.h"
#include "model/weights/read/tensor_info.h"

namespace wasserfarbe {

/// What a safetensors file holds, in memory.
struct TensorFile {
    NamedTensors tensors;                        ///< on the CPU, contiguous
    std::map<std::string, std::string> metadata; ///< without the checksums
};

/// Reads all tensors and checks them against their checksums, where the file has some. No memory is allocated
/// by a number in the file that was not checked against the file's size. @throws Error (Model), naming the
/// file
TensorFile read_tensor_file(const std::filesystem::path& path);

/// What a tensor's elements are in LibTorch. @throws Error (Model), naming the tensor, for a type that it
/// lacks
torch::ScalarType tensor_type(const TensorInfo& tensor);

/// The same the other way round: "F32". @throws Error (Internal) for a type that safetensors lacks
std::string type_name(const torch::Tensor& tensor);

/// Writes whole or not at all, synced, with checksums. @throws Error (Disk, naming the file; Internal for a
/// type that the format lacks)
void write_tensor_file(const std::filesystem::path& path, const TensorFile& file);

} // namespace wasserfarbe
