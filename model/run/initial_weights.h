#pragma once

#include <filesystem>
#include <optional>

#include "model/training/training_state.h"

namespace wasserfarbe {

struct NewRun;

/// The networks that a model file holds, as far as settings go.
/// @param critic_of  another file that the critic is in; empty: the same
/// @throws Error (Model), naming the file: where one of the networks is missing, the two are for images of
/// different sizes, or a setting can't be what the file needs
TrainingConfig with_shapes_of(TrainingConfig config, const std::filesystem::path& model,
                              const std::filesystem::path& critic_of);

/// A checkpoint has both networks. @throws Error (Usage) where there is another file for the critic
void require_no_second_critic(const std::filesystem::path& checkpoint,
                              const std::filesystem::path& critic_of);

/// What a branch begins with.
struct BranchState {
    std::filesystem::path source; ///< absolute: the checkpoint or model file
    TrainingState state;          ///< of a model file: step 0 and optimizers that have seen nothing
};

/// Nothing where the run is no branch. @throws Error (Model; Usage where its networks have other shapes)
std::optional<BranchState> read_branch_state(const NewRun& run);

} // namespace wasserfarbe
