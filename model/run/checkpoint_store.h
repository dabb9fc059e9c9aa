#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "model/run/run_directory.h"
#include "model/types/error.h"

namespace wasserfarbe {

struct TrainingCounters;
struct TrainingState;

/// Where a state's checkpoint belongs: by its epoch, and within an epoch by its step too.
std::filesystem::path checkpoint_path(const RunDirectory& directory, const TrainingCounters& counters);

/// Removes what `superfluous_checkpoints` names. One that can't be removed stays: it does no harm.
void remove_superfluous_checkpoints(const RunDirectory& directory, int kept,
                                    const std::filesystem::path& just_saved);

/// The newest checkpoint that can be read whole; nothing where the run has none at all. Those that can't be
/// read go to `damaged` and lose their names. @throws Error (Model) where it has some, but none that can be
/// read
std::unique_ptr<TrainingState> read_newest_checkpoint(const RunDirectory& directory,
                                                      const std::function<void(const Error&)>& damaged);

} // namespace wasserfarbe
