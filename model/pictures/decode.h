#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "model/pictures/formats/picture_format.h"
#include "model/types/image.h"

namespace wasserfarbe {

/// Decodes PNG, JPEG, BMP, WebP, TIFF, PNM and the first frame of a GIF or an animated WebP, by content and
/// not by name. 16 bits become 8; grey, palettes and CMYK become RGB; EXIF turns the picture upright. Nothing
/// beyond the limits of image_size.h is decoded; the check reads the header alone. Any thread; pictures of
/// very many pixels are decoded one at a time, so that many threads need no more memory than one.
/// @throws Error (Data) with a plain reason: not an image, too large, truncated, damaged.
Image decode_image(std::span<const std::uint8_t> bytes, const DecodeOptions& options = {});

/// The same for a picture that open_picture has looked at.
Image decode_picture(const CodedPicture& picture, const DecodeOptions& options);

/// As `decode_image`, from a file. Blocks on the disk.
/// @throws Error (Data) that names the file.
Image decode_image_file(const std::filesystem::path& path, const DecodeOptions& options = {});

} // namespace wasserfarbe
