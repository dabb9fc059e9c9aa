#include "app/pages/train/run_insight.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>

#include "model/types/unhandled_value.h"
#include "widgets/look/figures.h"

namespace wasserfarbe {
namespace {

constexpr std::size_t kWindow = 200;  // steps that a mean is taken over
constexpr std::size_t kFewest = 20;   // below that nothing is said of a trend
constexpr int kHeldOutEpochs = 5;     // whose held-out scores are looked at; with fewer nothing is said
constexpr std::size_t kEpochEnd = 50; // steps before an epoch's end that its held-out score is held against
constexpr double kByHeart = 0.3;      // see HeldOutComparison::share
constexpr std::int64_t kShapeUpdates = 500; // generator updates until shapes show: about a minute of `quick`

template <typename Value>
double meanOf(std::span<const StepStats> steps, Value&& value) {
    double sum = 0;
    int count = 0;
    for (const StepStats& stats : steps)
        if (const double v = value(stats); std::isfinite(v)) {
            sum += v;
            ++count;
        }
    return count == 0 ? StepStats::kNone : sum / count;
}

double penaltyOf(const StepStats& stats) {
    return stats.penalty;
}

double slopeOf(const StepStats& stats) {
    return stats.gradient_norm;
}

double distanceOf(const StepStats& stats) {
    return stats.wasserstein();
}

std::span<const StepStats> newest(std::span<const StepStats> history) {
    const std::size_t count = std::clamp<std::size_t>(history.size() / 10, kFewest, kWindow);
    return history.last(std::min(history.size(), count));
}

/// As many steps from the middle of what is known.
std::span<const StepStats> middle(std::span<const StepStats> history) {
    const std::size_t count = newest(history).size();
    return history.subspan((history.size() - count) / 2, count);
}

double realScoreOf(const StepStats& stats) {
    return stats.critic_real;
}

std::span<const StepStats> lastEpoch(std::span<const StepStats> history) {
    const auto begin =
        std::lower_bound(history.begin(), history.end(), history.back().epoch,
                         [](const StepStats& stats, int epoch) { return stats.epoch < epoch; });
    return {begin, history.end()};
}

/// Means over the ends of the epochs that ended last.
struct HeldOutComparison {
    double trained = 0; ///< the critic's score of the pictures that it trains on
    double heldOut = 0;
    double distance = 0; ///< the Wasserstein estimate

    /// How far the held-out pictures have gone from the others (0) towards the generated images (1): r_v of
    /// Karras et al. 2020, "Training Generative Adversarial Networks with Limited Data", equation 1.
    double share() const { return distance > 0 ? (trained - heldOut) / distance : 0; }
};

/// All scores drift together in time, so each held-out score is held against the steps just before it.
/// Nothing where too few epochs have one.
HeldOutComparison compareHeldOut(std::span<const StepStats> history) {
    if (!std::isfinite(history.back().critic_held_out)) // this epoch has not ended
        history = history.first(history.size() - lastEpoch(history).size());
    HeldOutComparison mean;
    for (int i = 0; i < kHeldOutEpochs; ++i) {
        if (history.empty() || !std::isfinite(history.back().critic_held_out))
            return {};
        const std::span<const StepStats> epoch = lastEpoch(history);
        const std::span<const StepStats> end = epoch.last(std::min(epoch.size(), kEpochEnd));
        mean.trained += meanOf(end, realScoreOf) / kHeldOutEpochs;
        mean.heldOut += end.back().critic_held_out / kHeldOutEpochs;
        mean.distance += meanOf(end, distanceOf) / kHeldOutEpochs;
        history = history.first(history.size() - epoch.size());
    }
    return mean;
}

/// With augmentation the critic is shown the pictures changed, but the held-out ones as they are: their
/// scores can't be compared.
bool isAugmented(const TrainingConfig& config) {
    return config.augment_color || config.augment_translation || config.augment_cutout;
}

QString figure(double value) {
    return QString::number(value, 'f', std::abs(value) < 10 ? 2 : 1);
}

} // namespace

Insight explainRun(const TrainingConfig& config, std::span<const StepStats> history) {
    using Kind = Insight::Kind;
    if (history.empty())
        return {};
    const StepStats& last = history.back();
    const double slope = meanOf(newest(history), slopeOf);
    const double penalty = meanOf(newest(history), penaltyOf);
    const double earlierPenalty = meanOf(middle(history), penaltyOf);
    const bool early = last.epoch <= 2;

    if (early && slope < 0.6 && penalty > 0.15 * config.lambda)
        return {Kind::PenaltyAtStart, slope, 0, 0, 0};
    const bool grown = history.size() >= 5 * kFewest && penalty > 3 * earlierPenalty &&
                       penalty > std::max(1.0, 0.3 * config.lambda);
    if (grown)
        return {Kind::PenaltyGrowing, penalty, earlierPenalty, 0, 0};
    if (!early && slope < 0.5)
        return {Kind::SlopeTooSmall, slope, 0, 0, 0};
    if (!early && slope > 2)
        return {Kind::SlopeTooLarge, slope, 0, 0, 0};
    const std::int64_t shapes = kShapeUpdates * std::max(1, config.critic_updates);
    if (last.step < shapes) {
        const double perStep = last.step > 0 ? last.seconds / static_cast<double>(last.step) : 0;
        return {Kind::EarlyNoise, 0, 0, shapes, perStep * static_cast<double>(shapes - last.step)};
    }
    if (config.critic_norm == Norm::Batch)
        return {Kind::CriticBatchNorm, 0, 0, 0, 0};
    const HeldOutComparison scores = isAugmented(config) ? HeldOutComparison() : compareHeldOut(history);
    if (scores.share() > kByHeart)
        return {Kind::LearnedByHeart, scores.heldOut, scores.trained, 0, 0};
    const double distance = meanOf(newest(history), distanceOf);
    const double earlier = meanOf(middle(history), distanceOf);
    if (distance < 0.95 * earlier)
        return {Kind::ComingCloser, distance, earlier, 0, 0};
    return {Kind::Steady, distance, 0, 0, 0};
}

QString insightText(const Insight& insight) {
    switch (insight.kind) {
    case Insight::Kind::Nothing:
        return {};
    case Insight::Kind::PenaltyAtStart:
        return QCoreApplication::translate(
                   "Insight",
                   "The penalty is large because the critic is still nearly flat: its gradient norm is %1 "
                   "and should come to 1. That is normal at the start.")
            .arg(figure(insight.value));
    case Insight::Kind::PenaltyGrowing:
        return QCoreApplication::translate(
                   "Insight",
                   "The penalty keeps growing, from %1 to %2: the learning rate is too high. Stop, and "
                   "start a new run with half of it.")
            .arg(figure(insight.before), figure(insight.value));
    case Insight::Kind::SlopeTooSmall:
        return QCoreApplication::translate(
                   "Insight",
                   "The gradient norm stays at %1; the penalty should hold it near 1. If the previews are "
                   "still noise after ten epochs, raise the penalty weight.")
            .arg(figure(insight.value));
    case Insight::Kind::SlopeTooLarge:
        return QCoreApplication::translate(
                   "Insight",
                   "The gradient norm stays at %1; the penalty should hold it near 1. If the previews are "
                   "still noise after ten epochs, lower the learning rates.")
            .arg(figure(insight.value));
    case Insight::Kind::EarlyNoise:
        if (insight.seconds <= 0)
            return QCoreApplication::translate(
                       "Insight",
                       "The first previews are noise: the generator began with random weights. Shapes come "
                       "after about %1 steps.")
                .arg(countText(insight.steps));
        return QCoreApplication::translate(
                   "Insight",
                   "The first previews are noise: the generator began with random weights. Shapes come "
                   "after about %1 steps, in about %2.")
            .arg(countText(insight.steps), durationText(insight.seconds));
    case Insight::Kind::CriticBatchNorm:
        return QCoreApplication::translate(
            "Insight",
            "The critic has batch norm, which the penalty assumes it has not: read its losses with care, "
            "and trust the previews.");
    case Insight::Kind::LearnedByHeart:
        return QCoreApplication::translate(
                   "Insight",
                   "The critic scores the pictures that it trains on at %1, but those kept from it at only "
                   "%2: it begins to know its pictures by heart. More pictures help, or augmentation.")
            .arg(figure(insight.before), figure(insight.value));
    case Insight::Kind::ComingCloser:
        return QCoreApplication::translate(
                   "Insight",
                   "The Wasserstein estimate fell from %1 to %2: the generated images come closer to your "
                   "pictures.")
            .arg(figure(insight.before), figure(insight.value));
    case Insight::Kind::Steady:
        return QCoreApplication::translate("Insight", "The Wasserstein estimate holds at about %1. The "
                                                      "losses say little on their own now: trust "
                                                      "the previews.")
            .arg(figure(insight.value));
    }
    unhandled_value();
}

} // namespace wasserfarbe
