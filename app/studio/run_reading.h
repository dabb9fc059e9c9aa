#pragma once

#include <optional>
#include <vector>

#include "model/run/run_directory.h"
#include "model/run/sample_history.h"
#include "model/types/error.h"
#include "model/types/step_stats.h"

namespace wasserfarbe {

/// What a run's folder holds.
struct RunReading {
    RunRecord record;
    std::vector<StepStats> history;
    std::vector<SavedPreview> previews;
    std::optional<Error> trouble; ///< why there is no history, where its file can't be read
};

/// Blocks on the disk, for a second where there are a million steps. Any thread. @throws Error where run.json
/// can't be read
RunReading readRun(const RunDirectory& run);

} // namespace wasserfarbe
