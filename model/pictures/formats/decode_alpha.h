#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "model/types/color.h"

namespace wasserfarbe {

/// How the colours of a picture with transparency are stored.
enum class Alpha {
    Straight,      ///< the colour itself
    Premultiplied, ///< the colour times its opacity
};

/// One channel laid over an opaque background, as 8 bits.
/// @tparam Channel  std::uint8_t or std::uint16_t
template <typename Channel>
std::uint8_t lay_over(Channel color, Channel opacity, std::uint8_t background, Alpha alpha) {
    constexpr std::uint64_t full = std::numeric_limits<Channel>::max();
    const std::uint64_t uncovered = background * (full / 255) * (full - opacity);
    const std::uint64_t covered = alpha == Alpha::Straight ? std::uint64_t{color} * opacity : full * color;
    const std::uint64_t mixed = std::min(covered + uncovered, full * full);
    return static_cast<std::uint8_t>((mixed * 255 + full * full / 2) / (full * full));
}

/// Where the channels of a pixel with opacity lie.
enum class ChannelOrder { Rgba, Bgra };

/// A row of pixels of four channels laid over `background`, as RGB.
template <typename Channel>
void lay_row_over(const Channel* source, std::uint8_t* target, std::size_t pixels, ChannelOrder order,
                  Color background, Alpha alpha) {
    const std::size_t red = order == ChannelOrder::Rgba ? 0 : 2;
    for (std::size_t i = 0; i < pixels; ++i, source += 4, target += 3) {
        target[0] = lay_over(source[red], source[3], background.red, alpha);
        target[1] = lay_over(source[1], source[3], background.green, alpha);
        target[2] = lay_over(source[2 - red], source[3], background.blue, alpha);
    }
}

} // namespace wasserfarbe
