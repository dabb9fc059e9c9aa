#include "model/pictures/formats/decode_opencv.h"

#include <climits>
#include <string>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "model/pictures/formats/decode_alpha.h"
#include "model/pictures/formats/decode_fault.h"
#include "model/pictures/image_size.h"

namespace wasserfarbe {
namespace {

template <typename Channel>
Image lay_image_over(const cv::Mat& bgra, Color background) {
    Image image(bgra.cols, bgra.rows);
    for (int y = 0; y < image.height; ++y)
        lay_row_over(bgra.ptr<Channel>(y), image.row(y), static_cast<std::size_t>(image.width),
                     ChannelOrder::Bgra, background, Alpha::Straight);
    return image;
}

Image opaque_image(const cv::Mat& decoded) {
    cv::Mat bytes = decoded;
    if (decoded.depth() == CV_16U)
        decoded.convertTo(bytes, CV_8U, 1.0 / 257.0);
    Image image(bytes.cols, bytes.rows);
    cv::Mat rgb(image.height, image.width, CV_8UC3, image.pixels.data());
    if (bytes.channels() == 1)
        cv::cvtColor(bytes, rgb, cv::COLOR_GRAY2RGB);
    else if (bytes.channels() == 3)
        cv::cvtColor(bytes, rgb, cv::COLOR_BGR2RGB);
    else if (bytes.channels() == 4)
        cv::cvtColor(bytes, rgb, cv::COLOR_BGRA2RGB);
    else
        throw PictureFault(Finding::Damaged, ErrorCode::ChannelCount, {bytes.channels()});
    return image;
}

} // namespace

cv::Mat decode_with_opencv(PictureBytes bytes, int mode) {
    static_assert(kMaxFileBytes <= INT_MAX);
    // imdecode reads its input only; cv::Mat has no constant view.
    const cv::Mat input(1, static_cast<int>(bytes.size()), CV_8UC1, const_cast<std::uint8_t*>(bytes.data()));
    cv::Mat decoded = cv::imdecode(input, mode);
    if (decoded.empty())
        throw PictureFault(Finding::Damaged, ErrorCode::Undecodable);
    if (decoded.depth() != CV_8U && decoded.depth() != CV_16U)
        throw PictureFault(Finding::Damaged, ErrorCode::PixelsNotWhole);
    return decoded;
}

Image rgb_image(const cv::Mat& decoded, std::optional<Color> background) {
    if (decoded.channels() != 4 || !background)
        return opaque_image(decoded);
    return decoded.depth() == CV_8U ? lay_image_over<std::uint8_t>(decoded, *background)
                                    : lay_image_over<std::uint16_t>(decoded, *background);
}

} // namespace wasserfarbe
