#include "widgets/training/plot_geometry.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <QString>

namespace wasserfarbe {
namespace {

constexpr double kFinest = 1e-12; // of a value: closer together numbers can't be told apart

constexpr double kClosest = 1e-6; // of a value: the losses are single precision
constexpr double kWidest = 1e12;

/// 1, 2 or 5 times a power of ten, at least `least`.
double niceStep(double least) {
    const double decade = std::pow(10.0, std::floor(std::log10(least)));
    for (const double lead : {1.0, 2.0, 5.0})
        if (lead * decade >= least * (1 - 1e-9))
            return lead * decade;
    return 10 * decade;
}

std::vector<double> linearTicks(double low, double high, int count) {
    const double step = niceStep((high - low) / std::max(1, count));
    std::vector<double> ticks;
    // So far from zero a count of such steps would no longer grow by one.
    if (step < kFinest * std::max(std::abs(low), std::abs(high)))
        return ticks;
    for (double i = std::ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; ++i)
        ticks.push_back(i == 0 ? 0.0 : i * step);
    return ticks;
}

double luminance(const QColor& color) {
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

double toAxis(double value, PlotScale scale) {
    return scale == PlotScale::Linear ? value : std::copysign(std::log10(1 + std::abs(value)), value);
}

double fromAxis(double position, PlotScale scale) {
    return scale == PlotScale::Linear ? position
                                      : std::copysign(std::pow(10.0, std::abs(position)) - 1, position);
}

std::vector<double> axisTicks(double low, double high, int count, PlotScale scale) {
    if (!(high > low) || !std::isfinite(high - low))
        return {};
    const double largest = std::max(std::abs(low), std::abs(high));
    const bool aroundZero = low <= 0 && high >= 0;
    const double smallest = aroundZero ? 1 : std::max(1.0, std::min(std::abs(low), std::abs(high)));
    if (scale == PlotScale::Linear || largest < 10 * smallest)
        return linearTicks(low, high, count);
    // One power of ten below 1 is enough: there the axis is nearly linear.
    const int decades = static_cast<int>(std::floor(std::log10(largest) + 1e-9));
    const int sides = aroundZero && low < -1 && high > 1 ? 2 : 1;
    const int every = (sides * (decades + 1) + std::max(1, count) - 1) / std::max(1, count);
    std::vector<double> ticks;
    if (aroundZero)
        ticks.push_back(0);
    for (int k = 0; k <= decades; k += every)
        for (const double sign : {-1.0, 1.0})
            if (const double tick = sign * std::pow(10.0, k); tick >= low && tick <= high)
                ticks.push_back(tick);
    std::sort(ticks.begin(), ticks.end());
    return ticks;
}

QString axisNumber(double value) {
    const double size = std::abs(value);
    return QString::number(value, 'g', size != 0 && (size >= 1e6 || size < 1e-4) ? 4 : 6);
}

std::vector<double> placeLabels(std::span<const double> wanted, double height, double top, double bottom) {
    std::vector<std::size_t> order(wanted.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return wanted[i]; });
    std::vector<double> places(wanted.begin(), wanted.end());
    const double count = static_cast<double>(wanted.size());
    const double least = std::min(height, count > 1 ? (bottom - top - height) / (count - 1) : height);
    // Down from the top, then back up from the bottom: each moves as little as its neighbours let it.
    double limit = top + height / 2;
    for (const std::size_t i : order) {
        places[i] = std::max(places[i], limit);
        limit = places[i] + least;
    }
    limit = bottom - height / 2;
    for (auto i = order.rbegin(); i != order.rend(); ++i) {
        places[*i] = std::min(places[*i], limit);
        limit = places[*i] - least;
    }
    return places;
}

std::vector<EpochEnd> epochMarks(std::span<const EpochEnd> epochs, double from, double to, double width,
                                 double gap) {
    const auto step = [](const EpochEnd& e) { return static_cast<double>(e.lastStep); };
    const auto first = std::ranges::lower_bound(epochs, from, {}, step);
    const auto last = std::ranges::upper_bound(first, epochs.end(), to, {}, step);
    if (first == last || !(to > from) || width <= 0)
        return {};
    const double pixels = static_cast<double>((last - 1)->lastStep - first->lastStep) / (to - from) * width;
    const double apart = last - first > 1 ? pixels / static_cast<double>(last - first - 1) : gap;
    const int every = static_cast<int>(niceStep(std::max(1.0, gap / std::max(apart, 1e-9))));
    std::vector<EpochEnd> marks;
    std::copy_if(first, last, std::back_inserter(marks),
                 [&](const EpochEnd& e) { return e.epoch % every == 0; });
    return marks;
}

void PlotView::setLast(std::int64_t step) {
    last_ = std::max<std::int64_t>(step, 1);
    if (whole)
        from = 0;
    if (!following)
        return;
    const double span = to - from;
    to = static_cast<double>(last_);
    if (!whole)
        from = std::max(0.0, to - span);
}

void PlotView::setFollowing(bool follow) {
    following = follow;
    setLast(last_);
}

void PlotView::reset() {
    following = true;
    whole = true;
    fitsValues = true;
    setLast(last_);
}

void PlotView::zoomSteps(double factor, double around) {
    constexpr double kLeast = 4; // steps: closer there is nothing to see
    const double span = std::max(kLeast, (to - from) * factor);
    const double part = to > from ? (around - from) / (to - from) : 0.5;
    from = around - part * span;
    to = from + span;
    whole = false;
    following = false;
    keepInside();
}

void PlotView::panSteps(double by) {
    from += by;
    to += by;
    whole = false;
    following = false;
    keepInside();
}

void PlotView::keepInside() {
    const double last = static_cast<double>(last_);
    if (to - from >= last) { // all of it: as at the beginning
        from = 0;
        to = last;
        whole = true;
        following = true;
        return;
    }
    const double shift = from < 0 ? -from : to > last ? last - to : 0;
    from += shift;
    to += shift;
}

void PlotView::zoomValues(double factor, double around) {
    const Extent zoomed{around - (around - values.low) * factor, around + (values.high - around) * factor};
    const double span = zoomed.high - zoomed.low;
    const double least = kClosest * std::max({std::abs(zoomed.low), std::abs(zoomed.high), 1e-3});
    if (factor < 1 ? span < least : span > kWidest)
        return;
    fitsValues = false;
    values = zoomed;
}

void PlotView::panValues(double by) {
    fitsValues = false;
    values.low += by;
    values.high += by;
}

QColor readableOn(const QColor& background, QColor color) {
    const double behind = luminance(background);
    for (int i = 0; i < 40; ++i) {
        const double front = luminance(color);
        if ((std::max(behind, front) + 0.05) / (std::min(behind, front) + 0.05) >= 4.5)
            break;
        const double share = 0.94;
        const double toward = behind > 0.18 ? 0.0 : 1.0;
        color = QColor::fromRgbF(static_cast<float>(color.redF() * share + toward * (1 - share)),
                                 static_cast<float>(color.greenF() * share + toward * (1 - share)),
                                 static_cast<float>(color.blueF() * share + toward * (1 - share)));
    }
    return color;
}

} // namespace wasserfarbe
