#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace wasserfarbe {

/// A named part of a PNG or WebP file.
struct ImageChunk {
    std::string_view name; ///< four bytes of the file
    std::span<const std::uint8_t> data;
    std::span<const std::uint8_t> whole; ///< with name, length and checksum

    bool is(std::string_view text) const { return name == text; }
};

/// The chunks of a PNG or a WebP in file order. Reads nothing outside of the bytes; every call goes forward.
class ImageChunks {
public:
    static ImageChunks of_png(std::span<const std::uint8_t> bytes);
    /// @param bytes  of the whole file, or of a frame: then `first` is where its chunks begin
    static ImageChunks of_webp(std::span<const std::uint8_t> bytes, std::size_t first = 12);

    /// Nothing at the end, and from the first chunk on that is not there as a whole.
    std::optional<ImageChunk> next();

private:
    enum class Kind { Png, WebP };
    ImageChunks(std::span<const std::uint8_t> bytes, std::size_t first, Kind kind)
        : bytes_(bytes), position_(first), kind_(kind) {}

    std::span<const std::uint8_t> bytes_;
    std::size_t position_;
    Kind kind_;
};

} // namespace wasserfarbe
