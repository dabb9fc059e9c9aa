#include "widgets/training/loss_history.h"

#include <algorithm>
#include <cmath>

namespace wasserfarbe {
namespace {

std::size_t indexOf(Curve curve) {
    return static_cast<std::size_t>(curve);
}

double valueOf(const StepStats& stats, Curve curve) {
    switch (curve) {
    case Curve::CriticLoss:
        return stats.critic_loss;
    case Curve::GeneratorLoss:
        return stats.generator_loss;
    case Curve::Penalty:
        return stats.penalty;
    case Curve::RealScore:
        return stats.critic_real;
    case Curve::HeldOutScore:
        return stats.critic_held_out;
    case Curve::FakeScore:
        return stats.critic_fake;
    case Curve::Wasserstein:
        return stats.wasserstein();
    case Curve::GradientNorm:
        break;
    }
    return stats.gradient_norm;
}

} // namespace

std::string_view curveKey(Curve curve) {
    static constexpr std::array<std::string_view, kCurves> keys = {
        "critic_loss",     "generator_loss", "penalty",     "critic_real",
        "critic_held_out", "critic_fake",    "wasserstein", "gradient_norm"};
    return keys[indexOf(curve)];
}

void LossHistory::clear() {
    steps_.clear();
    epochs_.clear();
    for (MinMaxPyramid& curve : raw_)
        curve.clear();
    for (Smoothed& curve : smoothed_)
        curve = {};
}

void LossHistory::append(std::span<const StepStats> steps) {
    std::vector<float> values(steps.size());
    for (const Curve curve : kAllCurves) {
        std::transform(steps.begin(), steps.end(), values.begin(),
                       [&](const StepStats& stats) { return static_cast<float>(valueOf(stats, curve)); });
        raw_[indexOf(curve)].append(values);
    }
    for (const StepStats& stats : steps) {
        steps_.push_back(stats.step);
        if (epochs_.empty() || epochs_.back().epoch != stats.epoch)
            epochs_.push_back({stats.epoch, stats.step});
        epochs_.back().lastStep = stats.step;
    }
}

bool LossHistory::offers(Curve curve) const {
    return curve != Curve::HeldOutScore || !raw(curve).extent(0, size()).empty();
}

const MinMaxPyramid& LossHistory::raw(Curve curve) const {
    return raw_[indexOf(curve)];
}

const MinMaxPyramid& LossHistory::smoothed(Curve curve) {
    if (curve == Curve::HeldOutScore)
        return raw(curve);
    extendSmoothed(curve);
    return smoothed_[indexOf(curve)].values;
}

void LossHistory::setSmoothing(double weight) {
    if (weight == weight_)
        return;
    weight_ = weight;
    for (Smoothed& curve : smoothed_)
        curve = {};
}

void LossHistory::extendSmoothed(Curve curve) {
    Smoothed& result = smoothed_[indexOf(curve)];
    const std::span<const float> fresh = raw(curve).values().subspan(result.values.size());
    if (fresh.empty())
        return;
    std::vector<float> values;
    values.reserve(fresh.size());
    for (const float value : fresh) {
        if (!std::isfinite(value)) {
            values.push_back(value);
            continue;
        }
        result.sum = weight_ * result.sum + (1 - weight_) * value;
        result.remaining = result.remaining > 1e-12 ? result.remaining * weight_ : 0; // denormals are slow
        values.push_back(static_cast<float>(result.sum / (1 - result.remaining)));
    }
    result.values.append(values);
}

std::optional<std::size_t> LossHistory::rowOf(std::int64_t step) const {
    const auto after = std::upper_bound(steps_.begin(), steps_.end(), step);
    if (after == steps_.begin())
        return {};
    return static_cast<std::size_t>(after - steps_.begin()) - 1;
}

double LossHistory::valueAt(Curve curve, std::size_t row) const {
    const MinMaxPyramid& values = raw(curve);
    const std::optional<std::size_t> known = values.lastBefore(row + 1);
    return known ? values.at(*known) : StepStats::kNone;
}

int LossHistory::epochOf(std::int64_t step) const {
    const auto found = std::lower_bound(epochs_.begin(), epochs_.end(), step,
                                        [](const EpochEnd& e, std::int64_t s) { return e.lastStep < s; });
    if (found != epochs_.end())
        return found->epoch;
    return epochs_.empty() ? 0 : epochs_.back().epoch;
}

} // namespace wasserfarbe
