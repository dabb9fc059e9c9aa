#include "model/pictures/formats/webp.h"

#include <memory>
#include <vector>

#include <opencv2/imgcodecs.hpp>
#include <webp/decode.h>
#include <webp/demux.h>

#include "model/pictures/formats/decode_alpha.h"
#include "model/pictures/formats/decode_fault.h"
#include "model/pictures/formats/decode_opencv.h"
#include "model/pictures/formats/exif_orientation.h"
#include "model/pictures/formats/image_chunks.h"

namespace wasserfarbe {
namespace {

std::optional<ImageSize> webp_size(PictureBytes bytes) {
    HeaderReader reader(bytes);
    std::optional<ImageSize> size;
    if (has_text(bytes, 12, "VP8X"))
        size = ImageSize{std::int64_t{reader.little24(24)} + 1, std::int64_t{reader.little24(27)} + 1};
    else if (has_text(bytes, 12, "VP8L") && reader.byte(20) == 0x2F) {
        const std::uint32_t packed = reader.little32(21);
        size = ImageSize{(packed & 0x3FFF) + 1, ((packed >> 14) & 0x3FFF) + 1};
    } else if (has_text(bytes, 12, "VP8 ") && has_text(bytes, 23, "\x9D\x01\x2A"))
        size = ImageSize{reader.little16(26) & 0x3FFF, reader.little16(28) & 0x3FFF};
    return reader.ok() ? size : std::nullopt;
}

ImageTraits webp_traits(PictureBytes bytes) {
    ImageTraits traits;
    constexpr std::uint32_t alpha_flag = 0x10;
    int frames = 0;
    ImageChunks chunks(bytes, ImageChunks::Kind::WebP);
    while (const std::optional<ImageChunk> chunk = chunks.next()) {
        HeaderReader reader(chunk->data);
        if (chunk->is("VP8X"))
            traits.alpha = (reader.byte(0) & alpha_flag) != 0;
        else if (chunk->is("VP8L"))
            traits.alpha = traits.alpha || (reader.little32(1) >> 28 & 1) != 0;
        else if (chunk->is("ANMF"))
            ++frames;
        else if (chunk->is("EXIF"))
            traits.orientation = read_exif_orientation(chunk->data);
    }
    traits.animated = frames > 1;
    return traits;
}

bool webp_ends(PictureBytes bytes) {
    HeaderReader reader(bytes);
    const std::size_t riff_bytes = reader.little32(4);
    return bytes.size() >= 8 && bytes.size() - 8 >= riff_bytes;
}

/// Whether it holds an animation, of however many frames.
bool is_webp_animation(PictureBytes bytes) {
    constexpr std::uint32_t animation = 0x02;
    return has_text(bytes, 12, "VP8X") && (HeaderReader(bytes).byte(20) & animation) != 0;
}

struct DemuxerCloser {
    void operator()(WebPDemuxer* demuxer) const { WebPDemuxDelete(demuxer); }
};
struct FrameCloser {
    void operator()(WebPIterator* frame) const { WebPDemuxReleaseIterator(frame); }
};

PictureFault damaged() {
    return {Finding::Damaged, ErrorCode::Undecodable};
}

/// @param size  of the canvas, as the header tells
/// @throws PictureFault
Image decode_webp_animation(PictureBytes bytes, ImageSize size, Color alpha_color) {
    const WebPData data{bytes.data(), bytes.size()};
    const std::unique_ptr<WebPDemuxer, DemuxerCloser> demuxer(WebPDemux(&data));
    if (!demuxer || WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_WIDTH) != size.width ||
        WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_HEIGHT) != size.height)
        throw damaged();
    WebPIterator frame{};
    const std::unique_ptr<WebPIterator, FrameCloser> frame_guard(&frame);
    // The library has checked that frames lie within the canvas.
    if (WebPDemuxGetFrame(demuxer.get(), 1, &frame) != 1 || frame.complete != 1)
        throw damaged();
    const std::size_t row_bytes = 4 * static_cast<std::size_t>(size.width);
    std::vector<std::uint8_t> canvas(row_bytes * static_cast<std::size_t>(size.height)); // transparent
    const std::size_t start =
        row_bytes * static_cast<std::size_t>(frame.y_offset) + 4 * static_cast<std::size_t>(frame.x_offset);
    if (!WebPDecodeRGBAInto(frame.fragment.bytes, frame.fragment.size, canvas.data() + start,
                            canvas.size() - start, static_cast<int>(row_bytes)))
        throw damaged();
    Image image(static_cast<int>(size.width), static_cast<int>(size.height));
    for (int y = 0; y < image.height; ++y)
        lay_row_over(canvas.data() + row_bytes * static_cast<std::size_t>(y), image.row(y),
                     static_cast<std::size_t>(image.width), ChannelOrder::Rgba, alpha_color, Alpha::Straight);
    return image;
}

bool is_webp(PictureBytes bytes) {
    return has_text(bytes, 0, "RIFF") && has_text(bytes, 8, "WEBPVP8");
}

CodedPicture open_webp(PictureBytes bytes) {
    CodedPicture picture;
    picture.size = webp_size(bytes);
    picture.traits = webp_traits(bytes);
    picture.truncated = !webp_ends(bytes);
    picture.decode = [bytes, size = picture.size](const DecodeOptions& options) {
        return is_webp_animation(bytes)
                   ? decode_webp_animation(bytes, *size, options.alpha_color)
                   : rgb_image(decode_with_opencv(bytes, cv::IMREAD_UNCHANGED), options.alpha_color);
    };
    return picture;
}

constexpr PictureEnding kWebPEndings[] = {{".webp"}};

} // namespace

constinit const PictureFormat kWebP = {
    .id = ImageFormat::WebP, .name = "webp", .endings = kWebPEndings, .detect = is_webp, .open = open_webp};

} // namespace wasserfarbe
