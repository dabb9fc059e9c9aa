#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "model/networks/network_spec.h"
#include "model/run/run_directory.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

/// The state that a branch begins with, and the settings that it takes over unless others are asked for.
struct BranchParent {
    std::filesystem::path checkpoint; ///< or model file
    TrainingConfig config;
    std::uint64_t seed = 1;
    std::optional<RunRecord> record; ///< of the checkpoint's run; nothing where it lies outside of one
};

/// Settings with these networks.
TrainingConfig with_networks(TrainingConfig config, const GeneratorSpec& generator, const CriticSpec& critic);

/// Reads no weights. Of a model file that is no checkpoint the settings are those of `quick`, but for the
/// shapes of its networks.
/// @param path  a run, whose newest checkpoint it is then, or a checkpoint or another model file
/// @param critic_of  as NewRun::critic_of
/// @throws Error (Disk, Model; Usage)
BranchParent read_branch_parent(const std::filesystem::path& path,
                                const std::filesystem::path& critic_of = {});

} // namespace wasserfarbe
