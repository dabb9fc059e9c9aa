#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "model/pictures/formats/image_header.h"

namespace wasserfarbe {

/// Walks the segments of a JPEG as libjpeg does: bytes between segments, the coded data of a scan too, are
/// skipped.
class JpegSegments {
public:
    explicit JpegSegments(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

    static constexpr std::uint8_t kEndOfImage = 0xD9;
    static constexpr std::uint8_t kStartOfScan = 0xDA;
    static constexpr std::uint8_t kExif = 0xE1;  ///< APP1
    static constexpr std::uint8_t kIcc = 0xE2;   ///< APP2
    static constexpr std::uint8_t kAdobe = 0xEE; ///< APP14

    /// The next marker that has a segment, or end of image; nothing at the end of the bytes.
    std::optional<std::uint8_t> next();
    /// What the current segment holds, without marker and length.
    std::span<const std::uint8_t> payload() const {
        return bytes_.subspan(position_ + 2, segment_end_ - position_ - 2);
    }

private:
    std::optional<std::uint8_t> find_marker();

    std::span<const std::uint8_t> bytes_;
    std::size_t position_ = 2;    ///< after start of image; then the current segment's length field
    std::size_t segment_end_ = 2; ///< where to go on
};

/// What the header of a JPEG says before its first scan.
struct JpegHeader {
    std::optional<ImageSize> size;
    int components = 0;
    std::span<const std::uint8_t> exif; ///< the TIFF structure in it; empty: there is none
    bool adobe = false;                 ///< Adobe's marker: then inks are stored inverted
};
JpegHeader read_jpeg_header(std::span<const std::uint8_t> bytes);

/// How far a JPEG goes. Reads all of it.
struct JpegExtent {
    std::int64_t scans = 0;
    bool ended = false; ///< the end-of-image marker follows a scan
};
JpegExtent read_jpeg_extent(std::span<const std::uint8_t> bytes);

/// The embedded ICC profile, put together from its parts; empty where there is none or a part is missing.
std::vector<std::uint8_t> read_jpeg_profile(std::span<const std::uint8_t> bytes);

} // namespace wasserfarbe
