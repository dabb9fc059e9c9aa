#pragma once

#include <cstdint>
#include <span>

#include <QString>

#include "model/types/step_stats.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

/// What the numbers mean, most urgent first.
struct Insight {
    enum class Kind {
        Nothing,         ///< no step yet
        PenaltyAtStart,  ///< large, because the critic is still flat: normal. `value`: gradient norm
        PenaltyGrowing,  ///< the learning rate is too high. `value`: penalty now, `before`: earlier
        SlopeTooSmall,   ///< the gradient norm stays far below 1. `value`: gradient norm
        SlopeTooLarge,   ///< ... far above 1. `value`: gradient norm
        EarlyNoise,      ///< shapes come after `steps` steps, in `seconds` (0: unknown)
        CriticBatchNorm, ///< the penalty assumes that there is none
        LearnedByHeart,  ///< the critic's score of the held-out pictures is far below the others'.
                         ///< `value`: theirs, `before`: the others'
        ComingCloser,    ///< the Wasserstein estimate falls. `value`: now, `before`: earlier
        Steady,          ///< it holds at `value`
    };
    Kind kind = Kind::Nothing;
    double value = 0;
    double before = 0;
    std::int64_t steps = 0;
    double seconds = 0;
};

/// Judges by means over the newest steps; costs the same for any length of history.
Insight explainRun(const TrainingConfig& config, std::span<const StepStats> history);

/// Translated, one or two plain sentences.
QString insightText(const Insight& insight);

} // namespace wasserfarbe
