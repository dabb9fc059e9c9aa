#pragma once

#include <cstdint>

#include "model/run/run_directory.h"

namespace wasserfarbe {

/// Moves the previews of later epochs and steps into `previews-superseded/`: a run that rolled back makes
/// them again, and perhaps others. Those that were moved there before stay. @throws Error (Disk)
/// @param epoch  epochs completed;  @param step  steps made
void supersede_previews(const RunDirectory& run, int epoch, std::int64_t step);

} // namespace wasserfarbe
