#include "model/types/color.h"

#include <charconv>
#include <cstdio>

namespace wasserfarbe {

std::string color_text(Color color) {
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "#%02x%02x%02x", color.red, color.green, color.blue);
    return text.data();
}

std::optional<Color> parse_color(std::string_view text) {
    if (text.size() != 7 || text[0] != '#')
        return {};
    std::array<std::uint8_t, 3> channels{};
    for (std::size_t i = 0; i < channels.size(); ++i) {
        const char* first = text.data() + 1 + 2 * i;
        const auto result = std::from_chars(first, first + 2, channels[i], 16);
        if (result.ec != std::errc{} || result.ptr != first + 2)
            return {};
    }
    return Color{channels[0], channels[1], channels[2]};
}

} // namespace wasserfarbe
