#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

#include "model/pictures/formats/header_reader.h"

namespace wasserfarbe {

/// A named part of a PNG or WebP file.
struct ImageChunk {
    std::string_view name; ///< four bytes of the file
    PictureBytes data;
    PictureBytes whole; ///< with name, length and checksum

    bool is(std::string_view text) const { return name == text; }
};

/// The chunks of a PNG or a WebP in file order. Reads nothing outside of the bytes; every call goes forward.
class ImageChunks {
public:
    enum class Kind { Png, WebP };
    ImageChunks(PictureBytes bytes, Kind kind)
        : bytes_(bytes), position_(kind == Kind::Png ? 8 : 12), kind_(kind) {}

    /// Nothing at the end, and from the first chunk on that is not there as a whole.
    std::optional<ImageChunk> next() {
        const bool png = kind_ == Kind::Png;
        HeaderReader reader(bytes_);
        const std::size_t length = png ? reader.big32(position_) : reader.little32(position_ + 4);
        const std::size_t name = png ? position_ + 4 : position_;
        const std::size_t checksum_bytes = png ? 4 : 0;
        if (!reader.ok() || bytes_.size() - position_ < 8 ||
            bytes_.size() - position_ - 8 < length + checksum_bytes)
            return std::nullopt;
        const ImageChunk chunk{{reinterpret_cast<const char*>(bytes_.data()) + name, 4},
                               bytes_.subspan(position_ + 8, length),
                               bytes_.subspan(position_, 8 + length + checksum_bytes)};
        const std::size_t padding = png ? 0 : length % 2; // WebP's chunks begin at even places
        position_ = std::min(position_ + chunk.whole.size() + padding, bytes_.size());
        return chunk;
    }

private:
    PictureBytes bytes_;
    std::size_t position_;
    Kind kind_;
};

} // namespace wasserfarbe
