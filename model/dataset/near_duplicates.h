#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace wasserfarbe {

/// The perceptual hashes of pictures that look the same differ in at most so many of their 64 bits.
inline constexpr int kAlikeBits = 10;
/// No picture is compared with more than so many others, see first_alike.
inline constexpr std::size_t kMostCompared = 256;

/// For each picture an earlier one that it looks like, the closest by its hash; -1: it looks like none before
/// it. That earlier one is itself like none before it: pictures with the same one are a group, and every one
/// of them was compared with the group's first.
///
/// Of pictures with little in them (all of one colour, say) thousands can share a hash, or a part of it. So
/// that these don't take hours, no picture is compared with more than kMostCompared others: of such pictures
/// some that are alike may go unnoticed. 100,000 pictures take about half a second, a few seconds where most
/// hashes are near each other, beside `confirm`. Any thread.
/// @param hashes   of each picture, perceptual
/// @param confirm  called for (earlier, later) with hashes that differ in at most kAlikeBits, the closest
///                 first: whether the two are alike
std::vector<std::int64_t> first_alike(std::span<const std::uint64_t> hashes,
                                      const std::function<bool(std::size_t, std::size_t)>& confirm);

/// As above, and confirms by pictures_alike (pictures_alike.h). Much faster than to do so oneself: most are
/// told apart by something small that is kept of each.
/// @param pixels  of a picture, as for pictures_alike
std::vector<std::int64_t>
first_alike(std::span<const std::uint64_t> hashes,
            const std::function<std::span<const std::uint8_t>(std::size_t)>& pixels);

} // namespace wasserfarbe
