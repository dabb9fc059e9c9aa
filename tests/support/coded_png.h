#pragma once

#include <cstdint>
#include <string_view>

#include "tests/support/coded_pictures.h"

/// PNG files put together by hand, for what the codec does not write.
namespace wasserfarbe::test {

inline std::uint32_t crc_of(const ByteVector& bytes) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (const std::uint8_t byte : bytes) {
        crc ^= byte;
        for (int i = 0; i < 8; ++i)
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
    }
    return ~crc;
}

inline ByteVector png_chunk(std::string_view name, const ByteVector& data) {
    ByteVector body = bytes_of(name);
    append(body, data);
    ByteVector chunk;
    append_big32(chunk, static_cast<std::uint32_t>(data.size()));
    append(chunk, body);
    append_big32(chunk, crc_of(body));
    return chunk;
}

/// Stored without compression. At most 65535 bytes.
inline ByteVector zlib_stream(const ByteVector& data) {
    ByteVector stream = {0x78, 0x01, 0x01};
    const auto size = static_cast<std::uint32_t>(data.size());
    append_little(stream, size, 2);
    append_little(stream, ~size, 2);
    append(stream, data);
    std::uint32_t a = 1;
    std::uint32_t b = 0;
    for (const std::uint8_t byte : data) {
        a = (a + byte) % 65521;
        b = (b + a) % 65521;
    }
    append_big32(stream, b << 16 | a);
    return stream;
}

/// What a PNG's header calls the kind of colours.
enum class PngColors : std::uint8_t { Grey = 0, Rgb = 2, Palette = 3, GreyAlpha = 4, Rgba = 6 };

/// @param rows    all rows, from the top
/// @param before  chunks before the pixels
inline ByteVector make_png(int width, int height, int depth, PngColors colors, const ByteVector& rows,
                           const ByteVector& before = {}) {
    ByteVector header;
    append_big32(header, static_cast<std::uint32_t>(width));
    append_big32(header, static_cast<std::uint32_t>(height));
    append(header, {static_cast<std::uint8_t>(depth), static_cast<std::uint8_t>(colors), 0, 0, 0});
    ByteVector filtered;
    const std::size_t row_bytes = rows.size() / static_cast<std::size_t>(height);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i % row_bytes == 0)
            filtered.push_back(0); // no filter
        filtered.push_back(rows[i]);
    }
    ByteVector png = from_hex("89504e470d0a1a0a");
    append(png, png_chunk("IHDR", header));
    append(png, before);
    append(png, png_chunk("IDAT", zlib_stream(filtered)));
    append(png, png_chunk("IEND", {}));
    return png;
}

/// The four quarters of `quarters()` by a table of colours.
inline ByteVector palette_png() {
    ByteVector rows;
    for (int y = 0; y < kHeight; ++y)
        for (int x = 0; x < kWidth; ++x)
            rows.push_back(static_cast<std::uint8_t>(2 * (y / (kHeight / 2)) + x / (kWidth / 2)));
    return make_png(kWidth, kHeight, 8, PngColors::Palette, rows,
                    png_chunk("PLTE", {200, 30, 40, 10, 180, 50, 20, 40, 220, 90, 90, 90}));
}

/// Puts a chunk right behind the header.
inline ByteVector with_png_chunk(const ByteVector& png, std::string_view name, const ByteVector& data) {
    constexpr std::ptrdiff_t header_end = 8 + 25;
    ByteVector result(png.begin(), png.begin() + header_end);
    append(result, png_chunk(name, data));
    result.insert(result.end(), png.begin() + header_end, png.end());
    return result;
}

/// Two frames: the picture itself and one more, of which nobody looks at the pixels.
inline ByteVector animated_png(const ByteVector& png) {
    return with_png_chunk(png, "acTL", {0, 0, 0, 2, 0, 0, 0, 0});
}

} // namespace wasserfarbe::test
