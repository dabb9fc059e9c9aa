#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "model/weights/write/keyed_tensors.h"

namespace wasserfarbe {

/// Writes what `torch.save` would: an archive in PyTorch's zip format, whole or not at all. See
/// `write_pickle`.
/// @param metadata  texts that are kept beside each state_dict
/// @throws Error (Disk, Internal)
void write_pytorch_file(const std::filesystem::path& path, const std::vector<NamedStateDict>& dicts,
                        const std::map<std::string, std::string>& metadata);

} // namespace wasserfarbe
