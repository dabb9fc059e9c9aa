#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "model/dataset/parallel_work.h"

/// Pictures that take a codec about as long as photographs do.
namespace wasserfarbe::test {

/// Smooth colours, texture of two sizes, a few shapes with sharp edges, and noise.
inline cv::Mat photo(int width, int height, std::uint64_t seed) {
    cv::RNG random(seed * 0x9E3779B97F4A7C15ULL + 1);
    const auto field = [&](int cells, double low, double high, int interpolation) {
        cv::Mat small(cells, cells, CV_32FC3);
        random.fill(small, cv::RNG::UNIFORM, low, high);
        cv::Mat large;
        cv::resize(small, large, {width, height}, 0, 0, interpolation);
        return large;
    };
    cv::Mat picture = field(4, 30, 225, cv::INTER_CUBIC);
    picture += field(24, -25, 25, cv::INTER_CUBIC);
    picture += field(96, -10, 10, cv::INTER_LINEAR);
    for (int i = random.uniform(3, 8); i > 0; --i) {
        const cv::Scalar color(random.uniform(0, 256), random.uniform(0, 256), random.uniform(0, 256));
        const cv::Point center(random.uniform(0, width), random.uniform(0, height));
        const cv::Size half(random.uniform(2, width / 3), random.uniform(2, height / 3));
        cv::ellipse(picture, center, half, random.uniform(0, 180), 0, 360, color, cv::FILLED, cv::LINE_AA);
    }
    cv::Mat noise(height, width, CV_32FC3);
    random.fill(noise, cv::RNG::NORMAL, 0, 4);
    picture += noise;
    cv::Mat bytes;
    picture.convertTo(bytes, CV_8UC3);
    return bytes;
}

/// @param ending  of the name: says the format
inline void write_picture(const std::filesystem::path& path, const cv::Mat& picture, const char* ending,
                          const std::vector<int>& parameters = {}) {
    std::vector<std::uint8_t> bytes;
    cv::imencode(ending, picture, bytes, parameters);
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

/// As cameras and sites write them: with colours at half the size (4:2:0), which is OpenCV's default.
inline void write_jpeg(const std::filesystem::path& path, const cv::Mat& picture, int quality) {
    write_picture(path, picture, ".jpg", {cv::IMWRITE_JPEG_QUALITY, quality});
}

/// Calls `make(number)` for each of `count` files on all processors.
inline void make_files(std::int64_t count, const std::function<void(std::int64_t)>& make) {
    cv::setNumThreads(1);
    run_parallel(
        static_cast<std::size_t>(count), static_cast<int>(std::thread::hardware_concurrency()),
        [&](std::size_t i) { make(static_cast<std::int64_t>(i)); }, [](std::size_t) {}, {});
}

} // namespace wasserfarbe::test
