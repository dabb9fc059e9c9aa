#include "model/pictures/formats/tiff.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include <tiffio.h>

#include "model/pictures/formats/decode_alpha.h"
#include "model/pictures/formats/decode_fault.h"
#include "model/pictures/formats/decode_inks.h"
#include "model/pictures/formats/exif_orientation.h"
#include "model/pictures/formats/tiff_directory.h"

namespace wasserfarbe {
namespace {

/// A tag given twice must not hide the larger value.
std::optional<ImageSize> tiff_size(const TiffDirectory& directory) {
    const std::optional<std::uint32_t> width = directory.largest(TiffDirectory::ImageWidth);
    const std::optional<std::uint32_t> height = directory.largest(TiffDirectory::ImageLength);
    return width && height ? std::optional(ImageSize{*width, *height}) : std::nullopt;
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

ImageTraits tiff_traits(PictureBytes bytes, const TiffDirectory& directory) {
    ImageTraits traits;
    constexpr std::uint32_t light = 2; // photometric interpretations
    constexpr std::uint32_t palette = 3;
    constexpr std::uint32_t inks = 5;
    const std::uint32_t colors = directory.value(TiffDirectory::PhotometricInterpretation).value_or(light);
    const std::uint32_t samples = directory.value(TiffDirectory::SamplesPerPixel).value_or(1);
    const std::uint32_t extra = directory.value(TiffDirectory::ExtraSamples).value_or(0);
    const bool extra_is_alpha = extra == 1 || extra == 2;
    traits.grey = colors < light;
    traits.palette = colors == palette;
    traits.cmyk = colors == inks;
    traits.sixteen_bit = directory.value(TiffDirectory::BitsPerSample).value_or(1) > 8;
    // A fourth channel beside light is opacity even where nothing says so.
    traits.alpha = (traits.grey && samples > 1 && extra_is_alpha) || (colors == light && samples > 3);
    traits.animated = has_more_pages(directory);
    traits.orientation = read_exif_orientation(bytes);
    return traits;
}

/// Whether all the pieces lie within the bytes.
bool pieces_end(PictureBytes bytes, const TiffDirectory& directory, TiffDirectory::Tag offsets,
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

bool tiff_ends(PictureBytes bytes, const TiffDirectory& directory) {
    return directory.holds_all_values() &&
           pieces_end(bytes, directory, TiffDirectory::StripOffsets, TiffDirectory::StripByteCounts) &&
           pieces_end(bytes, directory, TiffDirectory::TileOffsets, TiffDirectory::TileByteCounts);
}

PictureFault decoding_fault(const std::string& reason) {
    return {Finding::Damaged, ErrorCode::DecodingFailed, {reason}};
}

/// The bytes as a file for libtiff, and what it says when it fails.
struct TiffSource {
    PictureBytes bytes;
    std::uint64_t position = 0;
    std::string message;
};

TiffSource& source_of(thandle_t handle) {
    return *static_cast<TiffSource*>(handle);
}

tmsize_t read_source(thandle_t handle, void* target, tmsize_t count) {
    TiffSource& source = source_of(handle);
    const std::uint64_t left =
        source.bytes.size() - std::min<std::uint64_t>(source.position, source.bytes.size());
    const auto taken =
        static_cast<std::size_t>(std::min<std::uint64_t>(left, static_cast<std::uint64_t>(count)));
    if (taken > 0)
        std::memcpy(target, source.bytes.data() + source.position, taken);
    source.position += taken;
    return static_cast<tmsize_t>(taken);
}

toff_t seek_source(thandle_t handle, toff_t offset, int whence) {
    TiffSource& source = source_of(handle);
    const std::uint64_t base = whence == SEEK_CUR   ? source.position
                               : whence == SEEK_END ? source.bytes.size()
                                                    : 0;
    source.position = base + offset;
    return source.position;
}

toff_t source_size(thandle_t handle) {
    return source_of(handle).bytes.size();
}

/// libtiff reads the bytes where they are and does not write to them.
int map_source(thandle_t handle, void** base, toff_t* size) {
    const PictureBytes bytes = source_of(handle).bytes;
    *base = const_cast<std::uint8_t*>(bytes.data());
    *size = bytes.size();
    return 1;
}

int keep_message(TIFF*, void* user, const char*, const char* format, va_list arguments) {
    std::array<char, 200> text{};
    std::vsnprintf(text.data(), text.size(), format, arguments);
    static_cast<TiffSource*>(user)->message = text.data();
    return 1; // nothing on stderr
}

struct TiffCloser {
    void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using TiffPointer = std::unique_ptr<TIFF, TiffCloser>;

struct OptionsCloser {
    void operator()(TIFFOpenOptions* options) const { TIFFOpenOptionsFree(options); }
};

TiffPointer open_tiff(TiffSource& source, ImageSize size) {
    const std::unique_ptr<TIFFOpenOptions, OptionsCloser> options(TIFFOpenOptionsAlloc());
    if (!options)
        throw std::bad_alloc();
    // Tiles may be larger than the picture, but not so large that they exhaust the memory.
    constexpr std::int64_t tile_bytes = std::int64_t{256} << 20;
    TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), tile_bytes + 8 * size.width * size.height);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), keep_message, &source);
    const auto drop = [](TIFF*, void*, const char*, const char*, va_list) { return 1; };
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), drop, nullptr);
    const auto write = [](thandle_t, void*, tmsize_t) { return tmsize_t{0}; };
    const auto close = [](thandle_t) { return 0; };
    const auto unmap = [](thandle_t, void*, toff_t) {};
    TiffPointer tiff(TIFFClientOpenExt("picture", "r", &source, read_source, write, seek_source, close,
                                       source_size, map_source, unmap, options.get()));
    if (!tiff)
        throw decoding_fault(source.message);
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    TIFFGetField(tiff.get(), TIFFTAG_IMAGEWIDTH, &width);
    TIFFGetField(tiff.get(), TIFFTAG_IMAGELENGTH, &height);
    if (ImageSize{width, height} != size)
        throw PictureFault(Finding::Damaged, ErrorCode::HeaderContradicts);
    return tiff;
}

/// How the samples of a picture lie in the file.
struct Layout {
    std::uint16_t bits = 0;
    std::uint16_t samples = 0;
    std::uint16_t colors = 0;                      ///< photometric interpretation
    std::uint16_t extra = EXTRASAMPLE_UNSPECIFIED; ///< what the first sample beside the colours is
    bool in_rows = false; ///< one row after the other, all samples of a pixel side by side
};

std::uint16_t number(TIFF* tiff, std::uint32_t tag) {
    std::uint16_t value = 0;
    TIFFGetFieldDefaulted(tiff, tag, &value);
    return value;
}

Layout read_layout(TIFF* tiff) {
    Layout layout;
    layout.bits = number(tiff, TIFFTAG_BITSPERSAMPLE);
    layout.samples = number(tiff, TIFFTAG_SAMPLESPERPIXEL);
    layout.colors = number(tiff, TIFFTAG_PHOTOMETRIC);
    layout.in_rows = TIFFIsTiled(tiff) == 0 && number(tiff, TIFFTAG_PLANARCONFIG) == PLANARCONFIG_CONTIG;
    std::uint16_t count = 0;
    const std::uint16_t* kinds = nullptr;
    if (TIFFGetField(tiff, TIFFTAG_EXTRASAMPLES, &count, &kinds) == 1 && count > 0)
        layout.extra = kinds[0];
    const std::uint16_t format = number(tiff, TIFFTAG_SAMPLEFORMAT);
    const bool whole_numbers = format == SAMPLEFORMAT_UINT || format == SAMPLEFORMAT_VOID;
    if (!whole_numbers || (layout.bits > 8 && layout.bits != 16))
        throw PictureFault(Finding::Damaged, ErrorCode::PixelsNotWhole);
    return layout;
}

/// Calls `use(samples, y)` with each row as 8-bit samples: for what libtiff's own conversion can't do.
template <typename Use>
void for_each_row(TIFF* tiff, const TiffSource& source, const Layout& layout, const Image& image, Use&& use) {
    std::vector<std::uint8_t> samples(std::size_t{layout.samples} * static_cast<std::size_t>(image.width));
    std::vector<std::uint8_t> raw(static_cast<std::size_t>(std::max<tmsize_t>(TIFFScanlineSize(tiff), 0)));
    if (raw.size() < samples.size() * (layout.bits / 8U))
        throw PictureFault(Finding::Damaged, ErrorCode::HeaderContradicts);
    for (int y = 0; y < image.height; ++y) {
        if (TIFFReadScanline(tiff, raw.data(), static_cast<std::uint32_t>(y), 0) != 1)
            throw decoding_fault(source.message);
        if (layout.bits == 8)
            std::copy_n(raw.begin(), samples.size(), samples.begin());
        else
            for (std::size_t i = 0; i < samples.size(); ++i) {
                std::uint16_t value = 0; // libtiff has put its bytes into this machine's order
                std::memcpy(&value, raw.data() + 2 * i, 2);
                samples[i] = static_cast<std::uint8_t>((value + 128U) / 257U);
            }
        use(samples, y);
    }
}

bool can_read_samples(const Layout& layout) {
    constexpr int most_samples = 8;
    return layout.in_rows && (layout.bits == 8 || layout.bits == 16) && layout.samples <= most_samples;
}

Image decode_inks(TIFF* tiff, const TiffSource& source, const Layout& layout, Image image) {
    std::uint32_t profile_bytes = 0;
    const void* profile = nullptr;
    if (TIFFGetField(tiff, TIFFTAG_ICCPROFILE, &profile_bytes, &profile) != 1)
        profile_bytes = 0;
    const InkConverter converter({static_cast<const std::uint8_t*>(profile), profile_bytes}, InkScale::Full);
    std::vector<std::uint8_t> inks(4 * static_cast<std::size_t>(image.width));
    for_each_row(tiff, source, layout, image, [&](const std::vector<std::uint8_t>& samples, int y) {
        for (std::size_t x = 0; x < static_cast<std::size_t>(image.width); ++x)
            std::copy_n(samples.begin() + static_cast<std::ptrdiff_t>(x * layout.samples), 4,
                        inks.begin() + static_cast<std::ptrdiff_t>(4 * x));
        converter.convert(inks.data(), image.row(y), static_cast<std::size_t>(image.width));
    });
    return image;
}

Image decode_grey_with_alpha(TIFF* tiff, const TiffSource& source, const Layout& layout, Color background,
                             Image image) {
    const Alpha alpha = layout.extra == EXTRASAMPLE_UNASSALPHA ? Alpha::Straight : Alpha::Premultiplied;
    const std::uint8_t flip = layout.colors == PHOTOMETRIC_MINISWHITE ? 0xFF : 0;
    for_each_row(tiff, source, layout, image, [&](const std::vector<std::uint8_t>& samples, int y) {
        std::uint8_t* target = image.row(y);
        for (std::size_t i = 0; i < samples.size(); i += layout.samples, target += 3) {
            const auto grey = static_cast<std::uint8_t>(samples[i] ^ flip);
            target[0] = lay_over(grey, samples[i + 1], background.red, alpha);
            target[1] = lay_over(grey, samples[i + 1], background.green, alpha);
            target[2] = lay_over(grey, samples[i + 1], background.blue, alpha);
        }
    });
    return image;
}

/// libtiff's own conversion: everything to 8-bit RGBA, the colours multiplied by their opacity.
Image decode_as_rgba(TIFF* tiff, const TiffSource& source, Color background, Image image) {
    std::array<char, 1024> reason{};
    if (TIFFRGBAImageOK(tiff, reason.data()) != 1)
        throw decoding_fault(reason.data());
    std::vector<std::uint32_t> raster(static_cast<std::size_t>(image.width) *
                                      static_cast<std::size_t>(image.height));
    if (TIFFReadRGBAImageOriented(tiff, static_cast<std::uint32_t>(image.width),
                                  static_cast<std::uint32_t>(image.height), raster.data(),
                                  ORIENTATION_TOPLEFT, 1) != 1)
        throw decoding_fault(source.message);
    std::vector<std::uint8_t> row(4 * static_cast<std::size_t>(image.width));
    const std::uint32_t* pixel = raster.data();
    for (int y = 0; y < image.height; ++y) {
        for (std::size_t i = 0; i < row.size(); i += 4, ++pixel) {
            row[i] = static_cast<std::uint8_t>(TIFFGetR(*pixel));
            row[i + 1] = static_cast<std::uint8_t>(TIFFGetG(*pixel));
            row[i + 2] = static_cast<std::uint8_t>(TIFFGetB(*pixel));
            row[i + 3] = static_cast<std::uint8_t>(TIFFGetA(*pixel));
        }
        lay_row_over(row.data(), image.row(y), static_cast<std::size_t>(image.width), ChannelOrder::Rgba,
                     background, Alpha::Premultiplied);
    }
    return image;
}

/// The orientation is not applied.
/// @param size  as the header tells; the library must agree
/// @throws PictureFault
Image decode_tiff(PictureBytes bytes, ImageSize size, Color alpha_color) {
    TiffSource source{bytes, 0, "damaged TIFF"};
    const TiffPointer tiff = open_tiff(source, size);
    const Layout layout = read_layout(tiff.get());
    // All formats are turned in one place; libtiff would turn some pictures by half.
    TIFFSetField(tiff.get(), TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
    Image image(static_cast<int>(size.width), static_cast<int>(size.height));
    if (layout.colors == PHOTOMETRIC_SEPARATED && layout.samples >= 4 && can_read_samples(layout))
        return decode_inks(tiff.get(), source, layout, std::move(image));
    const bool grey = layout.colors == PHOTOMETRIC_MINISBLACK || layout.colors == PHOTOMETRIC_MINISWHITE;
    const bool alpha = layout.extra == EXTRASAMPLE_ASSOCALPHA || layout.extra == EXTRASAMPLE_UNASSALPHA;
    if (grey && alpha && layout.samples >= 2 && can_read_samples(layout))
        return decode_grey_with_alpha(tiff.get(), source, layout, alpha_color, std::move(image));
    return decode_as_rgba(tiff.get(), source, alpha_color, std::move(image));
}

bool is_tiff(PictureBytes bytes) {
    using namespace std::string_view_literals;
    return has_text(bytes, 0, "II*\0"sv) || has_text(bytes, 0, "MM\0*"sv);
}

CodedPicture open_tiff(PictureBytes bytes) {
    CodedPicture picture;
    const std::optional<TiffDirectory> directory = TiffDirectory::first(bytes);
    picture.truncated = !directory || !tiff_ends(bytes, *directory);
    if (!directory)
        return picture;
    picture.size = tiff_size(*directory);
    picture.traits = tiff_traits(bytes, *directory);
    picture.decode = [bytes, size = picture.size](const DecodeOptions& options) {
        return decode_tiff(bytes, *size, options.alpha_color);
    };
    return picture;
}

constexpr PictureEnding kTiffEndings[] = {{".tif"}, {".tiff"}};

} // namespace

constinit const PictureFormat kTiff = {.id = ImageFormat::Tiff,
                                       .name = "tiff",
                                       .endings = kTiffEndings,
                                       .end_needed = false,
                                       .detect = is_tiff,
                                       .open = open_tiff};

} // namespace wasserfarbe
