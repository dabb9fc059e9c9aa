#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "model/pictures/formats/header_reader.h"
#include "model/pictures/image_format.h"
#include "model/pictures/image_size.h"
#include "model/types/color.h"
#include "model/types/image.h"

namespace wasserfarbe {

struct PictureFormat;

/// How a picture is stored.
struct ImageTraits {
    bool grey = false;        ///< without colour
    bool palette = false;     ///< pixels are places in a table of colours
    bool sixteen_bit = false; ///< more than 8 bits for each channel
    bool alpha = false;       ///< parts may be transparent
    bool cmyk = false;        ///< inks instead of light
    bool animated = false;    ///< more than one frame or page, a thumbnail not counted
    int orientation = 1;      ///< see exif_orientation.h

    bool operator==(const ImageTraits&) const = default;
};

struct DecodeOptions {
    Color alpha_color = kWhite; ///< behind transparent parts
    /// A JPEG may come at a half, a quarter or an eighth of its size, as long as its shorter side keeps at
    /// least so many pixels: much faster than decoding it whole and shrinking it. 0: always whole.
    int smallest_side = 0;
};

/// What a picture's structure tells before anything is decoded. Refers to the bytes.
struct CodedPicture {
    PictureBytes bytes;
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
    bool (*detect)(PictureBytes bytes);
    /// All of a CodedPicture but `bytes` and `format`, of bytes that were detected. Reads nothing outside of
    /// them, decodes nothing and follows no circle; the time grows with their number alone, memory does not.
    CodedPicture (*open)(PictureBytes bytes);
};

/// Every format, once.
std::span<const PictureFormat* const> picture_formats();
const PictureFormat& picture_format(ImageFormat id);
/// The format by the first bytes; null where it is none of these.
const PictureFormat* detect_picture_format(PictureBytes bytes);
/// The format that an ending stands for; null where it stands for none.
/// @param ending  in lower case, with its dot
const PictureFormat* picture_format_of_ending(std::string_view ending);

/// Finds the format of a picture and reads its structure; see PictureFormat::open. Any thread.
CodedPicture open_picture(PictureBytes bytes);

} // namespace wasserfarbe
