#pragma once

#include <filesystem>
#include <optional>

#include "model/training/training_state.h"

namespace wasserfarbe {

struct NewRun;

/// What a branch begins with.
struct BranchState {
    std::filesystem::path source; ///< absolute: the checkpoint or model file
    TrainingState state;          ///< of a model file: step 0 and optimizers that have seen nothing
};

/// Nothing where the run is no branch. Opens its files where that has not been done.
/// @throws Error (as `open_branch_files`; Usage where its networks have other shapes)
std::optional<BranchState> read_branch_state(const NewRun& run);

} // namespace wasserfarbe
