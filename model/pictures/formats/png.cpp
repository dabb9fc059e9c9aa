#include "model/pictures/formats/png.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <opencv2/imgcodecs.hpp>

#include "model/pictures/formats/decode_opencv.h"
#include "model/pictures/formats/exif_orientation.h"
#include "model/pictures/formats/image_chunks.h"

namespace wasserfarbe {
namespace {

std::optional<ImageSize> png_size(PictureBytes bytes) {
    HeaderReader reader(bytes);
    const ImageSize size{reader.big32(16), reader.big32(20)};
    if (!reader.ok() || !has_text(bytes, 12, "IHDR"))
        return std::nullopt;
    return size;
}

/// What the chunks of a PNG say.
struct PngChunks {
    bool ended = false;
    bool bare = true;                         ///< all of them say something about its pixels
    std::optional<PictureBytes> transparency; ///< the first tRNS with a number in it
    ImageTraits traits;
};

bool says_pixels(const ImageChunk& chunk) {
    static constexpr std::array<std::string_view, 5> needed = {"IHDR", "PLTE", "tRNS", "IDAT", "IEND"};
    return std::find(needed.begin(), needed.end(), chunk.name) != needed.end();
}

PngChunks read_png_chunks(PictureBytes bytes) {
    PngChunks result;
    ImageTraits& traits = result.traits;
    HeaderReader reader(bytes);
    const std::uint32_t depth = reader.byte(24);
    const std::uint32_t colors = reader.byte(25); // 1 palette, 2 colour, 4 alpha
    traits.palette = (colors & 1) != 0;
    traits.grey = (colors & 2) == 0;
    traits.alpha = (colors & 4) != 0;
    traits.sixteen_bit = depth == 16;
    ImageChunks chunks(bytes, ImageChunks::Kind::Png);
    while (const std::optional<ImageChunk> chunk = chunks.next()) {
        result.bare = result.bare && says_pixels(*chunk);
        if (chunk->is("IEND"))
            result.ended = true;
        else if (chunk->is("acTL"))
            traits.animated = HeaderReader(chunk->data).big32(0) > 1;
        else if (chunk->is("eXIf"))
            traits.orientation = read_exif_orientation(chunk->data);
        else if (chunk->is("tRNS")) {
            traits.alpha = true;
            if (!result.transparency && chunk->data.size() >= 2)
                result.transparency = chunk->data;
        }
    }
    return result;
}

/// A PNG without the parts that say nothing about its pixels. libpng unpacks them all and keeps them: a few
/// kilobytes of packed text become gigabytes.
std::vector<std::uint8_t> bare_png(PictureBytes bytes) {
    std::vector<std::uint8_t> bare(bytes.begin(), bytes.begin() + 8);
    bare.reserve(bytes.size());
    ImageChunks chunks(bytes, ImageChunks::Kind::Png);
    while (const std::optional<ImageChunk> chunk = chunks.next())
        if (says_pixels(*chunk))
            bare.insert(bare.end(), chunk->whole.begin(), chunk->whole.end());
    return bare;
}

/// The brightness that is transparent in a PNG of greys alone, as OpenCV's 8 or 16 bits have it. OpenCV
/// itself passes over it.
std::optional<int> transparent_grey(PictureBytes bytes, const std::optional<PictureBytes>& transparency) {
    HeaderReader reader(bytes);
    const std::uint32_t depth = reader.byte(24);
    const bool greys_alone = reader.byte(25) == 0;
    if (!greys_alone || depth < 1 || depth > 16 || !transparency)
        return std::nullopt;
    const std::uint32_t largest = (1U << depth) - 1;
    const std::uint32_t grey = HeaderReader(*transparency).big16(0) & largest;
    return static_cast<int>(depth < 8 ? grey * 255 / largest : grey);
}

/// IMREAD_UNCHANGED keeps transparency, and never turns a picture as EXIF says.
Image decode_png_file(PictureBytes bytes, bool bare, const std::optional<int>& transparent,
                      Color alpha_color) {
    const cv::Mat decoded = bare ? decode_with_opencv(bytes, cv::IMREAD_UNCHANGED)
                                 : decode_with_opencv(bare_png(bytes), cv::IMREAD_UNCHANGED);
    Image image = rgb_image(decoded, alpha_color);
    if (transparent && decoded.channels() == 1) {
        cv::Mat rgb(image.height, image.width, CV_8UC3, image.pixels.data());
        rgb.setTo(cv::Scalar(alpha_color.red, alpha_color.green, alpha_color.blue), decoded == *transparent);
    }
    return image;
}

bool is_png(PictureBytes bytes) {
    return has_text(bytes, 0, "\x89PNG\r\n\x1A\n");
}

CodedPicture open_png(PictureBytes bytes) {
    const PngChunks chunks = read_png_chunks(bytes);
    CodedPicture picture;
    picture.size = png_size(bytes);
    picture.traits = chunks.traits;
    picture.truncated = !chunks.ended;
    const std::optional<int> transparent = transparent_grey(bytes, chunks.transparency);
    picture.decode = [bytes, bare = chunks.bare, transparent](const DecodeOptions& options) {
        return decode_png_file(bytes, bare, transparent, options.alpha_color);
    };
    return picture;
}

constexpr PictureEnding kPngEndings[] = {{".png"}};

} // namespace

constinit const PictureFormat kPng = {
    .id = ImageFormat::Png, .name = "png", .endings = kPngEndings, .detect = is_png, .open = open_png};

} // namespace wasserfarbe
