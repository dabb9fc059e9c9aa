#include "widgets/training/minmax_pyramid.h"

#include <algorithm>
#include <cmath>

namespace wasserfarbe {
namespace {

std::size_t firstAtOrAfter(std::span<const std::int64_t> steps, double step) {
    const auto found =
        std::ranges::lower_bound(steps, step, {}, [](std::int64_t s) { return static_cast<double>(s); });
    return static_cast<std::size_t>(found - steps.begin());
}

void addColumn(std::vector<CurvePoint>& points, double step, const Extent& extent) {
    if (extent.empty())
        return;
    if (extent.low == extent.high) {
        points.push_back({step, extent.low});
        return;
    }
    const double before = points.empty() ? extent.low : points.back().value;
    const bool lowFirst = std::abs(before - extent.low) <= std::abs(before - extent.high);
    points.push_back({step, lowFirst ? extent.low : extent.high});
    points.push_back({step, lowFirst ? extent.high : extent.low});
}

} // namespace

void MinMaxPyramid::clear() {
    values_.clear();
    blocks_.clear();
}

void MinMaxPyramid::append(std::span<const float> values) {
    std::size_t changed = values_.size(); // the first that is new on the level below
    values_.insert(values_.end(), values.begin(), values.end());
    std::size_t below = values_.size();
    for (std::size_t level = 0; below > kBlock; ++level) {
        if (blocks_.size() == level) {
            blocks_.emplace_back();
            changed = 0;
        }
        std::vector<Extent>& blocks = blocks_[level];
        changed /= kBlock;
        blocks.resize((below + kBlock - 1) / kBlock);
        for (std::size_t block = changed; block < blocks.size(); ++block) {
            blocks[block] = {};
            const std::size_t end = std::min(below, (block + 1) * kBlock);
            for (std::size_t i = block * kBlock; i < end; ++i)
                blocks[block].add(part(level, i));
        }
        below = blocks.size();
    }
}

Extent MinMaxPyramid::part(std::size_t level, std::size_t index) const {
    if (level > 0)
        return blocks_[level - 1][index];
    return std::isfinite(values_[index]) ? Extent{values_[index], values_[index]} : Extent{};
}

Extent MinMaxPyramid::extent(std::size_t first, std::size_t last) const {
    Extent result;
    for (std::size_t level = 0;; ++level) {
        // What does not fill a block of the level above; where there is none, all.
        const bool top = level == blocks_.size();
        const std::size_t size = level == 0 ? values_.size() : blocks_[level - 1].size();
        for (; first < last && (top || first % kBlock != 0); ++first)
            result.add(part(level, first));
        for (; last > first && last % kBlock != 0 && last != size; --last)
            result.add(part(level, last - 1));
        if (first >= last)
            return result;
        first /= kBlock;
        last = (last + kBlock - 1) / kBlock;
    }
}

std::optional<std::size_t> MinMaxPyramid::lastBefore(std::size_t index) const {
    std::size_t low = 0; // the value is in [low, high)
    std::size_t high = index;
    if (extent(low, high).empty())
        return {};
    while (high - low > 1) {
        const std::size_t middle = low + (high - low) / 2;
        (extent(middle, high).empty() ? high : low) = middle;
    }
    return low;
}

std::optional<std::size_t> MinMaxPyramid::firstFrom(std::size_t index) const {
    std::size_t low = index; // the value is in [low, high)
    std::size_t high = size();
    if (extent(low, high).empty())
        return {};
    while (high - low > 1) {
        const std::size_t middle = low + (high - low) / 2;
        (extent(low, middle).empty() ? low : high) = middle;
    }
    return low;
}

std::vector<CurvePoint> decimate(std::span<const std::int64_t> steps, const MinMaxPyramid& values,
                                 double from, double to, int columns) {
    const std::span<const std::int64_t> known = steps.first(std::min(steps.size(), values.size()));
    if (known.empty() || !(to > from) || columns < 1)
        return {};
    const std::size_t first = firstAtOrAfter(known, from);
    const std::size_t last = firstAtOrAfter(known, std::nextafter(to, to + 1));
    const std::size_t wanted = 2 * static_cast<std::size_t>(columns);
    std::vector<CurvePoint> points;
    points.reserve(std::min(last - first, wanted) + 4);
    const auto addValue = [&](std::size_t i) {
        if (std::isfinite(values.at(i)))
            points.push_back({static_cast<double>(steps[i]), values.at(i)});
    };
    if (const auto before = values.lastBefore(first))
        addValue(*before);
    if (last - first <= wanted) {
        for (std::size_t i = first; i < last; ++i)
            addValue(i);
    } else {
        // Columns at whole multiples of their width, so that a curve does not flicker while it moves.
        const double width = (to - from) / columns;
        double edge = std::floor(from / width) * width;
        for (std::size_t i = first; i < last; edge += width) {
            const std::size_t end = std::min(last, i + firstAtOrAfter(known.subspan(i), edge + width));
            addColumn(points, edge + width / 2, values.extent(i, end));
            i = end;
        }
    }
    if (const auto after = values.firstFrom(last); after && *after < known.size())
        addValue(*after);
    return points;
}

} // namespace wasserfarbe
