#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace wasserfarbe {

/// The lowest and highest of some values.
struct Extent {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    bool empty() const { return low > high; }
    void add(double value) { add(Extent{value, value}); }
    void add(const Extent& other) {
        low = std::min(low, other.low);
        high = std::max(high, other.high);
    }
    bool operator==(const Extent&) const = default;
};

/// A growing row of values whose extent over any range is known without looking at each: a million of them
/// are drawn at the cost of as many as there are pixels. Values that are not finite are gaps.
class MinMaxPyramid {
public:
    void clear();
    void append(std::span<const float> values);

    std::size_t size() const { return values_.size(); }
    float at(std::size_t index) const { return values_[index]; }
    std::span<const float> values() const { return values_; }
    /// Over [first, last), without the gaps. @pre first <= last <= size()
    Extent extent(std::size_t first, std::size_t last) const;
    /// Where the nearest value is, gaps passed over, below `index` and from `index` on. @pre index <= size()
    std::optional<std::size_t> lastBefore(std::size_t index) const;
    std::optional<std::size_t> firstFrom(std::size_t index) const;

private:
    static constexpr std::size_t kBlock = 16;

    /// Of a value (level 0), or of the block of kBlock^level values.
    Extent part(std::size_t level, std::size_t index) const;

    std::vector<float> values_;
    std::vector<std::vector<Extent>> blocks_; ///< of level 1 and up
};

/// A point of a curve: the step and the value.
struct CurvePoint {
    double step = 0;
    double value = 0;
    bool operator==(const CurvePoint&) const = default;
};

/// What of a curve is to be drawn in [from, to] on so many pixel columns: every value where there are few,
/// else the lowest and highest of each column, in the order that keeps the line short. Gaps are bridged, and
/// there is one value more on each side so that the line goes on to the edge.
/// @param steps  ascending, one for each value
std::vector<CurvePoint> decimate(std::span<const std::int64_t> steps, const MinMaxPyramid& values,
                                 double from, double to, int columns);

} // namespace wasserfarbe
