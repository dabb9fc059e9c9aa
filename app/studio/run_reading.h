#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "model/run/checkpoint_list.h"
#include "model/run/run_directory.h"

namespace wasserfarbe {

/// The last checkpoint that a run can go on from: its header can be read.
std::optional<SavedCheckpoint> newestWhole(std::span<const SavedCheckpoint> checkpoints);

/// The last step on record, read from the end of the file; 0 where there is none, or it can't be read. Blocks
/// on the disk. Any thread.
std::int64_t lastStep(const RunDirectory& run);

} // namespace wasserfarbe
