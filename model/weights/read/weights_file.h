#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "model/weights/read/tensor_info.h"

namespace wasserfarbe {

enum class WeightsFormat {
    Safetensors,
    PyTorchZip,    ///< torch.save since 1.6
    PyTorchLegacy, ///< torch.save before 1.6: pickles, then the storages
};

/// A tensor of a WeightsFile: a view of one of the file's storages, of which several may have the same.
struct StoredTensor {
    TensorInfo info;
    std::size_t storage = 0;           ///< its number among the file's storages
    std::uint64_t offset = 0;          ///< elements of the storage before the tensor's first
    std::vector<std::int64_t> strides; ///< in elements, one for each dimension, none negative
};

/// What a file of weights has but for the storages' bytes: see WeightsFile.
struct WeightsContents {
    std::vector<StoredTensor> tensors;
    std::map<std::string, std::string> metadata;
};

/// The tensors of a file of weights, in any format that can be read: safetensors and both of PyTorch's. The
/// file is opened once and stays open.
/// Opening reads and checks everything but the storages' bytes: every element of every tensor lies in its
/// storage, every storage in the file, and no tensor is larger than the file. Nothing in a file is executed.
/// Knows no LibTorch. Every failure is an Error (Model) that names the file. One thread at a time.
class WeightsFile {
public:
    explicit WeightsFile(const std::filesystem::path& path);
    WeightsFile(WeightsFile&&) = default; // a copy would share the file
    WeightsFile& operator=(WeightsFile&&) = default;

    /// Whether a file that begins like this (16 bytes are enough) may be one: goes by the content, not the
    /// name. A zip archive of something else also does.
    static bool looks_like_weights(std::string_view beginning);

    WeightsFormat format() const { return format_; }
    /// In the order of the file: for a state_dict the order of the modules.
    const std::vector<StoredTensor>& tensors() const { return contents_.tensors; }
    /// Texts beside the tensors: `__metadata__` of a safetensors file, without its checksums; of a PyTorch
    /// file the strings in `_metadata[""]` of the first state_dict that has some.
    const std::map<std::string, std::string>& metadata() const { return contents_.metadata; }

    /// All bytes of a storage, little-endian, checked against the file's checksums where it has some.
    std::vector<std::uint8_t> read_storage(std::size_t storage) const { return read_storage_(storage); }

private:
    WeightsFormat format_ = WeightsFormat::Safetensors;
    WeightsContents contents_;
    std::function<std::vector<std::uint8_t>(std::size_t)> read_storage_;
};

} // namespace wasserfarbe
