#include "model/pictures/formats/exif_orientation.h"

#include <array>
#include <optional>
#include <string_view>

#include <opencv2/core.hpp>

#include "model/pictures/formats/tiff_directory.h"

namespace wasserfarbe {
namespace {

constexpr int kLastOrientation = 8;

} // namespace

int read_exif_orientation(PictureBytes exif) {
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
    cv::Mat source(image.height, image.width, CV_8UC3, image.pixels.data());
    cv::Mat target(turned.height, turned.width, CV_8UC3, turned.pixels.data());
    if (exchanged) {
        cv::transpose(source, target);
        source = target;
    }
    // How each is mirrored then, by the numbers of cv::flip; 5 is not.
    static constexpr std::array<int, kLastOrientation + 1> flips = {0, 0, 1, -1, 0, 0, 1, -1, 0};
    if (orientation != 5)
        cv::flip(source, target, flips[static_cast<std::size_t>(orientation)]);
    return turned;
}

} // namespace wasserfarbe
