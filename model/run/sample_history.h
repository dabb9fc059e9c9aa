#pragma once

#include <cstdint>
#include <vector>

#include "model/run/run_directory.h"
#include "model/training/preview_grid.h" // what the previews show, and how they are laid out

namespace wasserfarbe {

/// `step` is set where a person asked for it within an epoch.
using SavedPreview = SavedFile;

/// A run's previews, as `saved_files`.
std::vector<SavedPreview> saved_previews(const RunDirectory& run);

/// Moves the previews of later epochs and steps into `previews-superseded/`: a run that rolled back makes
/// them again, and perhaps others. Those that were moved there before stay. @throws Error (Disk)
/// @param epoch  epochs completed;  @param step  steps made
void supersede_previews(const RunDirectory& run, int epoch, std::int64_t step);

} // namespace wasserfarbe
