#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace wasserfarbe {

/// Of a picture's file, or of a part of one.
using PictureBytes = std::span<const std::uint8_t>;

enum class Endian { Little, Big };

/// Numbers at given places of a file's bytes. A place outside of them reads as 0 and is remembered: ask ok()
/// before believing any.
class HeaderReader {
public:
    explicit HeaderReader(PictureBytes bytes) : bytes_(bytes) {}

    std::uint32_t number(std::size_t offset, std::size_t count, Endian endian) {
        if (offset > bytes_.size() || bytes_.size() - offset < count) {
            ok_ = false;
            return 0;
        }
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < count; ++i)
            value = (value << 8) | bytes_[offset + (endian == Endian::Big ? i : count - 1 - i)];
        return value;
    }
    std::uint32_t byte(std::size_t offset) { return number(offset, 1, Endian::Big); }
    std::uint32_t big16(std::size_t offset) { return number(offset, 2, Endian::Big); }
    std::uint32_t big32(std::size_t offset) { return number(offset, 4, Endian::Big); }
    std::uint32_t little16(std::size_t offset) { return number(offset, 2, Endian::Little); }
    std::uint32_t little24(std::size_t offset) { return number(offset, 3, Endian::Little); }
    std::uint32_t little32(std::size_t offset) { return number(offset, 4, Endian::Little); }
    bool ok() const { return ok_; }

private:
    PictureBytes bytes_;
    bool ok_ = true;
};

inline bool has_text(PictureBytes bytes, std::size_t offset, std::string_view text) {
    return offset <= bytes.size() && bytes.size() - offset >= text.size() &&
           std::equal(text.begin(), text.end(), bytes.begin() + static_cast<std::ptrdiff_t>(offset),
                      [](char c, std::uint8_t byte) { return static_cast<std::uint8_t>(c) == byte; });
}

} // namespace wasserfarbe
