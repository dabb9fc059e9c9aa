#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "model/pictures/decode_options.h"
#include "model/pictures/formats/image_traits.h"
#include "model/pictures/image_format.h"
#include "model/pictures/image_size.h"
#include "model/types/image.h"

namespace wasserfarbe {

struct PictureFormat;

/// What a picture's structure tells before anything is decoded. Refers to the bytes.
struct CodedPicture {
    std::span<const std::uint8_t> bytes;
    const PictureFormat* format = nullptr; ///< by the first bytes; null: none that is known
    std::optional<ImageSize> size; ///< before any turn that EXIF asks for; nothing: its header is damaged
    ImageTraits traits;            ///< what a damaged file does not tell is as for a plain picture
    bool truncated = false; ///< its end is missing, as far as that shows: of an animation, its first frame's
    std::int64_t scans = 1; ///< how often decoding goes over all of its pixels
    /// Its pixels as they are stored, not yet upright. Any thread.
    /// @pre the size is decodable, and it is not truncated where its format needs its end
    /// @throws PictureFault, cv::Exception, std::bad_alloc
    std::function<Image(const DecodeOptions&)> decode;
};

/// What the name of a picture's file ends in.
struct PictureEnding {
    std::string_view text;    ///< in lower case, with its dot
    bool searched_for = true; ///< makes a file one of a folder's pictures
};

/// All that is particular to a format. Each is defined in the file of this folder that has its name.
struct PictureFormat {
    ImageFormat id;
    std::string_view name; ///< in reports for programs
    std::span<const PictureEnding> endings;
    bool end_needed = true; ///< false: its decoder may do with less than the file promises
    bool (*detect)(std::span<const std::uint8_t> bytes);
    /// All of a CodedPicture but `bytes` and `format`, of bytes that were detected. Reads nothing outside of
    /// them, decodes nothing and follows no circle; the time grows with their number alone, memory does not.
    CodedPicture (*open)(std::span<const std::uint8_t> bytes);
};

/// Every format, once.
std::span<const PictureFormat* const> picture_formats();
const PictureFormat& picture_format(ImageFormat id);
/// The format by the first bytes; null where it is none of these.
const PictureFormat* detect_picture_format(std::span<const std::uint8_t> bytes);
/// The format that an ending stands for; null where it stands for none.
/// @param ending  in lower case, with its dot
const PictureFormat* picture_format_of_ending(std::string_view ending);

/// Finds the format of a picture and reads its structure; see PictureFormat::open. Any thread.
CodedPicture open_picture(std::span<const std::uint8_t> bytes);

} // namespace wasserfarbe
