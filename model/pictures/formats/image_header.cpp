#include "model/pictures/formats/image_header.h"

#include <cstdlib>
#include <string_view>

#include "model/pictures/formats/header_reader.h"
#include "model/pictures/formats/jpeg_segments.h"
#include "model/pictures/formats/pnm_header.h"
#include "model/pictures/formats/tiff_directory.h"
#include "model/types/unhandled_value.h"

namespace wasserfarbe {
namespace {

using Bytes = std::span<const std::uint8_t>;

std::optional<ImageSize> png_size(Bytes bytes) {
    HeaderReader reader(bytes);
    const ImageSize size{reader.big32(16), reader.big32(20)};
    if (!reader.ok() || !has_text(bytes, 12, "IHDR"))
        return std::nullopt;
    return size;
}

std::optional<ImageSize> bmp_size(Bytes bytes) {
    HeaderReader reader(bytes);
    const std::uint32_t header_bytes = reader.little32(14);
    if (header_bytes == 12) { // OS/2
        const ImageSize size{reader.little16(18), reader.little16(20)};
        return reader.ok() ? std::optional(size) : std::nullopt;
    }
    const auto width = static_cast<std::int32_t>(reader.little32(18));
    const auto height = static_cast<std::int32_t>(reader.little32(22));
    if (!reader.ok() || header_bytes < 16)
        return std::nullopt;
    return ImageSize{width, std::abs(std::int64_t{height})}; // a negative height means rows from the top
}

std::optional<ImageSize> gif_size(Bytes bytes) {
    HeaderReader reader(bytes);
    const ImageSize size{reader.little16(6), reader.little16(8)};
    return reader.ok() ? std::optional(size) : std::nullopt;
}

std::optional<ImageSize> webp_size(Bytes bytes) {
    HeaderReader reader(bytes);
    std::optional<ImageSize> size;
    if (has_text(bytes, 12, "VP8X"))
        size = ImageSize{std::int64_t{reader.little24(24)} + 1, std::int64_t{reader.little24(27)} + 1};
    else if (has_text(bytes, 12, "VP8L") && reader.byte(20) == 0x2F) {
        const std::uint32_t packed = reader.little32(21);
        size = ImageSize{(packed & 0x3FFF) + 1, ((packed >> 14) & 0x3FFF) + 1};
    } else if (has_text(bytes, 12, "VP8 ") && has_text(bytes, 23, "\x9D\x01\x2A"))
        size = ImageSize{reader.little16(26) & 0x3FFF, reader.little16(28) & 0x3FFF};
    return reader.ok() ? size : std::nullopt;
}

std::optional<ImageSize> pnm_size(Bytes bytes) {
    const std::optional<PnmHeader> header = read_pnm_header(bytes);
    return header ? std::optional(header->size) : std::nullopt;
}

std::optional<ImageSize> tiff_size(Bytes bytes) {
    const std::optional<TiffDirectory> directory = TiffDirectory::first(bytes);
    if (!directory)
        return std::nullopt;
    // A tag given twice must not hide the larger value.
    const std::optional<std::uint32_t> width = directory->largest(TiffDirectory::ImageWidth);
    const std::optional<std::uint32_t> height = directory->largest(TiffDirectory::ImageLength);
    return width && height ? std::optional(ImageSize{*width, *height}) : std::nullopt;
}

} // namespace

bool is_decodable(ImageSize size) {
    return size.width >= 1 && size.height >= 1 && size.width <= kMaxImageSide &&
           size.height <= kMaxImageSide && size.width * size.height <= kMaxImagePixels;
}

std::optional<ImageFormat> detect_image_format(Bytes bytes) {
    using namespace std::string_view_literals;
    if (has_text(bytes, 0, "\x89PNG\r\n\x1A\n"))
        return ImageFormat::Png;
    if (has_text(bytes, 0, "\xFF\xD8\xFF"))
        return ImageFormat::Jpeg;
    if (has_text(bytes, 0, "GIF87a") || has_text(bytes, 0, "GIF89a"))
        return ImageFormat::Gif;
    if (has_text(bytes, 0, "RIFF") && has_text(bytes, 8, "WEBPVP8"))
        return ImageFormat::WebP;
    if (has_text(bytes, 0, "II*\0"sv) || has_text(bytes, 0, "MM\0*"sv))
        return ImageFormat::Tiff;
    if (has_text(bytes, 0, "BM"))
        return ImageFormat::Bmp;
    if (bytes.size() >= 3 && bytes[0] == 'P' && bytes[1] >= '1' && bytes[1] <= '6' && is_pnm_space(bytes[2]))
        return ImageFormat::Pnm;
    return std::nullopt;
}

std::optional<ImageSize> read_image_size(Bytes bytes) {
    const std::optional<ImageFormat> format = detect_image_format(bytes);
    if (!format)
        return std::nullopt;
    switch (*format) {
    case ImageFormat::Png:
        return png_size(bytes);
    case ImageFormat::Jpeg:
        return read_jpeg_header(bytes).size;
    case ImageFormat::Bmp:
        return bmp_size(bytes);
    case ImageFormat::Gif:
        return gif_size(bytes);
    case ImageFormat::WebP:
        return webp_size(bytes);
    case ImageFormat::Pnm:
        return pnm_size(bytes);
    case ImageFormat::Tiff:
        return tiff_size(bytes);
    }
    unhandled_value();
}

} // namespace wasserfarbe
