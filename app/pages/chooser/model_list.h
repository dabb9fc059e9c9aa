#pragma once

#include <filesystem>
#include <vector>

#include "model/run/run_directory.h"

namespace wasserfarbe {

/// A run that has at least one checkpoint.
struct RunModels {
    std::filesystem::path run;
    std::vector<RunDirectory::Checkpoint> checkpoints; ///< newest first
};

/// The runs in a folder whose weights can be opened, those started last first. Blocks on the disk; any
/// thread.
/// @throws Error (Disk) where the folder can't be read
std::vector<RunModels> listRunModels(const std::filesystem::path& folder);

} // namespace wasserfarbe
