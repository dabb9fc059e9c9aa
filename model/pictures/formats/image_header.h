#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace wasserfarbe {

enum class ImageFormat { Png, Jpeg, Bmp, Gif, WebP, Pnm, Tiff };

/// In pixels, as the header claims: may be zero, and larger than anything that can be decoded.
struct ImageSize {
    std::int64_t width = 0;
    std::int64_t height = 0;

    bool operator==(const ImageSize&) const = default;
};

/// The largest picture that is decoded: a larger one is a mistake or an attack.
inline constexpr std::int64_t kMaxImageSide = 65500;
inline constexpr std::int64_t kMaxImagePixels = std::int64_t{1} << 28;

/// The largest file that is read, and what is said of a larger one.
inline constexpr std::int64_t kMaxFileBytes = std::int64_t{512} << 20;
inline constexpr const char* kMaxFileText = "512 MiB";

/// Whether both sides are at least 1 and the limits above hold.
bool is_decodable(ImageSize size);

/// The format by the first bytes; nothing where it is none of these.
std::optional<ImageFormat> detect_image_format(std::span<const std::uint8_t> bytes);

/// Width and height from the header alone, before any turn that EXIF asks for; nothing where the format is
/// unknown or the header is damaged. Reads nothing outside `bytes` and allocates nothing.
std::optional<ImageSize> read_image_size(std::span<const std::uint8_t> bytes);

/// Whether a JPEG has its end-of-image marker after a scan. Decoders fill a truncated one with grey and call
/// it a success. A thumbnail's own marker, inside an EXIF segment, does not count.
bool has_jpeg_end(std::span<const std::uint8_t> bytes);

/// Whether the end of a picture of a known format is missing, as far as its structure tells without decoding
/// it: of an animation, the end of its first frame. Reads nothing outside `bytes` and allocates nothing; the
/// time grows with the number of bytes alone.
bool is_truncated(std::span<const std::uint8_t> bytes);

} // namespace wasserfarbe
