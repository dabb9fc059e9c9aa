#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "model/run/checkpoint_list.h"
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
    std::optional<SavedCheckpoint> checkpoint; ///< the newest that can be read
    std::optional<Error> trouble;              ///< why there is no history, where its file can't be read
};

/// The last checkpoint that a run can go on from: its header can be read.
std::optional<SavedCheckpoint> newestWhole(std::span<const SavedCheckpoint> checkpoints);

/// The last step on record, read from the end of the file; 0 where there is none, or it can't be read. Blocks
/// on the disk. Any thread.
std::int64_t lastStep(const RunDirectory& run);

/// Blocks on the disk, for a second where there are a million steps. Any thread. @throws Error where run.json
/// can't be read
RunReading readRun(const RunDirectory& run);

} // namespace wasserfarbe
