#include "widgets/training/loss_history.h"

#include <algorithm>
#include <cmath>

namespace wasserfarbe {
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
    for (const Metric* curve : curve_metrics()) {
        std::transform(steps.begin(), steps.end(), values.begin(),
                       [&](const StepStats& stats) { return static_cast<float>(curve->of(stats)); });
        raw_[metric_index(*curve)].append(values);
    }
    for (const StepStats& stats : steps) {
        steps_.push_back(stats.step);
        if (epochs_.empty() || epochs_.back().epoch != stats.epoch)
            epochs_.push_back({stats.epoch, stats.step});
        epochs_.back().lastStep = stats.step;
    }
}

bool LossHistory::offers(const Metric& curve) const {
    return !curve.later || !raw(curve).extent(0, size()).empty();
}

const MinMaxPyramid& LossHistory::raw(const Metric& curve) const {
    return raw_[metric_index(curve)];
}

const MinMaxPyramid& LossHistory::smoothed(const Metric& curve) {
    if (curve.origin == MetricOrigin::Epoch)
        return raw(curve);
    extendSmoothed(curve);
    return smoothed_[metric_index(curve)].values;
}

void LossHistory::setSmoothing(double weight) {
    if (weight == weight_)
        return;
    weight_ = weight;
    for (Smoothed& curve : smoothed_)
        curve = {};
}

void LossHistory::extendSmoothed(const Metric& curve) {
    Smoothed& result = smoothed_[metric_index(curve)];
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

double LossHistory::valueAt(const Metric& curve, std::size_t row) const {
    const MinMaxPyramid& values = raw(curve);
    const std::optional<std::size_t> known = values.lastBefore(row + 1);
    return known ? values.at(*known) : StepStats::kNone;
}

int LossHistory::epochOf(std::int64_t step) const {
    const auto found = std::ranges::lower_bound(epochs_, step, {}, &EpochEnd::lastStep);
    if (found != epochs_.end())
        return found->epoch;
    return epochs_.empty() ? 0 : epochs_.back().epoch;
}

} // namespace wasserfarbe
