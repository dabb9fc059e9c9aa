#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "model/types/metric_table.h"
#include "model/types/step_stats.h"
#include "widgets/training/minmax_pyramid.h"
#include "widgets/training/plot_geometry.h"

namespace wasserfarbe {

/// All steps of a run as the plot needs them: a curve each, raw and smoothed, with their pyramids. The
/// engine's losses are single precision, and so are these.
class LossHistory {
public:
    void clear();
    void append(std::span<const StepStats> steps);

    std::size_t size() const { return steps_.size(); }
    std::span<const std::int64_t> steps() const { return steps_; }
    std::span<const EpochEnd> epochs() const { return epochs_; }
    /// Whether the curve means anything here: what came with a later version does once it has a value (a run
    /// of before has none, nor a held-out score one that keeps no pictures); the others do always.
    bool offers(const Metric& curve) const;
    const MinMaxPyramid& raw(const Metric& curve) const;
    /// Exponential smoothing as TensorBoard has it (with the bias of the start taken out). Computed when it
    /// is first asked for. What comes once an epoch stays as it is: it is a mean over many pictures already,
    /// and with one value an epoch it would lag epochs behind the others.
    const MinMaxPyramid& smoothed(const Metric& curve);
    /// @param weight  of the average so far, 0 (no smoothing) to below 1
    void setSmoothing(double weight);
    double smoothing() const { return weight_; }

    /// The row of the step, or of the one before it; nothing before the first.
    std::optional<std::size_t> rowOf(std::int64_t step) const;
    /// The curve's value in a row, or the one before where that row has none (NaN where there is none at
    /// all).
    double valueAt(const Metric& curve, std::size_t row) const;
    int epochOf(std::int64_t step) const;

private:
    struct Smoothed {
        MinMaxPyramid values;
        double sum = 0;
        double remaining = 1; ///< weight^n
    };

    void extendSmoothed(const Metric& curve);

    std::vector<std::int64_t> steps_;
    std::vector<EpochEnd> epochs_;
    std::vector<MinMaxPyramid> raw_ = std::vector<MinMaxPyramid>(metric_table().size());
    std::vector<Smoothed> smoothed_ = std::vector<Smoothed>(metric_table().size());
    double weight_ = 0;
};

} // namespace wasserfarbe
