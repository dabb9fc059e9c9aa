#include "model/pictures/formats/decode_opencv.h"

#include <algorithm>
#include <array>
#include <climits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "model/pictures/formats/decode_alpha.h"
#include "model/pictures/formats/decode_fault.h"
#include "model/pictures/formats/header_reader.h"
#include "model/pictures/formats/image_chunks.h"

namespace wasserfarbe {
namespace {

using Bytes = std::span<const std::uint8_t>;

/// A PNG without the parts that say nothing about its pixels; empty where it has none. libpng unpacks them
/// all and keeps them: a few kilobytes of packed text become gigabytes.
std::vector<std::uint8_t> bare_png(Bytes bytes) {
    static constexpr std::array<std::string_view, 5> needed = {"IHDR", "PLTE", "tRNS", "IDAT", "IEND"};
    const auto is_needed = [](const ImageChunk& chunk) {
        return std::find(needed.begin(), needed.end(), chunk.name) != needed.end();
    };
    bool is_bare = true;
    ImageChunks chunks = ImageChunks::of_png(bytes);
    while (const std::optional<ImageChunk> chunk = chunks.next())
        is_bare = is_bare && is_needed(*chunk);
    if (is_bare)
        return {};
    std::vector<std::uint8_t> bare(bytes.begin(), bytes.begin() + 8);
    bare.reserve(bytes.size());
    chunks = ImageChunks::of_png(bytes);
    while (const std::optional<ImageChunk> chunk = chunks.next())
        if (is_needed(*chunk))
            bare.insert(bare.end(), chunk->whole.begin(), chunk->whole.end());
    return bare;
}

/// The brightness that is transparent in a PNG of greys alone, as OpenCV's 8 or 16 bits have it. OpenCV
/// itself passes over it.
std::optional<int> transparent_grey(Bytes bytes) {
    HeaderReader reader(bytes);
    const std::uint32_t depth = reader.byte(24);
    const bool greys_alone = reader.byte(25) == 0;
    if (!greys_alone || depth < 1 || depth > 16)
        return std::nullopt;
    ImageChunks chunks = ImageChunks::of_png(bytes);
    while (const std::optional<ImageChunk> chunk = chunks.next()) {
        if (!chunk->is("tRNS") || chunk->data.size() < 2)
            continue;
        const std::uint32_t largest = (1U << depth) - 1;
        const std::uint32_t grey = HeaderReader(chunk->data).big16(0) & largest;
        return static_cast<int>(depth < 8 ? grey * 255 / largest : grey);
    }
    return std::nullopt;
}

template <typename Channel>
Image lay_image_over(const cv::Mat& bgra, Color background) {
    Image image(bgra.cols, bgra.rows);
    for (int y = 0; y < image.height; ++y)
        lay_row_over(bgra.ptr<Channel>(y), image.row(y), static_cast<std::size_t>(image.width),
                     ChannelOrder::Bgra, background, Alpha::Straight);
    return image;
}

Image opaque_image(const cv::Mat& decoded) {
    cv::Mat bytes = decoded;
    if (decoded.depth() == CV_16U)
        decoded.convertTo(bytes, CV_8U, 1.0 / 257.0);
    Image image(bytes.cols, bytes.rows);
    cv::Mat rgb(image.height, image.width, CV_8UC3, image.pixels.data());
    if (bytes.channels() == 1)
        cv::cvtColor(bytes, rgb, cv::COLOR_GRAY2RGB);
    else if (bytes.channels() == 3)
        cv::cvtColor(bytes, rgb, cv::COLOR_BGR2RGB);
    else if (bytes.channels() == 4)
        cv::cvtColor(bytes, rgb, cv::COLOR_BGRA2RGB);
    else
        throw PictureFault(Finding::Damaged, ErrorCode::ChannelCount, {bytes.channels()});
    return image;
}

/// IMREAD_UNCHANGED keeps transparency, and never turns a picture as EXIF says. Of most BMP it would make
/// transparency out of bytes that mean nothing.
int read_mode(ImageFormat format, Bytes bytes) {
    constexpr std::uint32_t bit_fields = 3;
    HeaderReader reader(bytes);
    const bool plain_bmp =
        format == ImageFormat::Bmp && (reader.little16(28) != 32 || reader.little32(30) != bit_fields);
    return plain_bmp ? cv::IMREAD_COLOR | cv::IMREAD_IGNORE_ORIENTATION : cv::IMREAD_UNCHANGED;
}

} // namespace

Image decode_with_opencv(Bytes bytes, ImageFormat format, const ImageTraits& traits, Color alpha_color) {
    const std::vector<std::uint8_t> bare =
        format == ImageFormat::Png ? bare_png(bytes) : std::vector<std::uint8_t>();
    const Bytes coded = bare.empty() ? bytes : Bytes(bare);
    static_assert(kMaxFileBytes <= INT_MAX);
    // imdecode reads its input only; cv::Mat has no constant view.
    const cv::Mat input(1, static_cast<int>(coded.size()), CV_8UC1, const_cast<std::uint8_t*>(coded.data()));
    const cv::Mat decoded = cv::imdecode(input, read_mode(format, bytes));
    if (decoded.empty())
        throw PictureFault(Finding::Damaged, ErrorCode::Undecodable);
    if (decoded.depth() != CV_8U && decoded.depth() != CV_16U)
        throw PictureFault(Finding::Damaged, ErrorCode::PixelsNotWhole);
    if (decoded.channels() == 4 && (traits.alpha || format != ImageFormat::Bmp))
        return decoded.depth() == CV_8U ? lay_image_over<std::uint8_t>(decoded, alpha_color)
                                        : lay_image_over<std::uint16_t>(decoded, alpha_color);
    Image image = opaque_image(decoded);
    const std::optional<int> grey = format == ImageFormat::Png ? transparent_grey(bytes) : std::nullopt;
    if (grey && decoded.channels() == 1) {
        cv::Mat rgb(image.height, image.width, CV_8UC3, image.pixels.data());
        rgb.setTo(cv::Scalar(alpha_color.red, alpha_color.green, alpha_color.blue), decoded == *grey);
    }
    return image;
}

} // namespace wasserfarbe
