#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

#include "model/networks/network_spec.h"
#include "model/run/run_directory.h"
#include "model/types/training_config.h"
#include "model/weights/model_file.h"

namespace wasserfarbe {

struct TrainingState;

/// The files that a branch begins with, open.
struct BranchFiles {
    ModelFile model;                 ///< a checkpoint, or another model file with a generator
    std::optional<ModelFile> critic; ///< another file that the critic is in; a checkpoint has none

    const ModelFile& critic_file() const { return critic ? *critic : model; }
};

/// @param path  a run, whose newest checkpoint it is then, or a checkpoint or another model file
/// @param critic_of  as NewRun::critic_of
/// @throws Error (Disk; Model, naming the file: where one of the networks is missing, or the two are for
/// images of different sizes; Usage where a checkpoint, which has a critic, gets another one)
BranchFiles open_branch_files(const std::filesystem::path& path, const std::filesystem::path& critic_of);

/// The state that a branch with these settings begins with; of a model file that is no checkpoint: step 0 and
/// optimizers that have seen nothing.
/// @throws Error (Model; Usage where its networks have other shapes)
std::unique_ptr<TrainingState> read_branch_state(const BranchFiles& files, const TrainingConfig& config,
                                                 std::uint64_t seed);

/// The state that a branch begins with, and the settings that it takes over unless others are asked for.
struct BranchParent {
    std::filesystem::path checkpoint; ///< or model file
    TrainingConfig config;
    std::uint64_t seed = 1;
    std::optional<RunRecord> record; ///< of the checkpoint's run; nothing where it lies outside of one
    std::shared_ptr<const BranchFiles> files;
};

/// Settings with these networks.
TrainingConfig with_networks(const TrainingConfig& config, const GeneratorSpec& generator,
                             const CriticSpec& critic);
/// Settings with the networks that files hold which are no checkpoint.
TrainingConfig with_networks(const TrainingConfig& config, const BranchFiles& files);

/// Reads no weights. Of a model file that is no checkpoint the settings are those of `quick`, but for the
/// shapes of its networks.
/// @param path, critic_of  as `open_branch_files`, which says what it throws
BranchParent read_branch_parent(const std::filesystem::path& path,
                                const std::filesystem::path& critic_of = {});

} // namespace wasserfarbe
