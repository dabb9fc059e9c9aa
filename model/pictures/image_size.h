#pragma once

#include <cstdint>

namespace wasserfarbe {

/// In pixels, as the header claims: may be zero, and larger than anything that can be decoded.
struct ImageSize {
    std::int64_t width = 0;
    std::int64_t height = 0;

    bool operator==(const ImageSize&) const = default;
};

/// The largest picture that is decoded: a larger one is a mistake or an attack.
inline constexpr std::int64_t kMaxImageSide = 65500;
inline constexpr std::int64_t kMaxImagePixels = std::int64_t{1} << 28;

/// The largest file that is read, and what is said of a larger one.
inline constexpr std::int64_t kMaxFileBytes = std::int64_t{512} << 20;
inline constexpr const char* kMaxFileText = "512 MiB";

/// Whether both sides are at least 1 and the limits above hold.
constexpr bool is_decodable(ImageSize size) {
    return size.width >= 1 && size.height >= 1 && size.width <= kMaxImageSide &&
           size.height <= kMaxImageSide && size.width * size.height <= kMaxImagePixels;
}

} // namespace wasserfarbe
