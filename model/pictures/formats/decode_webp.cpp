#include "model/pictures/formats/decode_webp.h"

#include <memory>
#include <vector>

#include <webp/decode.h>
#include <webp/demux.h>

#include "model/pictures/formats/decode_alpha.h"
#include "model/pictures/formats/decode_fault.h"
#include "model/pictures/formats/header_reader.h"

namespace wasserfarbe {
namespace {

struct DemuxerCloser {
    void operator()(WebPDemuxer* demuxer) const { WebPDemuxDelete(demuxer); }
};
struct FrameCloser {
    void operator()(WebPIterator* frame) const { WebPDemuxReleaseIterator(frame); }
};

PictureFault damaged() {
    return {Finding::Damaged, ErrorCode::Undecodable};
}

} // namespace

bool is_webp_animation(std::span<const std::uint8_t> bytes) {
    constexpr std::uint32_t animation = 0x02;
    return has_text(bytes, 12, "VP8X") && (HeaderReader(bytes).byte(20) & animation) != 0;
}

Image decode_webp_animation(std::span<const std::uint8_t> bytes, ImageSize size, Color alpha_color) {
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

} // namespace wasserfarbe
