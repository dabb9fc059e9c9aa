#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wasserfarbe {

/// An opaque 8-bit RGB colour.
struct Color {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;

    bool operator==(const Color&) const = default;
};

inline constexpr Color kBlack{0, 0, 0};
inline constexpr Color kWhite{255, 255, 255};

/// "#1e90ff"
std::string color_text(Color color);
/// Reads "#1e90ff", in upper or lower case; nothing for any other text.
std::optional<Color> parse_color(std::string_view text);

} // namespace wasserfarbe
