#include "model/pictures/formats/image_traits.h"

#include <optional>

#include "model/pictures/formats/exif_orientation.h"
#include "model/pictures/formats/gif_outline.h"
#include "model/pictures/formats/header_reader.h"
#include "model/pictures/formats/image_chunks.h"
#include "model/pictures/formats/image_header.h"
#include "model/pictures/formats/jpeg_segments.h"
#include "model/pictures/formats/pnm_header.h"
#include "model/pictures/formats/tiff_directory.h"
#include "model/types/unhandled_value.h"

namespace wasserfarbe {
namespace {

using Bytes = std::span<const std::uint8_t>;

ImageTraits png_traits(Bytes bytes) {
    ImageTraits traits;
    HeaderReader reader(bytes);
    const std::uint32_t depth = reader.byte(24);
    const std::uint32_t colors = reader.byte(25); // 1 palette, 2 colour, 4 alpha
    traits.palette = (colors & 1) != 0;
    traits.grey = (colors & 2) == 0;
    traits.alpha = (colors & 4) != 0;
    traits.sixteen_bit = depth == 16;
    ImageChunks chunks = ImageChunks::of_png(bytes);
    while (const std::optional<ImageChunk> chunk = chunks.next()) {
        if (chunk->is("tRNS"))
            traits.alpha = true;
        else if (chunk->is("acTL"))
            traits.animated = HeaderReader(chunk->data).big32(0) > 1;
        else if (chunk->is("eXIf"))
            traits.orientation = read_exif_orientation(chunk->data);
    }
    return traits;
}

ImageTraits jpeg_traits(Bytes bytes) {
    ImageTraits traits;
    const JpegHeader header = read_jpeg_header(bytes);
    traits.grey = header.components == 1;
    traits.cmyk = header.components == 4;
    traits.orientation = read_exif_orientation(header.exif);
    return traits;
}

ImageTraits bmp_traits(Bytes bytes) {
    ImageTraits traits;
    HeaderReader reader(bytes);
    const std::uint32_t header_bytes = reader.little32(14);
    const std::uint32_t depth = reader.little16(header_bytes == 12 ? 24 : 28);
    traits.palette = depth >= 1 && depth <= 8;
    constexpr std::uint32_t bit_fields = 3;
    constexpr std::uint32_t with_alpha_mask = 56; // of later headers: its bytes
    if (depth == 32 && header_bytes >= with_alpha_mask && reader.little32(30) == bit_fields)
        traits.alpha = reader.little32(66) != 0;
    return traits;
}

ImageTraits gif_traits(Bytes bytes) {
    ImageTraits traits;
    const GifOutline outline = read_gif_outline(bytes);
    traits.palette = true;
    traits.alpha = outline.transparent || !outline.covers_the_screen;
    traits.animated = outline.frames > 1;
    return traits;
}

ImageTraits webp_traits(Bytes bytes) {
    ImageTraits traits;
    constexpr std::uint32_t alpha_flag = 0x10;
    int frames = 0;
    ImageChunks chunks = ImageChunks::of_webp(bytes);
    while (const std::optional<ImageChunk> chunk = chunks.next()) {
        HeaderReader reader(chunk->data);
        if (chunk->is("VP8X"))
            traits.alpha = (reader.byte(0) & alpha_flag) != 0;
        else if (chunk->is("VP8L"))
            traits.alpha = traits.alpha || (reader.little32(1) >> 28 & 1) != 0;
        else if (chunk->is("ANMF"))
            ++frames;
        else if (chunk->is("EXIF"))
            traits.orientation = read_exif_orientation(chunk->data);
    }
    traits.animated = frames > 1;
    return traits;
}

ImageTraits pnm_traits(Bytes bytes) {
    ImageTraits traits;
    if (const std::optional<PnmHeader> header = read_pnm_header(bytes)) {
        traits.grey = header->channels == 1;
        traits.sixteen_bit = header->largest > 255;
    }
    return traits;
}

/// Whether a further page follows that is not a smaller version of another.
bool has_more_pages(TiffDirectory directory) {
    constexpr std::uint32_t reduced = 1;
    constexpr int most = 64; // directories may form a circle
    for (int i = 0; i < most; ++i) {
        const std::optional<TiffDirectory> next = directory.next();
        if (!next)
            return false;
        directory = *next;
        const std::uint32_t kind = directory.value(TiffDirectory::NewSubfileType).value_or(0);
        if ((kind & reduced) == 0 && directory.value(TiffDirectory::ImageWidth))
            return true;
    }
    return false;
}

ImageTraits tiff_traits(Bytes bytes) {
    ImageTraits traits;
    const std::optional<TiffDirectory> directory = TiffDirectory::first(bytes);
    if (!directory)
        return traits;
    constexpr std::uint32_t light = 2; // photometric interpretations
    constexpr std::uint32_t palette = 3;
    constexpr std::uint32_t inks = 5;
    const std::uint32_t colors = directory->value(TiffDirectory::PhotometricInterpretation).value_or(light);
    const std::uint32_t samples = directory->value(TiffDirectory::SamplesPerPixel).value_or(1);
    const std::uint32_t extra = directory->value(TiffDirectory::ExtraSamples).value_or(0);
    const bool extra_is_alpha = extra == 1 || extra == 2;
    traits.grey = colors < light;
    traits.palette = colors == palette;
    traits.cmyk = colors == inks;
    traits.sixteen_bit = directory->value(TiffDirectory::BitsPerSample).value_or(1) > 8;
    // A fourth channel beside light is opacity even where nothing says so.
    traits.alpha = (traits.grey && samples > 1 && extra_is_alpha) || (colors == light && samples > 3);
    traits.animated = has_more_pages(*directory);
    traits.orientation = read_exif_orientation(bytes);
    return traits;
}

} // namespace

ImageTraits read_image_traits(Bytes bytes) {
    const std::optional<ImageFormat> format = detect_image_format(bytes);
    if (!format)
        return {};
    switch (*format) {
    case ImageFormat::Png:
        return png_traits(bytes);
    case ImageFormat::Jpeg:
        return jpeg_traits(bytes);
    case ImageFormat::Bmp:
        return bmp_traits(bytes);
    case ImageFormat::Gif:
        return gif_traits(bytes);
    case ImageFormat::WebP:
        return webp_traits(bytes);
    case ImageFormat::Pnm:
        return pnm_traits(bytes);
    case ImageFormat::Tiff:
        return tiff_traits(bytes);
    }
    unhandled_value();
}

} // namespace wasserfarbe
