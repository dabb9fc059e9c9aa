#include "model/pictures/decode.h"

#include <mutex>
#include <new>
#include <optional>
#include <string>

#include <opencv2/core.hpp>

#include "model/pictures/formats/decode_fault.h"
#include "model/pictures/formats/exif_orientation.h"
#include "model/pictures/picture_file.h"
#include "model/types/unhandled_value.h"

namespace wasserfarbe {
namespace {

/// A picture of more pixels is decoded while no other such one is.
constexpr std::int64_t kManyPixels = std::int64_t{1} << 25;

/// Looks at everything that can be told without decoding, so that nothing is allocated for a lie.
/// @throws PictureFault
void check_picture(const CodedPicture& picture) {
    if (picture.bytes.empty())
        throw PictureFault(Finding::Empty, ErrorCode::FileEmpty);
    if (picture.bytes.size() > static_cast<std::uint64_t>(kMaxFileBytes))
        throw PictureFault(Finding::TooLarge, ErrorCode::FileTooLarge, {kMaxFileText});
    if (!picture.format)
        throw PictureFault(Finding::NotImage, ErrorCode::NotAPicture);
    const std::optional<ImageSize>& size = picture.size;
    if (!size)
        throw PictureFault(picture.truncated ? Finding::Truncated : Finding::Damaged,
                           ErrorCode::HeaderDamaged);
    if (size->width < 1 || size->height < 1)
        throw PictureFault(Finding::Damaged, ErrorCode::ImpossibleSize, {size->width, size->height});
    if (!is_decodable(*size))
        throw PictureFault(Finding::TooLarge, ErrorCode::PictureTooLarge, {size->width, size->height});
    if (picture.format->end_needed && picture.truncated)
        throw PictureFault(Finding::Truncated, ErrorCode::EndMissing);
    // Each scan goes over all of the pixels again: few bytes could keep a decoder busy for hours.
    constexpr std::int64_t most_visits = 16 * kMaxImagePixels;
    if (picture.scans > most_visits / (size->width * size->height))
        throw PictureFault(Finding::Damaged, ErrorCode::TooManyScans, {picture.scans});
}

/// @throws PictureFault
Image decode_checked(const CodedPicture& picture, const DecodeOptions& options) {
    static std::mutex one_at_a_time;
    std::unique_lock<std::mutex> alone;
    if (picture.size->width * picture.size->height > kManyPixels)
        alone = std::unique_lock(one_at_a_time);
    try {
        return turn_upright(picture.decode(options), picture.traits.orientation);
    } catch (const cv::Exception& error) {
        if (error.code == cv::Error::StsNoMem)
            throw PictureFault(Finding::Damaged, ErrorCode::NoMemoryForPicture, {"decode"});
        throw PictureFault(Finding::Damaged, ErrorCode::DecodingFailed, {error.err});
    } catch (const std::bad_alloc&) {
        throw PictureFault(Finding::Damaged, ErrorCode::NoMemoryForPicture, {"decode"});
    }
}

} // namespace

Image decode_picture(const CodedPicture& picture, const DecodeOptions& options) {
    check_picture(picture);
    try {
        return decode_checked(picture, options);
    } catch (const PictureFault& fault) {
        if (fault.finding() == Finding::Damaged && fault.code() != ErrorCode::NoMemoryForPicture &&
            picture.truncated)
            throw PictureFault(Finding::Truncated, ErrorCode::EndMissing);
        throw;
    }
}

Image decode_image(std::span<const std::uint8_t> bytes, const DecodeOptions& options) {
    return decode_picture(open_picture(bytes), options);
}

Image decode_image_file(const std::filesystem::path& path, const DecodeOptions& options) {
    const PictureFile file = read_picture_file(path);
    if (file.reason)
        throw Error(*file.reason, path);
    return naming(path, [&] { return decode_image(file.bytes, options); });
}

} // namespace wasserfarbe
