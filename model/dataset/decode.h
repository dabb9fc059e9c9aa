#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "model/types/image.h"

namespace wasserfarbe {

/// Decodes PNG, JPEG, BMP, WebP, TIFF, PNM and the first frame of a GIF, by content and not by name.
/// Transparency goes over white, 16 bits become 8, grey and palettes become RGB, EXIF turns a JPEG upright.
/// Nothing beyond kMaxImageSide and kMaxImagePixels (image_header.h) is decoded; the check reads the header
/// alone. Any thread.
/// @throws Error (Data) with a plain reason: not an image, too large, truncated, damaged.
Image decode_image(std::span<const std::uint8_t> bytes);

/// As `decode_image`, from a file. Blocks on the disk.
/// @throws Error (Data) that names the file.
Image decode_image_file(const std::filesystem::path& path);

} // namespace wasserfarbe
