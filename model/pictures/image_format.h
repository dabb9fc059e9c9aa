#pragma once

#include <cstddef>
#include <cstdint>

namespace wasserfarbe {

/// What a picture can be stored as; all about each is in formats/. The cache keeps these numbers, so a new
/// one comes last.
enum class ImageFormat : std::uint8_t { Png, Jpeg, Bmp, Gif, WebP, Pnm, Tiff };
inline constexpr std::size_t kImageFormatCount = 7;

} // namespace wasserfarbe
