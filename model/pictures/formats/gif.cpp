#include "model/pictures/formats/gif.h"

#include <gif_lib.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "model/pictures/formats/decode_fault.h"

namespace wasserfarbe {
namespace {

constexpr std::uint32_t kExtension = 0x21;
constexpr std::uint32_t kGraphicControl = 0xF9;
constexpr std::uint32_t kFrame = 0x2C;

/// What a GIF consists of, found without decoding it.
struct GifOutline {
    std::optional<ImageSize> size;  ///< of the screen
    int frames = 0;                 ///< that are there as a whole; counted up to 2
    bool cut = false;               ///< the bytes end before the first frame does
    bool transparent = false;       ///< the first frame has a transparent colour
    bool covers_the_screen = false; ///< so does the first frame
};

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

/// Stops at the first thing that is no part of a GIF.
GifOutline read_gif_outline(PictureBytes bytes) {
    GifOutline outline;
    HeaderReader reader(bytes);
    const std::uint32_t screen_width = reader.little16(6);
    const std::uint32_t screen_height = reader.little16(8);
    if (reader.ok())
        outline.size = ImageSize{screen_width, screen_height};
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

struct GifCloser {
    void operator()(GifFileType* gif) const { DGifCloseFile(gif, nullptr); }
};
using GifPointer = std::unique_ptr<GifFileType, GifCloser>;

int read_bytes(GifFileType* gif, GifByteType* target, int count) {
    auto& left = *static_cast<PictureBytes*>(gif->UserData);
    const std::size_t taken = std::min(left.size(), static_cast<std::size_t>(std::max(count, 0)));
    if (taken > 0)
        std::memcpy(target, left.data(), taken);
    left = left.subspan(taken);
    return static_cast<int>(taken);
}

PictureFault gif_fault(int code) {
    if (code == D_GIF_ERR_READ_FAILED || code == D_GIF_ERR_EOF_TOO_SOON)
        return {Finding::Truncated, ErrorCode::Incomplete};
    const char* text = GifErrorString(code);
    return {Finding::Damaged, ErrorCode::DecodingFailed, {text ? text : "damaged GIF"}};
}

void check(int result, const GifFileType& gif) {
    if (result != GIF_OK)
        throw gif_fault(gif.Error);
}

/// Reads one extension block; remembers the transparent colour where it is the block that says so.
void read_extension(GifFileType& gif, int& transparent) {
    int code = 0;
    GifByteType* block = nullptr;
    check(DGifGetExtension(&gif, &code, &block), gif);
    GraphicsControlBlock control;
    if (code == GRAPHICS_EXT_FUNC_CODE && block &&
        DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK)
        transparent = control.TransparentColor;
    while (block)
        check(DGifGetExtensionNext(&gif, &block), gif);
}

/// Reads up to and including the first image's descriptor. Returns the transparent colour or -1.
int find_first_frame(GifFileType& gif) {
    int transparent = NO_TRANSPARENT_COLOR;
    while (true) {
        GifRecordType type = UNDEFINED_RECORD_TYPE;
        check(DGifGetRecordType(&gif, &type), gif);
        if (type == IMAGE_DESC_RECORD_TYPE) {
            check(DGifGetImageDesc(&gif), gif);
            return transparent;
        }
        if (type == EXTENSION_RECORD_TYPE)
            read_extension(gif, transparent);
        if (type == TERMINATE_RECORD_TYPE)
            throw PictureFault(Finding::Damaged, ErrorCode::EmptyGif);
    }
}

/// The rows of a frame in the order in which the file has them.
std::vector<int> row_order(int height, bool interlaced) {
    std::vector<int> rows;
    rows.reserve(static_cast<std::size_t>(height));
    struct Pass {
        int first;
        int step;
    };
    const std::vector<Pass> passes =
        interlaced ? std::vector<Pass>{{0, 8}, {4, 8}, {2, 4}, {1, 2}} : std::vector<Pass>{{0, 1}};
    for (const Pass& pass : passes)
        for (int y = pass.first; y < height; y += pass.step)
            rows.push_back(y);
    return rows;
}

void draw_row(Image& canvas, int left, int y, const std::vector<GifPixelType>& line,
              const ColorMapObject& colors, int transparent) {
    const int columns = std::min(static_cast<int>(line.size()), canvas.width - left);
    for (int x = 0; x < columns; ++x) {
        const int index = line[static_cast<std::size_t>(x)];
        if (index == transparent)
            continue;
        // The coded data may use indices that the colour table does not have; browsers show them black.
        const GifColorType color = index < colors.ColorCount ? colors.Colors[index] : GifColorType{0, 0, 0};
        std::uint8_t* pixel = canvas.row(y) + std::ptrdiff_t{3} * (left + x);
        pixel[0] = color.Red;
        pixel[1] = color.Green;
        pixel[2] = color.Blue;
    }
}

void fill(Image& image, Color color) {
    for (std::size_t i = 0; i < image.pixels.size(); i += 3) {
        image.pixels[i] = color.red;
        image.pixels[i + 1] = color.green;
        image.pixels[i + 2] = color.blue;
    }
}

/// @throws PictureFault
Image decode_gif(PictureBytes bytes, Color alpha_color) {
    PictureBytes left = bytes;
    int error = 0;
    const GifPointer gif(DGifOpen(&left, read_bytes, &error));
    if (!gif)
        throw gif_fault(error);
    if (!is_decodable({gif->SWidth, gif->SHeight}))
        throw PictureFault(Finding::Damaged, ErrorCode::GifSize);
    const int transparent = find_first_frame(*gif);
    const GifImageDesc& frame = gif->Image;
    if (!is_decodable({frame.Width, frame.Height}) || frame.Left < 0 || frame.Top < 0)
        throw PictureFault(Finding::Damaged, ErrorCode::GifFrameSize);
    const ColorMapObject* colors = frame.ColorMap ? frame.ColorMap : gif->SColorMap;
    if (!colors)
        throw PictureFault(Finding::Damaged, ErrorCode::NoColorTable);

    Image canvas(gif->SWidth, gif->SHeight);
    fill(canvas, alpha_color);
    std::vector<GifPixelType> line(static_cast<std::size_t>(frame.Width));
    for (const int row : row_order(frame.Height, frame.Interlace)) {
        check(DGifGetLine(gif.get(), line.data(), frame.Width), *gif);
        if (frame.Top + row < canvas.height)
            draw_row(canvas, frame.Left, frame.Top + row, line, *colors, transparent);
    }
    return canvas;
}

bool is_gif(PictureBytes bytes) {
    return has_text(bytes, 0, "GIF87a") || has_text(bytes, 0, "GIF89a");
}

CodedPicture open_gif(PictureBytes bytes) {
    const GifOutline outline = read_gif_outline(bytes);
    CodedPicture picture;
    picture.size = outline.size;
    picture.traits.palette = true;
    picture.traits.alpha = outline.transparent || !outline.covers_the_screen;
    picture.traits.animated = outline.frames > 1;
    picture.truncated = outline.cut;
    picture.decode = [bytes](const DecodeOptions& options) { return decode_gif(bytes, options.alpha_color); };
    return picture;
}

constexpr PictureEnding kGifEndings[] = {{".gif"}};

} // namespace

constinit const PictureFormat kGif = {
    .id = ImageFormat::Gif, .name = "gif", .endings = kGifEndings, .detect = is_gif, .open = open_gif};

} // namespace wasserfarbe
