#pragma once

#include <cstdint>
#include <span>

namespace wasserfarbe {

/// What a GIF consists of, found without decoding it.
struct GifOutline {
    int frames = 0;                 ///< that are there as a whole; counted up to 2
    bool cut = false;               ///< the bytes end before the first frame does
    bool transparent = false;       ///< the first frame has a transparent colour
    bool covers_the_screen = false; ///< so does the first frame
};

/// Reads nothing outside of the bytes; stops at the first thing that is no part of a GIF.
GifOutline read_gif_outline(std::span<const std::uint8_t> bytes);

} // namespace wasserfarbe
