#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "model/weights/write/keyed_tensors.h"

namespace wasserfarbe {

/// The record `data.pkl` of a PyTorch archive: a pickle of protocol 2 that describes the tensors. One
/// state_dict without a name is the object itself, an OrderedDict; others are the values of an OrderedDict.
/// The storages are called "0", "1" ... in the order of the tensors, each one contiguous tensor. Has nothing
/// but what `torch.load(..., weights_only=True)` of PyTorch 1.13 and later accepts.
/// @param metadata  texts for `_metadata[""]` of each state_dict
/// @throws Error (Internal) for a type other than float32 and int64
std::vector<std::uint8_t> write_pickle(const std::vector<NamedStateDict>& dicts,
                                       const std::map<std::string, std::string>& metadata);

/// Writes what `torch.save` would: an archive in PyTorch's zip format, whole or not at all. See
/// `write_pickle`.
/// @throws Error (Disk, Internal)
void write_pytorch_file(const std::filesystem::path& path, const std::vector<NamedStateDict>& dicts,
                        const std::map<std::string, std::string>& metadata);

} // namespace wasserfarbe
