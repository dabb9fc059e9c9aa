#pragma once

#include <span>
#include <vector>

#include "model/types/step_stats.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

/// What a run's numbers mean, most urgent first. After each, its figures.
enum class InsightKind {
    Nothing,         ///< no step yet
    PenaltyAtStart,  ///< large, because the critic is still flat: normal. Gradient norm
    PenaltyGrowing,  ///< the learning rate is too high. Penalty earlier, penalty now
    SlopeTooSmall,   ///< the gradient norm stays far below 1. Gradient norm
    SlopeTooLarge,   ///< the gradient norm stays far above 1. Gradient norm
    EarlyNoise,      ///< the images have no shapes yet. Steps at which shapes come
    EarlyNoiseTimed, ///< the same where the speed is known. Steps at which shapes come, seconds until then
    CriticBatchNorm, ///< the penalty assumes that there is none
    LearnedByHeart,  ///< the critic scores the held-out pictures far below those that it trains on.
                     ///< Score of those that it trains on, score of the held-out ones
    ComingCloser,    ///< the Wasserstein estimate falls. Estimate earlier, estimate now
    Steady,          ///< the Wasserstein estimate holds. Estimate
};

struct InsightFigure {
    enum class Unit { None, Steps, Seconds };
    double value = 0;
    Unit unit = Unit::None;
};

struct Insight {
    InsightKind kind = InsightKind::Nothing;
    std::vector<InsightFigure> figures; ///< what stands at %1, %2 of the kind's sentence
};

/// Judges by means over the newest steps, so that it costs the same for any length of history.
/// @param history  the run's steps, oldest first
Insight explain_run(const TrainingConfig& config, std::span<const StepStats> history);

/// One or two plain sentences, a text in context "Insight" with a place %1, %2 for each figure; "" for
/// Nothing.
struct InsightText {
    InsightKind kind;
    const char* sentence;
};

/// All kinds, in the order of the enumeration.
std::span<const InsightText> insight_table();
const char* insight_sentence(InsightKind kind);

} // namespace wasserfarbe
