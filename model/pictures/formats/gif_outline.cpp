#include "model/pictures/formats/gif_outline.h"

#include "model/pictures/formats/header_reader.h"

namespace wasserfarbe {
namespace {

constexpr std::uint32_t kExtension = 0x21;
constexpr std::uint32_t kGraphicControl = 0xF9;
constexpr std::uint32_t kFrame = 0x2C;

/// The bytes of a colour table that `flags` announces.
std::size_t table_bytes(std::uint32_t flags) {
    return (flags & 0x80) != 0 ? std::size_t{3} << ((flags & 7) + 1) : 0;
}

/// Moves `position` behind a row of blocks and the empty one at its end.
void skip_blocks(HeaderReader& reader, std::size_t& position) {
    while (reader.ok()) {
        const std::size_t length = reader.byte(position);
        position += 1 + length;
        if (length == 0)
            return;
    }
}

} // namespace

GifOutline read_gif_outline(std::span<const std::uint8_t> bytes) {
    GifOutline outline;
    HeaderReader reader(bytes);
    const std::uint32_t screen_width = reader.little16(6);
    const std::uint32_t screen_height = reader.little16(8);
    std::size_t position = 13 + table_bytes(reader.byte(10));
    bool transparent = false;
    while (reader.ok() && outline.frames < 2) {
        const std::uint32_t kind = reader.byte(position);
        if (kind == kExtension) {
            if (reader.byte(position + 1) == kGraphicControl && reader.byte(position + 2) == 4)
                transparent = (reader.byte(position + 3) & 1) != 0;
            position += 2;
            skip_blocks(reader, position);
        } else if (kind == kFrame) {
            const bool covers = reader.little16(position + 1) == 0 && reader.little16(position + 3) == 0 &&
                                reader.little16(position + 5) >= screen_width &&
                                reader.little16(position + 7) >= screen_height;
            if (outline.frames == 0) {
                outline.transparent = transparent;
                outline.covers_the_screen = covers;
            }
            position += 10 + table_bytes(reader.byte(position + 9)) + 1; // the size of a code
            skip_blocks(reader, position);
            outline.frames += reader.ok() ? 1 : 0;
        } else
            break;
    }
    outline.cut = outline.frames == 0 && !reader.ok();
    return outline;
}

} // namespace wasserfarbe
