#pragma once

#include <cstdint>

namespace wasserfarbe {

/// How far a run is. Epochs and steps count from 1 and are totals of the run, not of this sitting.
struct Progress {
    int epoch = 0;
    int epochs = 0; ///< the run's goal
    std::int64_t step = 0;
    std::int64_t steps = 0; ///< the run's goal
    std::int64_t steps_per_epoch = 0;
    double images_per_second =
        0;                   ///< real images that the critic consumed, over the last seconds; 0 while unknown
    double seconds_left = 0; ///< to the goal at that speed; 0 while unknown
};

} // namespace wasserfarbe
