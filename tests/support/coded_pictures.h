#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <QTest>
#include <gif_lib.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "model/pictures/decode.h"
#include "tests/support/dataset_support.h"

/// Coded pictures for the tests of the decoder: written by the codecs, by giflib, or by hand.
namespace wasserfarbe::test {

inline constexpr int kWidth = 64;
inline constexpr int kHeight = 32;

/// Four flat quarters, so that even a JPEG keeps the colours: red, green; blue, grey.
inline Image quarters() {
    Image image(kWidth, kHeight);
    for (int y = 0; y < kHeight; ++y)
        for (int x = 0; x < kWidth; ++x) {
            const bool right = x >= kWidth / 2;
            const bool low = y >= kHeight / 2;
            std::uint8_t* pixel = image.row(y) + std::ptrdiff_t{3} * x;
            pixel[0] = low ? (right ? 90 : 20) : (right ? 10 : 200);
            pixel[1] = low ? (right ? 90 : 40) : (right ? 180 : 30);
            pixel[2] = low ? (right ? 90 : 220) : (right ? 50 : 40);
        }
    return image;
}

inline ByteVector encode(const cv::Mat& picture, const std::string& ending,
                         const std::vector<int>& options = {}) {
    ByteVector bytes;
    cv::imencode("." + ending, picture, bytes, options);
    return bytes;
}

inline ByteVector encode(const Image& image, const std::string& ending) {
    const cv::Mat rgb(image.height, image.width, CV_8UC3, const_cast<std::uint8_t*>(image.pixels.data()));
    cv::Mat bgr;
    cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
    if (ending == "webp")
        return encode(bgr, ending, {cv::IMWRITE_WEBP_QUALITY, 101}); // above 100: lossless
    return encode(bgr, ending);
}

inline Color color_at(const Image& image, int x, int y) {
    const std::uint8_t* pixel = image.row(y) + std::ptrdiff_t{3} * x;
    return {pixel[0], pixel[1], pixel[2]};
}

inline bool is_near(Color a, Color b, int tolerance) {
    return std::abs(a.red - b.red) <= tolerance && std::abs(a.green - b.green) <= tolerance &&
           std::abs(a.blue - b.blue) <= tolerance;
}

inline ByteVector from_hex(std::string_view digits) {
    ByteVector bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
        bytes.push_back(static_cast<std::uint8_t>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16)));
    return bytes;
}

inline std::optional<Error> decoding_error(const ByteVector& bytes, const DecodeOptions& options = {}) {
    return error_of([&] { decode_image(bytes, options); });
}

inline ByteVector bytes_of(std::string_view text) {
    return {text.begin(), text.end()};
}

inline void append(ByteVector& bytes, const ByteVector& more) {
    bytes.insert(bytes.end(), more.begin(), more.end());
}

/// `count` bytes of `value`, the lowest first.
inline void append_little(ByteVector& bytes, std::uint32_t value, int count) {
    for (int i = 0; i < count; ++i)
        bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

inline void append_big32(ByteVector& bytes, std::uint32_t value) {
    for (int i = 3; i >= 0; --i)
        bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

/// Puts a segment right after start of image.
inline ByteVector with_segment(const ByteVector& jpeg, std::uint8_t marker, const ByteVector& payload) {
    const std::size_t length = payload.size() + 2;
    ByteVector bytes = {
        0xFF, 0xD8, 0xFF, marker, static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length)};
    bytes.insert(bytes.end(), payload.begin(), payload.end());
    bytes.insert(bytes.end(), jpeg.begin() + 2, jpeg.end());
    return bytes;
}

/// What EXIF says of how a picture was held: 1 to 8.
inline ByteVector exif_block(int orientation) {
    ByteVector exif = from_hex("4d4d002a00000008"                       // TIFF, big endian
                               "000101120003000000010000000000000000"); // one entry: orientation
    exif[8 + 2 + 9] = static_cast<std::uint8_t>(orientation);
    return exif;
}

inline ByteVector with_orientation(const ByteVector& jpeg, int orientation) {
    const ByteVector exif = exif_block(orientation);
    ByteVector payload = from_hex("457869660000"); // "Exif"
    payload.insert(payload.end(), exif.begin(), exif.end());
    return with_segment(jpeg, 0xE1, payload);
}

struct GifFrame {
    int left = 0;
    int top = 0;
    int width = 0;
    int height = 0;
    ByteVector indices; ///< row by row from the top
    bool interlaced = false;
    int transparent = NO_TRANSPARENT_COLOR;
};

/// Its colours: 0 black, 1 red, 2 green, 3 blue.
inline ByteVector make_gif(int width, int height, const std::vector<GifFrame>& frames,
                           bool has_colors = true) {
    ByteVector bytes;
    int error = 0;
    GifFileType* gif = EGifOpen(
        &bytes,
        [](GifFileType* file, const GifByteType* data, int count) {
            auto* target = static_cast<ByteVector*>(file->UserData);
            target->insert(target->end(), data, data + count);
            return count;
        },
        &error);
    EGifSetGifVersion(gif, true);
    const std::array<GifColorType, 4> colors = {GifColorType{0, 0, 0}, GifColorType{200, 0, 0},
                                                GifColorType{0, 180, 0}, GifColorType{0, 0, 220}};
    ColorMapObject* map = GifMakeMapObject(4, colors.data());
    EGifPutScreenDesc(gif, width, height, 2, 0, has_colors ? map : nullptr);
    for (const GifFrame& frame : frames) {
        const GraphicsControlBlock control{DISPOSAL_UNSPECIFIED, false, 0, frame.transparent};
        std::array<GifByteType, 4> block{};
        EGifGCBToExtension(&control, block.data());
        EGifPutExtension(gif, GRAPHICS_EXT_FUNC_CODE, 4, block.data());
        EGifPutImageDesc(gif, frame.left, frame.top, frame.width, frame.height, frame.interlaced, nullptr);
        const auto put_rows = [&](int first, int step) {
            for (int y = first; y < frame.height; y += step) {
                ByteVector row(frame.indices.begin() + y * frame.width,
                               frame.indices.begin() + (y + 1) * frame.width);
                EGifPutLine(gif, row.data(), frame.width);
            }
        };
        if (!frame.interlaced)
            put_rows(0, 1);
        else
            for (const auto& [first, step] :
                 {std::pair{0, 8}, std::pair{4, 8}, std::pair{2, 4}, std::pair{1, 2}})
                put_rows(first, step);
    }
    EGifCloseFile(gif, &error);
    GifFreeMapObject(map);
    return bytes;
}

inline ByteVector simple_gif() {
    return make_gif(kWidth, kHeight, {{0, 0, kWidth, kHeight, ByteVector(kWidth * kHeight, 1)}});
}

inline ByteVector sample(const std::string& ending) {
    return ending == "gif" ? simple_gif() : encode(quarters(), ending);
}

inline void add_formats() {
    QTest::addColumn<QString>("ending");
    for (const char* ending : {"png", "jpg", "bmp", "webp", "tif", "ppm", "gif"})
        QTest::newRow(ending) << QString(ending);
}

inline void put_big32(ByteVector& bytes, std::size_t offset, std::uint32_t value) {
    for (std::size_t i = 0; i < 4; ++i)
        bytes.at(offset + i) = static_cast<std::uint8_t>(value >> (24 - 8 * i));
}

inline void put_little(ByteVector& bytes, std::size_t offset, std::size_t count, std::uint32_t value) {
    for (std::size_t i = 0; i < count; ++i)
        bytes.at(offset + i) = static_cast<std::uint8_t>(value >> (8 * i));
}

/// Where the two bytes of a JPEG's height are; its width follows.
/// @param kind  of the frame: 0xC0 baseline, 0xC2 progressive
inline std::size_t jpeg_frame(const ByteVector& jpeg, std::uint8_t kind = 0xC0) {
    const std::array<std::uint8_t, 2> marker = {0xFF, kind};
    const auto found = std::search(jpeg.begin(), jpeg.end(), marker.begin(), marker.end());
    return static_cast<std::size_t>(found - jpeg.begin()) + 5;
}

} // namespace wasserfarbe::test
