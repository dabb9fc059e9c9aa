#include "model/dataset/image_header.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace wasserfarbe {
namespace {

using Bytes = std::span<const std::uint8_t>;

enum class Endian { Little, Big };

/// Numbers at given places. A place outside the bytes reads as 0 and is remembered: ask ok() before believing
/// any.
class HeaderReader {
public:
    explicit HeaderReader(Bytes bytes) : bytes_(bytes) {}

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
    std::uint32_t big16(std::size_t offset) { return number(offset, 2, Endian::Big); }
    std::uint32_t big32(std::size_t offset) { return number(offset, 4, Endian::Big); }
    std::uint32_t little16(std::size_t offset) { return number(offset, 2, Endian::Little); }
    std::uint32_t little24(std::size_t offset) { return number(offset, 3, Endian::Little); }
    std::uint32_t little32(std::size_t offset) { return number(offset, 4, Endian::Little); }
    bool ok() const { return ok_; }

private:
    Bytes bytes_;
    bool ok_ = true;
};

bool has_text(Bytes bytes, std::size_t offset, std::string_view text) {
    return offset <= bytes.size() && bytes.size() - offset >= text.size() &&
           std::equal(text.begin(), text.end(), bytes.begin() + static_cast<std::ptrdiff_t>(offset),
                      [](char c, std::uint8_t byte) { return static_cast<std::uint8_t>(c) == byte; });
}

bool is_space(std::uint8_t c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
bool is_digit(std::uint8_t c) {
    return c >= '0' && c <= '9';
}

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
    else if (has_text(bytes, 12, "VP8L") && reader.number(20, 1, Endian::Little) == 0x2F) {
        const std::uint32_t packed = reader.little32(21);
        size = ImageSize{(packed & 0x3FFF) + 1, ((packed >> 14) & 0x3FFF) + 1};
    } else if (has_text(bytes, 12, "VP8 ") && has_text(bytes, 23, "\x9D\x01\x2A"))
        size = ImageSize{reader.little16(26) & 0x3FFF, reader.little16(28) & 0x3FFF};
    return reader.ok() ? size : std::nullopt;
}

/// Reads one decimal number of a PNM header, after blanks and comments; moves `position` behind it.
std::optional<std::int64_t> pnm_number(Bytes bytes, std::size_t& position) {
    while (position < bytes.size() && !is_digit(bytes[position])) {
        if (bytes[position] == '#')
            while (position < bytes.size() && bytes[position] != '\n' && bytes[position] != '\r')
                ++position;
        else if (!is_space(bytes[position]))
            return std::nullopt;
        else
            ++position;
    }
    if (position >= bytes.size())
        return std::nullopt;
    std::int64_t value = 0;
    for (; position < bytes.size() && is_digit(bytes[position]); ++position) {
        value = value * 10 + (bytes[position] - '0');
        if (value > INT32_MAX)
            return std::nullopt;
    }
    if (position >= bytes.size()) // more digits may have been cut off
        return std::nullopt;
    return value;
}

std::optional<ImageSize> pnm_size(Bytes bytes) {
    std::size_t position = 2;
    const std::optional<std::int64_t> width = pnm_number(bytes, position);
    const std::optional<std::int64_t> height = width ? pnm_number(bytes, position) : std::nullopt;
    return height ? std::optional(ImageSize{*width, *height}) : std::nullopt;
}

std::optional<ImageSize> tiff_size(Bytes bytes) {
    const Endian endian = bytes[0] == 'I' ? Endian::Little : Endian::Big;
    constexpr std::uint32_t width_tag = 256;
    constexpr std::uint32_t height_tag = 257;
    HeaderReader reader(bytes);
    const std::size_t directory = reader.number(4, 4, endian);
    const std::uint32_t entries = reader.number(directory, 2, endian);
    ImageSize size;
    for (std::size_t i = 0; i < entries && reader.ok(); ++i) {
        const std::size_t entry = directory + 2 + i * 12;
        const std::uint32_t tag = reader.number(entry, 2, endian);
        if (tag != width_tag && tag != height_tag)
            continue;
        const std::uint32_t type = reader.number(entry + 2, 2, endian);
        const std::size_t value_bytes = type == 1 ? 1 : type == 3 ? 2 : type == 4 ? 4 : 0;
        if (value_bytes == 0)
            return std::nullopt;
        const std::int64_t value = reader.number(entry + 8, value_bytes, endian);
        std::int64_t& side = tag == width_tag ? size.width : size.height;
        side = std::max(side, value); // a tag given twice must not hide the larger value
    }
    return reader.ok() ? std::optional(size) : std::nullopt;
}

/// Walks the segments of a JPEG as libjpeg does: bytes between segments, the coded data of a scan too, are
/// skipped.
class JpegWalker {
public:
    explicit JpegWalker(Bytes bytes) : bytes_(bytes) {}

    /// The next marker that has a segment, or end of image; nothing at the end of the bytes.
    std::optional<std::uint8_t> next() {
        position_ = segment_end_;
        while (const std::optional<std::uint8_t> marker = find_marker()) {
            if (*marker == kEndOfImage)
                return marker;
            const bool standalone = *marker == 0x01 || (*marker >= 0xD0 && *marker <= 0xD8);
            if (standalone)
                continue;
            HeaderReader reader(bytes_);
            const std::uint32_t length = reader.big16(position_);
            if (!reader.ok() || length < 2 || bytes_.size() - position_ < length)
                return std::nullopt;
            segment_end_ = position_ + length;
            return marker;
        }
        return std::nullopt;
    }
    /// Where the current segment's length field is.
    std::size_t position() const { return position_; }

    static constexpr std::uint8_t kEndOfImage = 0xD9;
    static constexpr std::uint8_t kStartOfScan = 0xDA;

private:
    std::optional<std::uint8_t> find_marker() {
        while (position_ < bytes_.size()) {
            if (bytes_[position_++] != 0xFF)
                continue;
            while (position_ < bytes_.size() && bytes_[position_] == 0xFF)
                ++position_;
            if (position_ < bytes_.size() && bytes_[position_] != 0)
                return bytes_[position_++];
        }
        return std::nullopt;
    }

    Bytes bytes_;
    std::size_t position_ = 2; // after start of image
    std::size_t segment_end_ = 2;
};

std::optional<ImageSize> jpeg_size(Bytes bytes) {
    JpegWalker walker(bytes);
    while (const std::optional<std::uint8_t> marker = walker.next()) {
        if (*marker == JpegWalker::kEndOfImage || *marker == JpegWalker::kStartOfScan)
            return std::nullopt;
        const bool is_frame =
            *marker >= 0xC0 && *marker <= 0xCF && *marker != 0xC4 && *marker != 0xC8 && *marker != 0xCC;
        if (!is_frame)
            continue;
        HeaderReader reader(bytes);
        const ImageSize size{reader.big16(walker.position() + 5), reader.big16(walker.position() + 3)};
        return reader.ok() ? std::optional(size) : std::nullopt;
    }
    return std::nullopt;
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
    if (bytes.size() >= 3 && bytes[0] == 'P' && bytes[1] >= '1' && bytes[1] <= '6' && is_space(bytes[2]))
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
        return jpeg_size(bytes);
    case ImageFormat::Bmp:
        return bmp_size(bytes);
    case ImageFormat::Gif:
        return gif_size(bytes);
    case ImageFormat::WebP:
        return webp_size(bytes);
    case ImageFormat::Pnm:
        return pnm_size(bytes);
    case ImageFormat::Tiff:
        break;
    }
    return tiff_size(bytes);
}

bool has_jpeg_end(Bytes bytes) {
    JpegWalker walker(bytes);
    bool seen_scan = false;
    while (const std::optional<std::uint8_t> marker = walker.next()) {
        if (*marker == JpegWalker::kEndOfImage)
            return seen_scan;
        seen_scan = seen_scan || *marker == JpegWalker::kStartOfScan;
    }
    return false;
}

} // namespace wasserfarbe
