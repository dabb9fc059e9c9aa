#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/run/sample_history.h"
#include "model/types/step_stats.h"
#include "widgets/training/timeline_geometry.h"

namespace wasserfarbe {

/// The step at which a preview was made: its own, or the last of its epoch (0 before the first). Where the
/// history does not reach that far, the history's last step.
std::int64_t stepOfPreview(const SavedPreview& preview, std::span<const StepStats> history);

/// The preview that was made nearest to a step; -1 where there is none.
int previewNearest(std::span<const SavedPreview> previews, std::span<const StepStats> history,
                   std::int64_t step);

std::vector<TimelineMark> marksOf(std::span<const SavedPreview> previews);

} // namespace wasserfarbe
