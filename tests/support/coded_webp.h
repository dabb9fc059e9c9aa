#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "tests/support/coded_pictures.h"

/// WebP files put together from coded pictures, for what the codec does not write.
namespace wasserfarbe::test {

inline ByteVector webp_chunk(std::string_view name, const ByteVector& data) {
    ByteVector chunk = bytes_of(name);
    append_little(chunk, static_cast<std::uint32_t>(data.size()), 4);
    append(chunk, data);
    chunk.resize(chunk.size() + data.size() % 2);
    return chunk;
}

inline ByteVector webp_file(const ByteVector& chunks) {
    ByteVector file = bytes_of("RIFF");
    append_little(file, static_cast<std::uint32_t>(chunks.size()) + 4, 4);
    append(file, bytes_of("WEBP"));
    append(file, chunks);
    return file;
}

/// The chunk of the pixels of a simple file.
inline ByteVector webp_pixels(const cv::Mat& picture) {
    const ByteVector file = encode(picture, "webp", {cv::IMWRITE_WEBP_QUALITY, 101});
    return {file.begin() + 12, file.end()};
}

inline ByteVector webp_header(int width, int height, std::uint8_t flags) {
    ByteVector data = {flags, 0, 0, 0};
    append_little(data, static_cast<std::uint32_t>(width - 1), 3);
    append_little(data, static_cast<std::uint32_t>(height - 1), 3);
    return webp_chunk("VP8X", data);
}

inline constexpr std::uint8_t kWebpAnimation = 0x02;
inline constexpr std::uint8_t kWebpExif = 0x08;
inline constexpr std::uint8_t kWebpAlpha = 0x10;

inline ByteVector webp_with_exif(const Image& image, const ByteVector& exif) {
    const cv::Mat rgb(image.height, image.width, CV_8UC3, const_cast<std::uint8_t*>(image.pixels.data()));
    cv::Mat bgr;
    cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
    ByteVector chunks = webp_header(image.width, image.height, kWebpExif);
    append(chunks, webp_pixels(bgr));
    append(chunks, webp_chunk("EXIF", exif));
    return webp_file(chunks);
}

/// A picture of an animation; places are even.
struct WebpFrame {
    int left = 0;
    int top = 0;
    cv::Mat picture;
};

inline ByteVector animated_webp(int width, int height, const std::vector<WebpFrame>& frames,
                                std::uint8_t more_flags = 0) {
    ByteVector chunks = webp_header(width, height, static_cast<std::uint8_t>(kWebpAnimation | more_flags));
    append(chunks, webp_chunk("ANIM", {255, 255, 255, 255, 0, 0}));
    for (const WebpFrame& frame : frames) {
        ByteVector data;
        for (const int number :
             {frame.left / 2, frame.top / 2, frame.picture.cols - 1, frame.picture.rows - 1, 100})
            append_little(data, static_cast<std::uint32_t>(number), 3);
        data.push_back(0);
        append(data, webp_pixels(frame.picture));
        append(chunks, webp_chunk("ANMF", data));
    }
    return webp_file(chunks);
}

} // namespace wasserfarbe::test
