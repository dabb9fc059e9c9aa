#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wasserfarbe {

/// An owning 8-bit RGB picture: rows from the top, `width * height * 3` bytes, no padding between rows.
struct Image {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels;

    Image() = default;
    Image(int w, int h, std::uint8_t value = 0)
        : width(w), height(h), pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * 3, value) {}

    bool empty() const { return pixels.empty(); }
    std::size_t row_bytes() const { return static_cast<std::size_t>(width) * 3; }
    std::uint8_t* row(int y) { return pixels.data() + row_bytes() * static_cast<std::size_t>(y); }
    const std::uint8_t* row(int y) const { return pixels.data() + row_bytes() * static_cast<std::size_t>(y); }

    bool operator==(const Image&) const = default;
};

} // namespace wasserfarbe
