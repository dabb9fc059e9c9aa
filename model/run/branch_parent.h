#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "model/run/run_directory.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

/// What a branch begins with, and what it takes over where nothing else is wished.
struct BranchParent {
    std::filesystem::path checkpoint;
    TrainingConfig config;
    std::uint64_t seed = 1;
    std::optional<RunRecord> record; ///< of the checkpoint's run; nothing where it lies outside of one
};

/// Reads the header alone. @param path  a run, whose newest checkpoint it is then, or a checkpoint
/// @throws Error (Disk, Model)
BranchParent read_branch_parent(const std::filesystem::path& path);

} // namespace wasserfarbe
