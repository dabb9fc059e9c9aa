#include "model/pictures/formats/exif_orientation.h"

#include <optional>
#include <string_view>

#include <opencv2/core.hpp>

#include "model/pictures/formats/header_reader.h"
#include "model/pictures/formats/tiff_directory.h"

namespace wasserfarbe {
namespace {

constexpr int kLastOrientation = 8;

} // namespace

int read_exif_orientation(std::span<const std::uint8_t> exif) {
    using namespace std::string_view_literals;
    constexpr std::string_view name = "Exif\0\0"sv; // some writers leave it in PNG and WebP too
    const std::optional<TiffDirectory> directory =
        TiffDirectory::first(has_text(exif, 0, name) ? exif.subspan(name.size()) : exif);
    const std::uint32_t value =
        directory ? directory->value(TiffDirectory::Orientation).value_or(kUpright) : kUpright;
    return value >= kUpright && value <= kLastOrientation ? static_cast<int>(value) : kUpright;
}

Image turn_upright(Image image, int orientation) {
    if (orientation <= kUpright || orientation > kLastOrientation || image.empty())
        return image;
    const bool exchanged = exchanges_sides(orientation);
    Image turned(exchanged ? image.height : image.width, exchanged ? image.width : image.height);
    const cv::Mat source(image.height, image.width, CV_8UC3, image.pixels.data());
    cv::Mat target(turned.height, turned.width, CV_8UC3, turned.pixels.data());
    switch (orientation) {
    case 2:
        cv::flip(source, target, 1);
        break;
    case 3:
        cv::flip(source, target, -1);
        break;
    case 4:
        cv::flip(source, target, 0);
        break;
    case 5:
        cv::transpose(source, target);
        break;
    case 6:
        cv::rotate(source, target, cv::ROTATE_90_CLOCKWISE);
        break;
    case 7:
        cv::transpose(source, target);
        cv::flip(target, target, -1);
        break;
    case 8:
        cv::rotate(source, target, cv::ROTATE_90_COUNTERCLOCKWISE);
        break;
    }
    return turned;
}

} // namespace wasserfarbe
