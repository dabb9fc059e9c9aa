#include "model/pictures/formats/decode_gif.h"

#include <gif_lib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "model/pictures/formats/decode_fault.h"
#include "model/pictures/formats/image_header.h"

namespace wasserfarbe {
namespace {

using Bytes = std::span<const std::uint8_t>;

struct GifCloser {
    void operator()(GifFileType* gif) const { DGifCloseFile(gif, nullptr); }
};
using GifPointer = std::unique_ptr<GifFileType, GifCloser>;

int read_bytes(GifFileType* gif, GifByteType* target, int count) {
    auto& left = *static_cast<Bytes*>(gif->UserData);
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
    static constexpr std::array passes = {Pass{0, 8}, Pass{4, 8}, Pass{2, 4}, Pass{1, 2}};
    if (!interlaced)
        for (int y = 0; y < height; ++y)
            rows.push_back(y);
    else
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

} // namespace

Image decode_gif(Bytes bytes, Color alpha_color) {
    Bytes left = bytes;
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

} // namespace wasserfarbe
