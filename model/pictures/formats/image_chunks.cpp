#include "model/pictures/formats/image_chunks.h"

#include <algorithm>

#include "model/pictures/formats/header_reader.h"

namespace wasserfarbe {

ImageChunks ImageChunks::of_png(std::span<const std::uint8_t> bytes) {
    return {bytes, 8, Kind::Png};
}

ImageChunks ImageChunks::of_webp(std::span<const std::uint8_t> bytes, std::size_t first) {
    return {bytes, first, Kind::WebP};
}

std::optional<ImageChunk> ImageChunks::next() {
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

} // namespace wasserfarbe
