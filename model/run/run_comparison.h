#pragma once

#include <vector>

#include "model/run/verify_run.h"
#include "model/types/step_stats.h"

namespace wasserfarbe {

struct TrainingState;

/// What differs in the rows of metrics.csv, in the order of the steps: "step 9: penalty". Of their seconds
/// nothing is expected.
/// @param repeated  without a gap, at least one; rows of `saved` before and after them do not matter
std::vector<RunDifference> compare_rows(const std::vector<StepStats>& repeated,
                                        const std::vector<StepStats>& saved);

/// What differs in counters, quality score and tensors. Of the seconds nothing is expected, and of the score
/// only where both have one.
std::vector<RunDifference> compare_states(const TrainingState& repeated, const TrainingState& saved);

} // namespace wasserfarbe
