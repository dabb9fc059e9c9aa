#include "model/pictures/formats/image_header.h"

#include <algorithm>
#include <cstdlib>

#include "model/pictures/formats/gif_outline.h"
#include "model/pictures/formats/header_reader.h"
#include "model/pictures/formats/image_chunks.h"
#include "model/pictures/formats/jpeg_segments.h"
#include "model/pictures/formats/pnm_header.h"
#include "model/pictures/formats/tiff_directory.h"
#include "model/types/unhandled_value.h"

namespace wasserfarbe {
namespace {

using Bytes = std::span<const std::uint8_t>;

bool png_ends(Bytes bytes) {
    ImageChunks chunks = ImageChunks::of_png(bytes);
    while (const std::optional<ImageChunk> chunk = chunks.next())
        if (chunk->is("IEND"))
            return true;
    return false;
}

bool webp_ends(Bytes bytes) {
    HeaderReader reader(bytes);
    const std::size_t riff_bytes = reader.little32(4);
    return bytes.size() >= 8 && bytes.size() - 8 >= riff_bytes;
}

/// Whether the bytes hold `rows` of the pixels that begin at `first`.
bool holds_rows(Bytes bytes, std::int64_t first, std::int64_t rows, std::int64_t bytes_a_row) {
    const std::int64_t left = static_cast<std::int64_t>(bytes.size()) - first;
    return left >= 0 && (bytes_a_row <= 0 || rows <= left / bytes_a_row);
}

bool bmp_ends(Bytes bytes) {
    const std::optional<ImageSize> size = read_image_size(bytes);
    HeaderReader reader(bytes);
    const std::uint32_t pixels = reader.little32(10);
    const bool os2 = reader.little32(14) == 12;
    const std::int64_t depth = reader.little16(os2 ? 24 : 28);
    const std::uint32_t compression = os2 ? 0 : reader.little32(30);
    if (!reader.ok() || !size)
        return false;
    constexpr std::uint32_t plain = 0;
    constexpr std::uint32_t bit_fields = 3;
    if (compression != plain && compression != bit_fields)
        return pixels < bytes.size();
    return holds_rows(bytes, pixels, size->height, (size->width * depth + 31) / 32 * 4);
}

bool pnm_ends(Bytes bytes) {
    const std::optional<PnmHeader> header = read_pnm_header(bytes);
    if (!header)
        return false;
    return is_decodable(header->size) &&
           static_cast<std::int64_t>(bytes.size() - header->pixels) >= header->pixel_bytes();
}

/// Whether all the pieces lie within the bytes.
bool pieces_end(Bytes bytes, const TiffDirectory& directory, TiffDirectory::Tag offsets,
                TiffDirectory::Tag lengths) {
    const std::optional<TiffDirectory::Values> places = directory.find(offsets);
    const std::optional<TiffDirectory::Values> counts = directory.find(lengths);
    if (!places)
        return true;
    for (std::size_t i = 0; i < places->count; ++i) {
        const std::optional<std::uint32_t> place = directory.number(*places, i);
        const std::optional<std::uint32_t> count = counts ? directory.number(*counts, i) : std::nullopt;
        if (!place || std::uint64_t{*place} + count.value_or(0) > bytes.size())
            return false;
    }
    return true;
}

bool tiff_ends(Bytes bytes) {
    const std::optional<TiffDirectory> directory = TiffDirectory::first(bytes);
    return directory && directory->holds_all_values() &&
           pieces_end(bytes, *directory, TiffDirectory::StripOffsets, TiffDirectory::StripByteCounts) &&
           pieces_end(bytes, *directory, TiffDirectory::TileOffsets, TiffDirectory::TileByteCounts);
}

bool ends(Bytes bytes, ImageFormat format) {
    switch (format) {
    case ImageFormat::Png:
        return png_ends(bytes);
    case ImageFormat::Jpeg:
        return has_jpeg_end(bytes);
    case ImageFormat::Bmp:
        return bmp_ends(bytes);
    case ImageFormat::Gif:
        return !read_gif_outline(bytes).cut;
    case ImageFormat::WebP:
        return webp_ends(bytes);
    case ImageFormat::Pnm:
        return pnm_ends(bytes);
    case ImageFormat::Tiff:
        return tiff_ends(bytes);
    }
    unhandled_value();
}

} // namespace

bool has_jpeg_end(Bytes bytes) {
    return read_jpeg_extent(bytes).ended;
}

bool is_truncated(Bytes bytes) {
    const std::optional<ImageFormat> format = detect_image_format(bytes);
    return format && !ends(bytes, *format);
}

} // namespace wasserfarbe
