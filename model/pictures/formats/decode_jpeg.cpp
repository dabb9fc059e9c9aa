#include "model/pictures/formats/decode_jpeg.h"

#include <array>
#include <csetjmp>
#include <cstdio> // for jpeglib.h, which does not include it
#include <string>
#include <vector>

#include <jerror.h>
#include <jpeglib.h>

#include "model/pictures/formats/decode_fault.h"
#include "model/pictures/formats/decode_inks.h"
#include "model/pictures/formats/image_header.h"
#include "model/pictures/formats/jpeg_segments.h"

namespace wasserfarbe {
namespace {

/// Of the warnings, these mean that pixels are lost; libjpeg makes some up and goes on.
bool means_lost_pixels(int code) {
    return code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE || code == JWRN_JPEG_EOF;
}

/// libjpeg's reader. An error jumps out of its functions, so they are called through `call` alone.
class JpegReader {
public:
    JpegReader() {
        jpeg_.err = jpeg_std_error(&errors_.manager);
        errors_.manager.error_exit = jump_out;
        errors_.manager.emit_message = [](j_common_ptr jpeg, int level) {
            constexpr int warning = -1;
            if (level == warning && means_lost_pixels(jpeg->err->msg_code))
                jump_out(jpeg);
        };
        call([](jpeg_decompress_struct& jpeg) { jpeg_create_decompress(&jpeg); });
    }
    ~JpegReader() { jpeg_destroy_decompress(&jpeg_); }
    JpegReader(const JpegReader&) = delete;
    JpegReader& operator=(const JpegReader&) = delete;

    /// @param work  takes the reader's structure; must not own anything, as an error jumps over destructors
    template <typename Work>
    void call(const Work& work) {
        if (setjmp(errors_.jump) != 0)
            throw PictureFault(Finding::Damaged, ErrorCode::DecodingFailed, {errors_.message.data()});
        work(jpeg_);
    }
    const jpeg_decompress_struct& state() const { return jpeg_; }

private:
    struct Errors {
        jpeg_error_mgr manager; // first, so that libjpeg's pointer to it is a pointer to all
        std::jmp_buf jump;
        std::array<char, JMSG_LENGTH_MAX> message;
    };
    [[noreturn]] static void jump_out(j_common_ptr jpeg) {
        auto* errors = reinterpret_cast<Errors*>(jpeg->err);
        errors->manager.format_message(jpeg, errors->message.data());
        std::longjmp(errors->jump, 1);
    }

    Errors errors_{};
    jpeg_decompress_struct jpeg_{};
};

void read_light(JpegReader& reader, Image& image) {
    reader.call([&image](jpeg_decompress_struct& jpeg) {
        while (jpeg.output_scanline < jpeg.output_height) {
            JSAMPROW row = image.row(static_cast<int>(jpeg.output_scanline));
            jpeg_read_scanlines(&jpeg, &row, 1);
        }
    });
}

void read_inks(JpegReader& reader, std::span<const std::uint8_t> bytes, Image& image) {
    const InkConverter converter(read_jpeg_profile(bytes),
                                 read_jpeg_header(bytes).adobe ? InkScale::None : InkScale::Full);
    std::vector<std::uint8_t> inks(4 * static_cast<std::size_t>(image.width));
    for (int y = 0; y < image.height; ++y) {
        JSAMPROW row = inks.data();
        reader.call([&row](jpeg_decompress_struct& jpeg) { jpeg_read_scanlines(&jpeg, &row, 1); });
        converter.convert(inks.data(), image.row(y), static_cast<std::size_t>(image.width));
    }
}

} // namespace

Image decode_jpeg(std::span<const std::uint8_t> bytes, int reduction) {
    JpegReader reader;
    reader.call([&](jpeg_decompress_struct& jpeg) {
        jpeg_mem_src(&jpeg, bytes.data(), static_cast<unsigned long>(bytes.size()));
        jpeg_read_header(&jpeg, TRUE);
        jpeg.out_color_space = jpeg.num_components == 4 ? JCS_CMYK : JCS_RGB;
        jpeg.scale_num = 1;
        jpeg.scale_denom = static_cast<unsigned>(reduction);
        jpeg_start_decompress(&jpeg);
    });
    const jpeg_decompress_struct& jpeg = reader.state();
    const int channels = jpeg.num_components == 4 ? 4 : 3;
    if (!is_decodable({jpeg.output_width, jpeg.output_height}) || jpeg.output_components != channels)
        throw PictureFault(Finding::Damaged, ErrorCode::HeaderContradicts);
    Image image(static_cast<int>(jpeg.output_width), static_cast<int>(jpeg.output_height));
    if (channels == 4)
        read_inks(reader, bytes, image);
    else
        read_light(reader, image);
    // What follows the last row is not needed, but tells whether all scans are whole.
    reader.call([](jpeg_decompress_struct& state) { jpeg_finish_decompress(&state); });
    return image;
}

} // namespace wasserfarbe
