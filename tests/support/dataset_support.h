#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <vector>

#include "model/dataset/image_dataset.h"
#include "model/types/image.h"
#include "tests/support/error_support.h"

/// What the tests of model/dataset share: pictures written without a codec.
namespace wasserfarbe::test {

using ByteVector = std::vector<std::uint8_t>;

inline void write_bytes(const std::filesystem::path& path, std::span<const std::uint8_t> bytes) {
    std::ofstream stream(path, std::ios::binary);
    stream.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

/// A binary PPM: a line of text and the pixels as they are.
inline ByteVector ppm_bytes(const Image& image) {
    const std::string header =
        "P6\n" + std::to_string(image.width) + " " + std::to_string(image.height) + "\n255\n";
    ByteVector bytes(header.begin(), header.end());
    bytes.insert(bytes.end(), image.pixels.begin(), image.pixels.end());
    return bytes;
}

/// A picture in which every pixel and every `number` (below 64) differs.
inline Image numbered_picture(int size, int number) {
    Image image(size, size);
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x) {
            std::uint8_t* pixel = image.row(y) + std::ptrdiff_t{3} * x;
            pixel[0] = static_cast<std::uint8_t>(4 * number);
            pixel[1] = static_cast<std::uint8_t>(x);
            pixel[2] = static_cast<std::uint8_t>(y);
        }
    return image;
}

inline Image flat_picture(int width, int height, std::uint8_t red, std::uint8_t green, std::uint8_t blue) {
    Image image(width, height);
    for (std::size_t i = 0; i < image.pixels.size(); i += 3) {
        image.pixels[i] = red;
        image.pixels[i + 1] = green;
        image.pixels[i + 2] = blue;
    }
    return image;
}

/// A copy of one of a dataset's pictures.
inline Image image_of(const ImageDataset& dataset, std::int64_t index) {
    Image image(dataset.image_size(), dataset.image_size());
    std::ranges::copy(dataset.pixels(index), image.pixels.begin());
    return image;
}

} // namespace wasserfarbe::test
