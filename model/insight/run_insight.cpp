#include "model/insight/run_insight.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "model/types/text.h"

namespace wasserfarbe {
namespace {

constexpr std::size_t kWindow = 200;  // steps that a mean is taken over
constexpr std::size_t kFewest = 20;   // below that nothing is said of a trend
constexpr int kHeldOutEpochs = 5;     // whose held-out scores are looked at; with fewer nothing is said
constexpr std::size_t kEpochEnd = 50; // steps before an epoch's end that its held-out score is held against
constexpr double kByHeart = 0.3;      // see HeldOutComparison::share
constexpr std::int64_t kShapeUpdates = 500; // generator updates until shapes show: about a minute of `quick`

/// @param value  a member of StepStats, or a function of it
template <typename Value>
double mean_of(std::span<const StepStats> steps, Value value) {
    double sum = 0;
    int count = 0;
    for (const StepStats& stats : steps)
        if (const double v = std::invoke(value, stats); std::isfinite(v)) {
            sum += v;
            ++count;
        }
    return count == 0 ? StepStats::kNone : sum / count;
}

std::span<const StepStats> newest_steps(std::span<const StepStats> history) {
    const std::size_t count = std::clamp<std::size_t>(history.size() / 10, kFewest, kWindow);
    return history.last(std::min(history.size(), count));
}

/// As many steps from the middle of what is known.
std::span<const StepStats> middle_steps(std::span<const StepStats> history) {
    const std::size_t count = newest_steps(history).size();
    return history.subspan((history.size() - count) / 2, count);
}

std::span<const StepStats> last_epoch(std::span<const StepStats> history) {
    const auto begin =
        std::lower_bound(history.begin(), history.end(), history.back().epoch,
                         [](const StepStats& stats, int epoch) { return stats.epoch < epoch; });
    return {begin, history.end()};
}

/// Means over the ends of the epochs that ended last.
struct HeldOutComparison {
    double trained = 0; ///< the critic's score of the pictures that it trains on
    double held_out = 0;
    double distance = 0; ///< the Wasserstein estimate

    /// How far the held-out pictures have gone from the others (0) towards the generated images (1): r_v of
    /// Karras et al. 2020, "Training Generative Adversarial Networks with Limited Data", equation 1.
    double share() const { return distance > 0 ? (trained - held_out) / distance : 0; }
};

/// All scores drift together in time, so each held-out score is held against the steps just before it.
/// Nothing where too few epochs have one.
HeldOutComparison compare_held_out(std::span<const StepStats> history) {
    if (!std::isfinite(history.back().critic_held_out)) // this epoch has not ended
        history = history.first(history.size() - last_epoch(history).size());
    HeldOutComparison mean;
    for (int i = 0; i < kHeldOutEpochs; ++i) {
        if (history.empty() || !std::isfinite(history.back().critic_held_out))
            return {};
        const std::span<const StepStats> epoch = last_epoch(history);
        const std::span<const StepStats> end = epoch.last(std::min(epoch.size(), kEpochEnd));
        mean.trained += mean_of(end, &StepStats::critic_real) / kHeldOutEpochs;
        mean.held_out += end.back().critic_held_out / kHeldOutEpochs;
        mean.distance += mean_of(end, &StepStats::wasserstein) / kHeldOutEpochs;
        history = history.first(history.size() - epoch.size());
    }
    return mean;
}

/// With augmentation the critic is shown the pictures changed, but the held-out ones as they are: their
/// scores can't be compared.
bool is_augmented(const TrainingConfig& config) {
    return config.augment_color || config.augment_translation || config.augment_cutout;
}

// Most urgent first: the order of the enumeration.
constexpr auto kTexts = std::to_array<InsightText>({
    {InsightKind::Nothing, ""},
    {InsightKind::PenaltyAtStart,
     WASSERFARBE_TEXT("Insight",
                      "The penalty is large because the critic is still nearly flat: its gradient norm is %1 "
                      "and should come to 1. That is normal at the start.")},
    {InsightKind::PenaltyGrowing,
     WASSERFARBE_TEXT("Insight",
                      "The penalty keeps growing, from %1 to %2: the learning rate is too high. Stop, and "
                      "start a new run with half of it.")},
    {InsightKind::SlopeTooSmall,
     WASSERFARBE_TEXT("Insight",
                      "The gradient norm stays at %1; the penalty should hold it near 1. If the previews are "
                      "still noise after ten epochs, raise the penalty weight.")},
    {InsightKind::SlopeTooLarge,
     WASSERFARBE_TEXT("Insight",
                      "The gradient norm stays at %1; the penalty should hold it near 1. If the previews are "
                      "still noise after ten epochs, lower the learning rates.")},
    {InsightKind::EarlyNoise,
     WASSERFARBE_TEXT("Insight",
                      "The first previews are noise: the generator began with random weights. Shapes come "
                      "after about %1 steps.")},
    {InsightKind::EarlyNoiseTimed,
     WASSERFARBE_TEXT("Insight",
                      "The first previews are noise: the generator began with random weights. Shapes come "
                      "after about %1 steps, in about %2.")},
    {InsightKind::CriticBatchNorm,
     WASSERFARBE_TEXT("Insight",
                      "The critic has batch norm, which the penalty assumes it has not: read its losses with "
                      "care, and trust the previews.")},
    {InsightKind::LearnedByHeart,
     WASSERFARBE_TEXT(
         "Insight", "The critic scores the pictures that it trains on at %1, but those kept from it at only "
                    "%2: it begins to know its pictures by heart. More pictures help, or augmentation.")},
    {InsightKind::ComingCloser,
     WASSERFARBE_TEXT("Insight",
                      "The Wasserstein estimate fell from %1 to %2: the generated images come closer to your "
                      "pictures.")},
    {InsightKind::Steady,
     WASSERFARBE_TEXT("Insight",
                      "The Wasserstein estimate holds at about %1. The losses say little on their own now: "
                      "trust the previews.")},
});

/// While the images are still noise.
Insight early_noise(const StepStats& last, std::int64_t shapes) {
    const InsightFigure steps = {static_cast<double>(shapes), InsightFigure::Unit::Steps};
    if (last.step <= 0 || last.seconds <= 0)
        return {InsightKind::EarlyNoise, {steps}};
    const double per_step = last.seconds / static_cast<double>(last.step);
    const InsightFigure time = {per_step * static_cast<double>(shapes - last.step),
                                InsightFigure::Unit::Seconds};
    return {InsightKind::EarlyNoiseTimed, {steps, time}};
}

} // namespace

Insight explain_run(const TrainingConfig& config, std::span<const StepStats> history) {
    using Kind = InsightKind;
    if (history.empty())
        return {};
    const StepStats& last = history.back();
    const double slope = mean_of(newest_steps(history), &StepStats::gradient_norm);
    const double penalty = mean_of(newest_steps(history), &StepStats::penalty);
    const double earlier_penalty = mean_of(middle_steps(history), &StepStats::penalty);
    const bool early = last.epoch <= 2;

    if (early && slope < 0.6 && penalty > 0.15 * config.lambda)
        return {Kind::PenaltyAtStart, {{slope}}};
    const bool grown = history.size() >= 5 * kFewest && penalty > 3 * earlier_penalty &&
                       penalty > std::max(1.0, 0.3 * config.lambda);
    if (grown)
        return {Kind::PenaltyGrowing, {{earlier_penalty}, {penalty}}};
    if (!early && slope < 0.5)
        return {Kind::SlopeTooSmall, {{slope}}};
    if (!early && slope > 2)
        return {Kind::SlopeTooLarge, {{slope}}};
    const std::int64_t shapes = kShapeUpdates * std::max(1, config.critic_updates);
    if (last.step < shapes)
        return early_noise(last, shapes);
    if (config.critic_norm == Norm::Batch)
        return {Kind::CriticBatchNorm, {}};
    const HeldOutComparison scores = is_augmented(config) ? HeldOutComparison() : compare_held_out(history);
    if (scores.share() > kByHeart)
        return {Kind::LearnedByHeart, {{scores.trained}, {scores.held_out}}};
    const double distance = mean_of(newest_steps(history), &StepStats::wasserstein);
    const double earlier = mean_of(middle_steps(history), &StepStats::wasserstein);
    if (distance < 0.95 * earlier)
        return {Kind::ComingCloser, {{earlier}, {distance}}};
    return {Kind::Steady, {{distance}}};
}

std::span<const InsightText> insight_table() {
    return kTexts;
}

const char* insight_sentence(InsightKind kind) {
    return kTexts.at(static_cast<std::size_t>(kind)).sentence;
}

} // namespace wasserfarbe
