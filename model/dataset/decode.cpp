#include "model/dataset/decode.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <fstream>
#include <limits>
#include <new>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "model/dataset/decode_gif.h"
#include "model/dataset/image_header.h"
#include "model/types/error.h"

namespace wasserfarbe {
namespace {

using Bytes = std::span<const std::uint8_t>;

/// How the colours of a picture with transparency are stored.
enum class Alpha {
    Straight,      ///< the colour itself
    Premultiplied, ///< the colour times its opacity
};

template <typename Channel>
std::uint8_t over_white(Channel color, Channel opacity, Alpha alpha) {
    constexpr std::uint64_t white = std::numeric_limits<Channel>::max();
    const std::uint64_t uncovered = white * (white - opacity);
    const std::uint64_t covered = alpha == Alpha::Straight ? std::uint64_t{color} * opacity : white * color;
    const std::uint64_t mixed = std::min(covered + uncovered, white * white);
    return static_cast<std::uint8_t>((mixed * 255 + white * white / 2) / (white * white));
}

template <typename Channel>
Image flatten(const cv::Mat& bgra, Alpha alpha) {
    Image image(bgra.cols, bgra.rows);
    for (int y = 0; y < image.height; ++y) {
        const Channel* source = bgra.ptr<Channel>(y);
        std::uint8_t* target = image.row(y);
        for (int x = 0; x < image.width; ++x, source += 4, target += 3)
            for (int c = 0; c < 3; ++c)
                target[c] = over_white(source[2 - c], source[3], alpha);
    }
    return image;
}

Image to_image(const cv::Mat& decoded, Alpha alpha) {
    if (decoded.depth() != CV_8U && decoded.depth() != CV_16U)
        throw Error(ErrorKind::Data, "its pixels are not 8 or 16 bit numbers; save it as PNG or JPEG");
    if (decoded.channels() == 4)
        return decoded.depth() == CV_8U ? flatten<std::uint8_t>(decoded, alpha)
                                        : flatten<std::uint16_t>(decoded, alpha);
    cv::Mat bytes = decoded;
    if (decoded.depth() == CV_16U)
        decoded.convertTo(bytes, CV_8U, 1.0 / 257.0);
    Image image(bytes.cols, bytes.rows);
    cv::Mat rgb(image.height, image.width, CV_8UC3, image.pixels.data());
    if (bytes.channels() == 1)
        cv::cvtColor(bytes, rgb, cv::COLOR_GRAY2RGB);
    else if (bytes.channels() == 3)
        cv::cvtColor(bytes, rgb, cv::COLOR_BGR2RGB);
    else
        throw Error(ErrorKind::Data,
                    "it has " + std::to_string(bytes.channels()) + " channels, not 1, 3 or 4");
    return image;
}

/// IMREAD_COLOR applies EXIF and drops transparency, IMREAD_UNCHANGED does neither.
int read_mode(ImageFormat format) {
    const bool may_be_transparent =
        format == ImageFormat::Png || format == ImageFormat::WebP || format == ImageFormat::Tiff;
    return may_be_transparent ? cv::IMREAD_UNCHANGED : cv::IMREAD_COLOR;
}

Image decode_with_opencv(Bytes bytes, ImageFormat format) {
    if (bytes.size() > INT_MAX)
        throw Error(ErrorKind::Data, "the file is larger than 2 GiB");
    // imdecode reads its input only; cv::Mat has no constant view.
    const cv::Mat input(1, static_cast<int>(bytes.size()), CV_8UC1, const_cast<std::uint8_t*>(bytes.data()));
    const cv::Mat decoded = cv::imdecode(input, read_mode(format));
    if (decoded.empty())
        throw Error(ErrorKind::Data,
                    "can't be decoded: damaged, truncated, or of a kind that is not supported");
    // libtiff's own conversion to 8-bit RGBA multiplies the colours by their opacity; 16 bits come as stored.
    const bool premultiplied = format == ImageFormat::Tiff && decoded.depth() == CV_8U;
    return to_image(decoded, premultiplied ? Alpha::Premultiplied : Alpha::Straight);
}

/// What the header tells, so that nothing is allocated for a lie. @throws Error (Data)
ImageFormat check_header(Bytes bytes) {
    if (bytes.empty())
        throw Error(ErrorKind::Data, "the file is empty");
    const std::optional<ImageFormat> format = detect_image_format(bytes);
    if (!format)
        throw Error(ErrorKind::Data, "is not an image of a known format");
    const std::optional<ImageSize> size = read_image_size(bytes);
    if (!size)
        throw Error(ErrorKind::Data, "its header is damaged or truncated");
    const std::string text = std::to_string(size->width) + " x " + std::to_string(size->height) + " pixels";
    if (size->width < 1 || size->height < 1)
        throw Error(ErrorKind::Data, "its header is damaged: " + text);
    if (!is_decodable(*size))
        throw Error(ErrorKind::Data, "is too large: " + text);
    if (*format == ImageFormat::Jpeg && !has_jpeg_end(bytes))
        throw Error(ErrorKind::Data, "the file is truncated: its end is missing");
    return *format;
}

std::vector<std::uint8_t> read_file(const std::filesystem::path& path) {
    const auto fail = [](int code) {
        return Error(ErrorKind::Data, "can't be read: " + std::generic_category().message(code));
    };
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::none ||
        status.type() == std::filesystem::file_type::not_found)
        throw fail(error.value());
    // Reading a pipe would wait for ever, a device would never end.
    if (!std::filesystem::is_regular_file(status))
        throw Error(ErrorKind::Data, "is not an ordinary file");
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    if (error)
        throw fail(error.value());
    if (size > INT_MAX)
        throw Error(ErrorKind::Data, "the file is larger than 2 GiB");
    errno = 0;
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        throw fail(errno);
    std::vector<std::uint8_t> bytes(size);
    stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (stream.bad())
        throw fail(errno != 0 ? errno : EIO);
    bytes.resize(static_cast<std::size_t>(stream.gcount())); // the file may have become shorter meanwhile
    return bytes;
}

} // namespace

Image decode_image(Bytes bytes) {
    const ImageFormat format = check_header(bytes);
    try {
        return format == ImageFormat::Gif ? decode_gif(bytes) : decode_with_opencv(bytes, format);
    } catch (const cv::Exception& error) {
        throw Error(ErrorKind::Data, error.code == cv::Error::StsNoMem
                                         ? std::string("there is not enough memory to decode it")
                                         : "can't be decoded: " + error.err);
    } catch (const std::bad_alloc&) {
        throw Error(ErrorKind::Data, "there is not enough memory to decode it");
    }
}

Image decode_image_file(const std::filesystem::path& path) {
    try {
        return decode_image(read_file(path));
    } catch (const Error& error) {
        throw Error(error.kind(), path, error.detail());
    } catch (const std::bad_alloc&) {
        throw Error(ErrorKind::Data, path, "there is not enough memory to read it");
    }
}

} // namespace wasserfarbe
