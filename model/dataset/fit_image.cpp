#include "model/dataset/fit_image.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "model/types/error.h"
#include "model/types/image_grid.h"
#include "model/types/image_scale.h"

namespace wasserfarbe {
namespace {

/// The source is only read; cv::Mat has no constant view.
cv::Mat view_of(const Image& image) {
    return {image.height, image.width, CV_8UC3, const_cast<std::uint8_t*>(image.pixels.data())};
}

/// INTER_AREA averages only where both axes shrink, so an axis that grows is left to a second pass.
cv::Mat resize(const cv::Mat& source, cv::Size target) {
    const cv::Size shrunk(std::min(source.cols, target.width), std::min(source.rows, target.height));
    cv::Mat result = source;
    if (shrunk != source.size())
        cv::resize(source, result, shrunk, 0, 0, cv::INTER_AREA);
    if (shrunk != target) {
        cv::Mat enlarged;
        cv::resize(result, enlarged, target, 0, 0, cv::INTER_CUBIC);
        result = enlarged;
    }
    return result;
}

cv::Rect centre_square(cv::Size size) {
    const int side = std::min(size.width, size.height);
    return {(size.width - side) / 2, (size.height - side) / 2, side, side};
}

/// Where the whole picture goes on a square sheet: at least one pixel, however long and thin it is.
cv::Rect centred_whole(cv::Size picture, int size) {
    const double scale = static_cast<double>(size) / std::max(picture.width, picture.height);
    const auto scaled = [&](int side) {
        return std::clamp(static_cast<int>(std::lround(side * scale)), 1, size);
    };
    const int width = scaled(picture.width);
    const int height = scaled(picture.height);
    return {(size - width) / 2, (size - height) / 2, width, height};
}

} // namespace

Image fit_image(const Image& image, int size, Fit fit, double pad_value) {
    if (image.empty() || size < 1)
        throw Error(ErrorKind::Usage, "an empty picture can't be brought to a size");
    if (image.width == size && image.height == size)
        return image;
    try {
        const cv::Mat source = view_of(image);
        const bool crop = fit == Fit::Crop;
        const cv::Rect from = crop ? centre_square(source.size()) : cv::Rect({}, source.size());
        const cv::Rect to = fit == Fit::Pad ? centred_whole(source.size(), size) : cv::Rect(0, 0, size, size);
        Image result(size, size, level_to_byte(pad_value));
        cv::Mat sheet(size, size, CV_8UC3, result.pixels.data());
        resize(source(from), to.size()).copyTo(sheet(to));
        return result;
    } catch (const cv::Exception& error) {
        throw Error(ErrorKind::Internal, "a picture could not be resized: " + error.err);
    }
}

Image enlarge_smooth(const Image& image, int factor) {
    check_scale(image, factor);
    if (image.empty() || factor == 1)
        return image;
    try {
        Image result(image.width * factor, image.height * factor);
        cv::Mat enlarged(result.height, result.width, CV_8UC3, result.pixels.data());
        cv::resize(view_of(image), enlarged, enlarged.size(), 0, 0, cv::INTER_CUBIC);
        return result;
    } catch (const cv::Exception& error) {
        throw Error(ErrorKind::Internal, "an image could not be enlarged: " + error.err);
    }
}

} // namespace wasserfarbe
