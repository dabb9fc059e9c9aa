#include "model/types/bytes_text.h"

#include <array>
#include <cstdio>

namespace wasserfarbe {

std::string bytes_text(std::uint64_t bytes) {
    if (bytes < 1000)
        return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
    constexpr std::array kUnits = {"kB", "MB", "GB", "TB", "PB", "EB"};
    auto value = static_cast<double>(bytes) / 1000.0;
    std::size_t unit = 0;
    for (; value >= 999.5; value /= 1000.0)
        ++unit;
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), value < 9.95 ? "%.1f %s" : "%.0f %s", value, kUnits.at(unit));
    return text.data();
}

} // namespace wasserfarbe
