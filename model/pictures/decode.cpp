#include "model/pictures/decode.h"

#include <algorithm>
#include <mutex>
#include <new>
#include <optional>
#include <string>

#include <opencv2/core.hpp>

#include "model/pictures/formats/decode_fault.h"
#include "model/pictures/formats/decode_gif.h"
#include "model/pictures/formats/decode_jpeg.h"
#include "model/pictures/formats/decode_opencv.h"
#include "model/pictures/formats/decode_pnm.h"
#include "model/pictures/formats/decode_tiff.h"
#include "model/pictures/formats/decode_webp.h"
#include "model/pictures/formats/exif_orientation.h"
#include "model/pictures/formats/image_header.h"
#include "model/pictures/formats/image_traits.h"
#include "model/pictures/formats/jpeg_segments.h"
#include "model/pictures/picture_file.h"

namespace wasserfarbe {
namespace {

using Bytes = std::span<const std::uint8_t>;

/// A picture of more pixels is decoded while no other such one is.
constexpr std::int64_t kManyPixels = std::int64_t{1} << 25;

/// What the header tells of a picture that may be decoded.
struct Checked {
    ImageFormat format = ImageFormat::Png;
    ImageSize size;
    ImageTraits traits;
};

/// Each scan of a JPEG goes over all of its pixels again: few bytes could keep a decoder busy for hours.
void check_scans(std::int64_t scans, ImageSize size) {
    constexpr std::int64_t most_visits = 16 * kMaxImagePixels;
    if (scans > most_visits / (size.width * size.height))
        throw PictureFault(Finding::Damaged, ErrorCode::TooManyScans, {scans});
}

/// Looks at everything that can be told without decoding, so that nothing is allocated for a lie.
/// @throws PictureFault
Checked check_picture(Bytes bytes) {
    if (bytes.empty())
        throw PictureFault(Finding::Empty, ErrorCode::FileEmpty);
    if (bytes.size() > static_cast<std::uint64_t>(kMaxFileBytes))
        throw PictureFault(Finding::TooLarge, ErrorCode::FileTooLarge, {kMaxFileText});
    const std::optional<ImageFormat> format = detect_image_format(bytes);
    if (!format)
        throw PictureFault(Finding::NotImage, ErrorCode::NotAPicture);
    const std::optional<ImageSize> size = read_image_size(bytes);
    if (!size)
        throw PictureFault(is_truncated(bytes) ? Finding::Truncated : Finding::Damaged,
                           ErrorCode::HeaderDamaged);
    if (size->width < 1 || size->height < 1)
        throw PictureFault(Finding::Damaged, ErrorCode::ImpossibleSize, {size->width, size->height});
    if (!is_decodable(*size))
        throw PictureFault(Finding::TooLarge, ErrorCode::PictureTooLarge, {size->width, size->height});
    // libtiff may do with less than the file promises.
    if (*format != ImageFormat::Tiff && is_truncated(bytes))
        throw PictureFault(Finding::Truncated, ErrorCode::EndMissing);
    if (*format == ImageFormat::Jpeg)
        check_scans(read_jpeg_extent(bytes).scans, *size);
    return {*format, *size, read_image_traits(bytes)};
}

/// By how much a JPEG may be reduced while it is decoded. The reduction is coarser than an average over
/// areas, so at least one halving is left to that: then no pixel of a 64 x 64 picture differs visibly.
int reduction(ImageSize size, int smallest_side) {
    if (smallest_side <= 0)
        return 1;
    const std::int64_t side = std::min(size.width, size.height);
    for (const int factor : {8, 4, 2})
        if ((side + factor - 1) / factor >= 2 * std::int64_t{smallest_side})
            return factor;
    return 1;
}

/// The picture as it is stored, not yet upright.
Image decode_stored(Bytes bytes, const Checked& checked, const DecodeOptions& options) {
    switch (checked.format) {
    case ImageFormat::Gif:
        return decode_gif(bytes, options.alpha_color);
    case ImageFormat::Pnm:
        return decode_pnm(bytes);
    case ImageFormat::Tiff:
        return decode_tiff(bytes, checked.size, options.alpha_color);
    case ImageFormat::Jpeg:
        return decode_jpeg(bytes, reduction(checked.size, options.smallest_side));
    case ImageFormat::WebP:
        if (is_webp_animation(bytes))
            return decode_webp_animation(bytes, checked.size, options.alpha_color);
        break;
    case ImageFormat::Png:
    case ImageFormat::Bmp:
        break;
    }
    return decode_with_opencv(bytes, checked.format, checked.traits, options.alpha_color);
}

/// @throws PictureFault
Image decode_checked(Bytes bytes, const Checked& checked, const DecodeOptions& options) {
    static std::mutex one_at_a_time;
    std::unique_lock<std::mutex> alone;
    if (checked.size.width * checked.size.height > kManyPixels)
        alone = std::unique_lock(one_at_a_time);
    try {
        return turn_upright(decode_stored(bytes, checked, options), checked.traits.orientation);
    } catch (const cv::Exception& error) {
        if (error.code == cv::Error::StsNoMem)
            throw PictureFault(Finding::Damaged, ErrorCode::NoMemoryForPicture, {"decode"});
        throw PictureFault(Finding::Damaged, ErrorCode::DecodingFailed, {error.err});
    } catch (const std::bad_alloc&) {
        throw PictureFault(Finding::Damaged, ErrorCode::NoMemoryForPicture, {"decode"});
    }
}

} // namespace

Image decode_image(Bytes bytes, const DecodeOptions& options) {
    const Checked checked = check_picture(bytes);
    try {
        return decode_checked(bytes, checked, options);
    } catch (const PictureFault& fault) {
        if (fault.finding() == Finding::Damaged && fault.code() != ErrorCode::NoMemoryForPicture &&
            is_truncated(bytes))
            throw PictureFault(Finding::Truncated, ErrorCode::EndMissing);
        throw;
    }
}

Image decode_image_file(const std::filesystem::path& path, const DecodeOptions& options) {
    const PictureFile file = read_picture_file(path);
    if (file.reason)
        throw Error(*file.reason, path);
    return naming(path, [&] { return decode_image(file.bytes, options); });
}

} // namespace wasserfarbe
