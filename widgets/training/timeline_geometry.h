#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace wasserfarbe {

/// A preview on the timeline.
struct TimelineMark {
    int epoch = 0;                    ///< epochs completed
    std::optional<std::int64_t> step; ///< set where it was asked for within an epoch
    bool operator==(const TimelineMark&) const = default;
};

/// Where on a bar each of `count` marks is: evenly from the left end to the right. Pixels of the bar's
/// widget.
struct TimelineGeometry {
    double left = 0;
    double right = 0;
    int count = 0;

    /// The middle of the bar where there is one mark alone.
    double x(int index) const;
    /// The mark nearest to a place; -1 where there is none.
    int indexAt(double x) const;
    /// The marks that get a line: all where they are `gap` pixels apart, else every so many.
    std::vector<int> lines(double gap) const;
    /// The marks that get a number of `width` pixels: those whose epochs are round (multiples of 1, 2, 5, 10
    /// ...), none overlapping.
    std::vector<int> numbers(std::span<const TimelineMark> marks, double width) const;
};

/// The mark after the whole epoch; nothing where none was kept.
std::optional<int> markOfEpoch(std::span<const TimelineMark> marks, int epoch);

} // namespace wasserfarbe
