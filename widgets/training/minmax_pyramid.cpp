#include "widgets/training/minmax_pyramid.h"

#include <algorithm>
#include <cmath>

namespace wasserfarbe {
namespace {

std::size_t firstAtOrAfter(std::span<const std::int64_t> steps, double step) {
    return static_cast<std::size_t>(
        std::lower_bound(steps.begin(), steps.end(), step,
                         [](std::int64_t a, double b) { return static_cast<double>(a) < b; }) -
        steps.begin());
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

void Extent::add(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
}

void Extent::add(const Extent& other) {
    low = std::min(low, other.low);
    high = std::max(high, other.high);
}

void MinMaxPyramid::clear() {
    values_.clear();
    levels_.clear();
}

void MinMaxPyramid::append(std::span<const float> values) {
    std::size_t changed = values_.size(); // the first that is new on the level below
    values_.insert(values_.end(), values.begin(), values.end());
    std::size_t below = values_.size();
    for (std::size_t k = 0; below > kBlock; ++k) {
        if (levels_.size() == k) {
            levels_.emplace_back();
            changed = 0;
        }
        std::vector<Block>& level = levels_[k];
        changed /= kBlock;
        level.resize((below + kBlock - 1) / kBlock);
        for (std::size_t block = changed; block < level.size(); ++block) {
            Block whole;
            const std::size_t end = std::min(below, (block + 1) * kBlock);
            for (std::size_t i = block * kBlock; i < end; ++i) {
                const Block part = k > 0                       ? levels_[k - 1][i]
                                   : std::isfinite(values_[i]) ? Block{values_[i], values_[i]}
                                                               : Block{};
                whole.low = std::min(whole.low, part.low);
                whole.high = std::max(whole.high, part.high);
            }
            level[block] = whole;
        }
        below = level.size();
    }
}

Extent MinMaxPyramid::extent(std::size_t first, std::size_t last) const {
    Extent result;
    const auto addValue = [&](std::size_t i) {
        if (std::isfinite(values_[i]))
            result.add(values_[i]);
    };
    for (; first < last && first % kBlock != 0; ++first)
        addValue(first);
    for (; last > first && last % kBlock != 0 && (last != values_.size() || levels_.empty()); --last)
        addValue(last - 1);
    if (first >= last)
        return result;
    if (levels_.empty()) {
        for (; first < last; ++first)
            addValue(first);
        return result;
    }
    std::size_t begin = first / kBlock;
    std::size_t end = (last + kBlock - 1) / kBlock;
    for (std::size_t k = 0;; ++k) {
        const std::vector<Block>& level = levels_[k];
        const auto addBlock = [&](std::size_t i) {
            if (level[i].low <= level[i].high)
                result.add(Extent{level[i].low, level[i].high});
        };
        const bool top = k + 1 == levels_.size();
        for (; begin < end && (top || begin % kBlock != 0); ++begin)
            addBlock(begin);
        for (; end > begin && end % kBlock != 0 && end != level.size(); --end)
            addBlock(end - 1);
        if (begin >= end)
            break;
        begin /= kBlock;
        end = (end + kBlock - 1) / kBlock;
    }
    return result;
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
