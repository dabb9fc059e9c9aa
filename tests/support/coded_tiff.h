#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "tests/support/coded_pictures.h"

/// TIFF files put together by hand, for what the codec does not write.
namespace wasserfarbe::test {

/// Uncompressed, in one strip, little endian.
struct TiffPicture {
    int width = 0;
    int height = 0;
    int samples = 1;
    int bits = 8;
    int photometric = 1; ///< 0 white is zero, 1 black is zero, 2 RGB, 3 palette, 5 CMYK
    ByteVector pixels;
    std::map<int, std::vector<int>> more_tags = {}; ///< of 16-bit values
    ByteVector profile = {};                        ///< ICC
};

/// One directory and what belongs to it, for a file in which it begins at `start`.
/// @param is_last  else the next directory begins right behind
inline ByteVector tiff_page(const TiffPicture& picture, std::uint32_t start, bool is_last) {
    constexpr int strip_offset = 273;
    constexpr int strip_bytes = 279;
    constexpr int profile = 34675;
    std::map<int, std::vector<int>> tags = {
        {256, {picture.width}},
        {257, {picture.height}},
        {258, std::vector<int>(static_cast<std::size_t>(picture.samples), picture.bits)},
        {259, {1}},
        {262, {picture.photometric}},
        {strip_offset, {}},
        {277, {picture.samples}},
        {278, {picture.height}},
        {strip_bytes, {}},
        {284, {1}}};
    for (const auto& [tag, values] : picture.more_tags)
        tags[tag] = values;
    if (!picture.profile.empty())
        tags[profile] = {};
    const auto size_of = [](const ByteVector& bytes) { return static_cast<std::uint32_t>(bytes.size()); };
    const auto behind = start + 2 + 12 * static_cast<std::uint32_t>(tags.size()) + 4;
    ByteVector tail = picture.pixels;
    const std::uint32_t profile_place = behind + size_of(tail);
    append(tail, picture.profile);
    ByteVector page;
    append_little(page, static_cast<std::uint32_t>(tags.size()), 2);
    for (const auto& [tag, values] : tags) {
        append_little(page, static_cast<std::uint32_t>(tag), 2);
        const bool is_long = tag == strip_offset || tag == strip_bytes;
        append_little(page, is_long ? 4 : tag == profile ? 7 : 3, 2);
        if (is_long) {
            append_little(page, 1, 4);
            append_little(page, tag == strip_offset ? behind : size_of(picture.pixels), 4);
        } else if (tag == profile) {
            append_little(page, size_of(picture.profile), 4);
            append_little(page, profile_place, 4);
        } else {
            append_little(page, static_cast<std::uint32_t>(values.size()), 4);
            ByteVector numbers;
            for (const int value : values)
                append_little(numbers, static_cast<std::uint32_t>(value), 2);
            if (values.size() > 2) {
                append_little(page, behind + size_of(tail), 4);
                append(tail, numbers);
            } else {
                numbers.resize(4);
                append(page, numbers);
            }
        }
    }
    append_little(page, is_last ? 0 : behind + size_of(tail), 4);
    append(page, tail);
    return page;
}

inline ByteVector make_tiff(const std::vector<TiffPicture>& pages) {
    ByteVector tiff = from_hex("49492a0008000000");
    for (std::size_t i = 0; i < pages.size(); ++i)
        append(tiff, tiff_page(pages[i], static_cast<std::uint32_t>(tiff.size()), i + 1 == pages.size()));
    return tiff;
}

/// `quarters()` with an orientation.
inline TiffPicture tiff_quarters(int orientation = 1) {
    return {kWidth, kHeight, 3, 8, 2, quarters().pixels, {{274, {orientation}}}};
}

} // namespace wasserfarbe::test
