#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <QColor>

#include "widgets/training/minmax_pyramid.h"

namespace wasserfarbe {

enum class PlotScale { Linear, SymmetricLog };

/// A value's place on the axis: itself, or sign(v) * log10(1 + |v|), which is linear around 0 and logarithmic
/// far from it, on both sides.
double toAxis(double value, PlotScale scale);
double fromAxis(double position, PlotScale scale);

/// Where the axis has numbers, in values, ascending: about `count` in [low, high].
/// Linear: multiples of 1, 2 or 5 times a power of ten. SymmetricLog: 0 and powers of ten of both signs (some
/// left out where there are many), or as linear where the range spans no decade.
std::vector<double> axisTicks(double low, double high, int count, PlotScale scale);

/// A number on the axis: "0.002", "-20", "1e+06".
QString axisNumber(double value);

/// Moves labels apart: the places nearest to the wanted ones at which labels of this height don't overlap and
/// stay in [top, bottom]; in the order given. Where they can't all fit, they are spread evenly.
std::vector<double> placeLabels(std::span<const double> wanted, double height, double top, double bottom);

/// The last step of an epoch.
struct EpochEnd {
    int epoch = 0;
    std::int64_t lastStep = 0;
    bool operator==(const EpochEnd&) const = default;
};

/// The epochs to mark where the steps in [from, to] are `width` pixels wide: multiples of 1, 2, 5, 10, 20 ...
/// at least `gap` pixels apart.
std::vector<EpochEnd> epochMarks(std::span<const EpochEnd> epochs, double from, double to, double width,
                                 double gap);

/// What of the run is in view. Steps on x; on y, two axes that fit what is in view unless a person moved
/// them.
struct PlotView {
    double from = 0; ///< steps
    double to = 1;
    bool following = true;  ///< the right edge stays at the newest step
    bool whole = true;      ///< the left edge stays at the first step
    bool fitsValues = true; ///< the losses' axis follows what is in view
    Extent values;          ///< of the losses' axis, in axis positions

    /// The run has grown, or is another one.
    void setLast(std::int64_t step);
    void setFollowing(bool follow);
    void reset();
    /// @param factor  below 1: closer. @param around  the step that stays where it is
    void zoomSteps(double factor, double around);
    void panSteps(double by);
    void zoomValues(double factor, double around);
    void panValues(double by);

private:
    void keepInside();
    std::int64_t last_ = 0;
};

/// The colour made darker or lighter until it can be read on the background (4.5:1).
QColor readableOn(const QColor& background, QColor color);

} // namespace wasserfarbe
