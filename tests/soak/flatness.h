#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

/// Whether a figure that was read again and again stays where it is, or grows as with a leak. The standard
/// library alone.
namespace wasserfarbe::soak {

struct Reading {
    double seconds = 0; ///< since the beginning
    double value = 0;
};

/// What may lie between the beginning and the end before it counts as growth.
struct Allowance {
    double share = 0;  ///< of the value at the beginning
    double amount = 0; ///< and this much more
};

struct Growth {
    bool judged = false; ///< there were enough readings; else nothing below means anything
    double from = 0;     ///< what stands for the first third of the readings
    double to = 0;       ///< what stands for the last third
    double grown = 0;    ///< over the whole time
    double allowed = 0;

    bool isFlat() const { return !judged || grown <= allowed; }
};

/// Warm-up is over after a fifth of the time, and not before there were three readings: until then caches
/// fill, libraries are read and threads begin that stay.
inline constexpr double kWarmUpShare = 0.2;
inline constexpr std::size_t kWarmUpReadings = 3;
/// Readings after warm-up, three for each third: with fewer a median is no better than a single reading.
inline constexpr std::size_t kLeastForTrend = 9;
/// One for each third.
inline constexpr std::size_t kLeastForPeaks = 3;

/// How many of the readings belong to the warm-up. @param total  seconds that the whole takes
std::size_t warmUpReadings(std::span<const Reading> readings, double total);

/// For what is noisy, as memory: two estimates of the growth, of which the smaller one counts, since each
/// alone is fooled by something that is no leak.
/// - The least-squares line's slope times the duration: every reading counts, so noise averages out, but one
///   reading far off at an end tilts the line.
/// - The difference of the medians of the last and the first third, times 3/2, as their middles are two
///   thirds of the time apart: it does not see single readings, but a wave that ends high.
/// A steady leak shows in both with all that leaked, a step in the middle third with half as much again.
/// @param readings  after warm-up, in the order of time
Growth trendOf(std::span<const Reading> readings, const Allowance& allowance);

/// For what is counted, as threads: how far the largest of the last third lies above the largest of the
/// first. Of a count the largest is what matters, for between two pieces of work it goes down to the same.
/// @param readings  after warm-up, in the order of time
Growth peakGrowthOf(std::span<const Reading> readings, const Allowance& allowance);

} // namespace wasserfarbe::soak
