#include "model/pictures/formats/bmp.h"

#include <cstdlib>

#include <opencv2/imgcodecs.hpp>

#include "model/pictures/formats/decode_opencv.h"

namespace wasserfarbe {
namespace {

// Kinds of compression.
constexpr std::uint32_t kBmpPlain = 0;
constexpr std::uint32_t kBmpBitFields = 3;

/// What stands before the pixels of a BMP.
struct BmpHeader {
    std::uint32_t pixels = 0; ///< where they begin
    std::uint32_t header_bytes = 0;
    bool os2 = false;
    std::uint32_t depth = 0; ///< bits a pixel
    std::uint32_t compression = kBmpPlain;
    bool whole = false; ///< all of that is there
    std::optional<ImageSize> size;
};

std::optional<ImageSize> bmp_size(PictureBytes bytes, std::uint32_t header_bytes) {
    HeaderReader reader(bytes);
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

BmpHeader read_bmp_header(PictureBytes bytes) {
    HeaderReader reader(bytes);
    BmpHeader header;
    header.pixels = reader.little32(10);
    header.header_bytes = reader.little32(14);
    header.os2 = header.header_bytes == 12;
    header.depth = reader.little16(header.os2 ? 24 : 28);
    header.compression = header.os2 ? kBmpPlain : reader.little32(30);
    header.whole = reader.ok();
    header.size = bmp_size(bytes, header.header_bytes);
    return header;
}

/// Whether the bytes hold `rows` of the pixels that begin at `first`.
bool holds_rows(PictureBytes bytes, std::int64_t first, std::int64_t rows, std::int64_t bytes_a_row) {
    const std::int64_t left = static_cast<std::int64_t>(bytes.size()) - first;
    return left >= 0 && (bytes_a_row <= 0 || rows <= left / bytes_a_row);
}

bool bmp_ends(PictureBytes bytes, const BmpHeader& header) {
    if (!header.whole || !header.size)
        return false;
    if (header.compression != kBmpPlain && header.compression != kBmpBitFields)
        return header.pixels < bytes.size();
    return holds_rows(bytes, header.pixels, header.size->height,
                      (header.size->width * header.depth + 31) / 32 * 4);
}

bool bmp_has_alpha(PictureBytes bytes, const BmpHeader& header) {
    constexpr std::uint32_t with_alpha_mask = 56; // of later headers: its bytes
    return header.depth == 32 && header.header_bytes >= with_alpha_mask &&
           header.compression == kBmpBitFields && HeaderReader(bytes).little32(66) != 0;
}

/// Of most BMP, OpenCV would make transparency out of bytes that mean nothing.
Image decode_bmp(PictureBytes bytes, bool bit_fields, bool alpha, Color alpha_color) {
    const int mode = bit_fields ? cv::IMREAD_UNCHANGED : cv::IMREAD_COLOR | cv::IMREAD_IGNORE_ORIENTATION;
    return rgb_image(decode_with_opencv(bytes, mode), alpha ? std::optional(alpha_color) : std::nullopt);
}

bool is_bmp(PictureBytes bytes) {
    return has_text(bytes, 0, "BM");
}

CodedPicture open_bmp(PictureBytes bytes) {
    const BmpHeader header = read_bmp_header(bytes);
    CodedPicture picture;
    picture.size = header.size;
    picture.traits.palette = header.depth >= 1 && header.depth <= 8;
    picture.traits.alpha = bmp_has_alpha(bytes, header);
    picture.truncated = !bmp_ends(bytes, header);
    const bool bit_fields = header.depth == 32 && header.compression == kBmpBitFields;
    picture.decode = [bytes, bit_fields, alpha = picture.traits.alpha](const DecodeOptions& options) {
        return decode_bmp(bytes, bit_fields, alpha, options.alpha_color);
    };
    return picture;
}

constexpr PictureEnding kBmpEndings[] = {{".bmp"}};

} // namespace

constinit const PictureFormat kBmp = {
    .id = ImageFormat::Bmp, .name = "bmp", .endings = kBmpEndings, .detect = is_bmp, .open = open_bmp};

} // namespace wasserfarbe
