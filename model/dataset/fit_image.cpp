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

/// Brings `source` to the size of `target` and writes it there. INTER_AREA averages only where both axes
/// shrink, so an axis that grows is left to a second pass.
void resize(const cv::Mat& source, cv::Mat& target) {
    const cv::Size shrunk(std::min(source.cols, target.cols), std::min(source.rows, target.rows));
    if (shrunk == target.size()) {
        cv::resize(source, target, shrunk, 0, 0, cv::INTER_AREA);
        return;
    }
    cv::Mat result = source;
    if (shrunk != source.size())
        cv::resize(source, result, shrunk, 0, 0, cv::INTER_AREA);
    cv::resize(result, target, target.size(), 0, 0, cv::INTER_CUBIC);
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

PictureArea kept_area(int width, int height, Fit fit, const std::optional<CropPlace>& place) {
    if (fit != Fit::Crop && fit != Fit::Top)
        return {0, 0, width, height};
    const CropPlace wanted = place.value_or(fit == Fit::Top ? CropPlace{0.5, 0.0} : CropPlace{});
    const int side = std::min(width, height);
    // Rounded down, so that the middle of an odd room is where it always was.
    const auto start = [](int room, double part) {
        return static_cast<int>(std::floor(room * std::clamp(part, 0.0, 1.0)));
    };
    return {start(width - side, wanted.x), start(height - side, wanted.y), side, side};
}

Image fit_image(const Image& image, int size, Fit fit, Color pad, const std::optional<CropPlace>& place) {
    if (image.empty() || size < 1)
        throw Error(ErrorKind::Usage, "an empty picture can't be brought to a size");
    if (image.width == size && image.height == size)
        return image;
    try {
        const cv::Mat source = view_of(image);
        const PictureArea kept = kept_area(image.width, image.height, fit, place);
        const cv::Mat part = source(cv::Rect(kept.left, kept.top, kept.width, kept.height));
        Image result(size, size);
        cv::Mat sheet(size, size, CV_8UC3, result.pixels.data());
        if (fit != Fit::Pad && fit != Fit::Edge) {
            resize(part, sheet);
            return result;
        }
        const cv::Rect to = centred_whole(source.size(), size);
        cv::Mat whole(to.size(), CV_8UC3);
        resize(part, whole);
        cv::copyMakeBorder(whole, sheet, to.y, size - to.y - to.height, to.x, size - to.x - to.width,
                           fit == Fit::Edge ? cv::BORDER_REPLICATE : cv::BORDER_CONSTANT,
                           cv::Scalar(pad.red, pad.green, pad.blue));
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
