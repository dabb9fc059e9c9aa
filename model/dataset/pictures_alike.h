#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace wasserfarbe {

/// Whether two square pictures of one size look the same: one is the other re-encoded, resized, a little
/// brighter or cut by up to a fiftieth at each edge. Looks at them on grids of 16 x 16 cells, laid over the
/// whole of one and a part of the other. Any thread.
/// @param a, b  RGB bytes, as many of each, at least one pixel
bool pictures_alike(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b);

/// Something small to keep of each picture: the means of 8 x 8 cells.
inline constexpr std::size_t kThumbCells = 8;
using PictureThumb = std::array<std::uint8_t, 3 * kThumbCells * kThumbCells>;
/// @param pixels  as for pictures_alike
PictureThumb picture_thumb(std::span<const std::uint8_t> pixels);
/// Whether the pictures may look the same: false says that they don't. In a fraction of a microsecond.
bool thumbs_alike(const PictureThumb& a, const PictureThumb& b);

} // namespace wasserfarbe
