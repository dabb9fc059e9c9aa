#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "model/types/step_stats.h"
#include "widgets/training/minmax_pyramid.h"
#include "widgets/training/plot_geometry.h"

namespace wasserfarbe {

enum class Curve {
    CriticLoss,
    GeneratorLoss,
    Penalty,
    RealScore,
    HeldOutScore, ///< has a value after an epoch's last step alone
    FakeScore,
    Wasserstein,
    GradientNorm
};

inline constexpr std::size_t kCurves = 8;
inline constexpr std::array<Curve, kCurves> kAllCurves = {
    Curve::CriticLoss,   Curve::GeneratorLoss, Curve::Penalty,     Curve::RealScore,
    Curve::HeldOutScore, Curve::FakeScore,     Curve::Wasserstein, Curve::GradientNorm};

/// The column's name in metrics.csv.
std::string_view curveKey(Curve curve);

/// All steps of a run as the plot needs them: a curve each, raw and smoothed, with their pyramids. The
/// engine's losses are single precision, and so are these.
class LossHistory {
public:
    void clear();
    void append(std::span<const StepStats> steps);

    std::size_t size() const { return steps_.size(); }
    std::span<const std::int64_t> steps() const { return steps_; }
    std::span<const EpochEnd> epochs() const { return epochs_; }
    /// Whether the curve means anything here: the held-out score does once it has a value, in a run that
    /// keeps pictures from training; the others do always.
    bool offers(Curve curve) const;
    const MinMaxPyramid& raw(Curve curve) const;
    /// Exponential smoothing as TensorBoard has it (with the bias of the start taken out). Computed when it
    /// is first asked for. The held-out score stays as it is: it is a mean over many pictures already, and
    /// with one value an epoch it would lag epochs behind the others.
    const MinMaxPyramid& smoothed(Curve curve);
    /// @param weight  of the average so far, 0 (no smoothing) to below 1
    void setSmoothing(double weight);
    double smoothing() const { return weight_; }

    /// The row of the step, or of the one before it; nothing before the first.
    std::optional<std::size_t> rowOf(std::int64_t step) const;
    /// The curve's value in a row, or the one before where that row has none (NaN where there is none at
    /// all).
    double valueAt(Curve curve, std::size_t row) const;
    int epochOf(std::int64_t step) const;

private:
    struct Smoothed {
        MinMaxPyramid values;
        double sum = 0;
        double remaining = 1; ///< weight^n
    };

    void extendSmoothed(Curve curve);

    std::vector<std::int64_t> steps_;
    std::vector<EpochEnd> epochs_;
    std::array<MinMaxPyramid, kCurves> raw_;
    std::array<Smoothed, kCurves> smoothed_;
    double weight_ = 0;
};

} // namespace wasserfarbe
