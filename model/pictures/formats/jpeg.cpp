#include "model/pictures/formats/jpeg.h"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstdio> // for jpeglib.h, which does not include it
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include <jerror.h>
#include <jpeglib.h>

#include "model/pictures/formats/decode_fault.h"
#include "model/pictures/formats/decode_inks.h"
#include "model/pictures/formats/exif_orientation.h"

namespace wasserfarbe {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kExifName = "Exif\0\0"sv;
constexpr std::string_view kIccName = "ICC_PROFILE\0"sv;
constexpr std::string_view kAdobeName = "Adobe"sv;

bool is_frame(std::uint8_t marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// Walks the segments of a JPEG as libjpeg does: bytes between segments, the coded data of a scan too, are
/// skipped.
class JpegSegments {
public:
    explicit JpegSegments(PictureBytes bytes) : bytes_(bytes) {}

    static constexpr std::uint8_t kEndOfImage = 0xD9;
    static constexpr std::uint8_t kStartOfScan = 0xDA;
    static constexpr std::uint8_t kExif = 0xE1;  ///< APP1
    static constexpr std::uint8_t kIcc = 0xE2;   ///< APP2
    static constexpr std::uint8_t kAdobe = 0xEE; ///< APP14

    /// The next marker that has a segment, or end of image; nothing at the end of the bytes.
    std::optional<std::uint8_t> next() {
        position_ = segment_end_;
        while (const std::optional<std::uint8_t> marker = find_marker()) {
            const bool standalone = *marker == 0x01 || (*marker >= 0xD0 && *marker <= 0xD8);
            if (standalone)
                continue;
            if (*marker == kEndOfImage) {
                segment_end_ = position_;
                return marker;
            }
            HeaderReader reader(bytes_);
            const std::uint32_t length = reader.big16(position_);
            if (!reader.ok() || length < 2 || bytes_.size() - position_ < length)
                return std::nullopt;
            segment_end_ = position_ + length;
            return marker;
        }
        return std::nullopt;
    }

    /// What the current segment holds, without marker and length.
    PictureBytes payload() const { return bytes_.subspan(position_ + 2, segment_end_ - position_ - 2); }

private:
    std::optional<std::uint8_t> find_marker() {
        while (position_ < bytes_.size()) {
            // Most of a file is coded data, so this search takes most of the time.
            const void* found = std::memchr(bytes_.data() + position_, 0xFF, bytes_.size() - position_);
            if (!found)
                return std::nullopt;
            position_ = static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - bytes_.data()) + 1;
            while (position_ < bytes_.size() && bytes_[position_] == 0xFF)
                ++position_;
            if (position_ < bytes_.size() && bytes_[position_] != 0)
                return bytes_[position_++];
        }
        return std::nullopt;
    }

    PictureBytes bytes_;
    std::size_t position_ = 2;    ///< after start of image; then the current segment's length field
    std::size_t segment_end_ = 2; ///< where to go on
};

/// How a JPEG is built, read once.
struct JpegStructure {
    std::optional<ImageSize> size;
    int components = 0;
    PictureBytes exif;  ///< the TIFF structure in it; empty: there is none
    bool adobe = false; ///< Adobe's marker: then inks are stored inverted
    std::int64_t scans = 0;
    bool ended = false;                      ///< the end-of-image marker follows a scan
    std::vector<PictureBytes> profile_parts; ///< by their numbers, from 1 on; empty: there is no ICC profile
    std::size_t profile_count = 0;           ///< of the parts that there should be
};

/// Reads a segment before the first scan. @returns whether the ones behind it count
bool read_header_segment(std::uint8_t marker, PictureBytes payload, JpegStructure& jpeg) {
    if (is_frame(marker) && !jpeg.size) {
        HeaderReader reader(payload);
        const ImageSize size{reader.big16(3), reader.big16(1)};
        jpeg.components = static_cast<int>(reader.byte(5));
        if (!reader.ok())
            return false;
        jpeg.size = size;
    }
    if (marker == JpegSegments::kExif && jpeg.exif.empty() && has_text(payload, 0, kExifName))
        jpeg.exif = payload.subspan(kExifName.size());
    if (marker == JpegSegments::kAdobe && has_text(payload, 0, kAdobeName) && payload.size() >= 12)
        jpeg.adobe = true;
    if (marker == JpegSegments::kIcc && has_text(payload, 0, kIccName) &&
        payload.size() >= kIccName.size() + 2) {
        jpeg.profile_parts.resize(256);
        jpeg.profile_parts[payload[kIccName.size()]] = payload.subspan(kIccName.size() + 2);
        jpeg.profile_count = payload[kIccName.size() + 1];
    }
    return true;
}

JpegStructure read_jpeg_structure(PictureBytes bytes) {
    JpegStructure jpeg;
    JpegSegments segments(bytes);
    bool in_header = true;
    while (const std::optional<std::uint8_t> marker = segments.next()) {
        if (*marker == JpegSegments::kEndOfImage) {
            jpeg.ended = jpeg.scans > 0;
            break;
        }
        if (*marker == JpegSegments::kStartOfScan) {
            in_header = false;
            ++jpeg.scans;
        }
        in_header = in_header && read_header_segment(*marker, segments.payload(), jpeg);
    }
    return jpeg;
}

/// The embedded ICC profile, put together from its parts; empty where there is none or a part is missing.
std::vector<std::uint8_t> profile_of(const JpegStructure& jpeg) {
    std::vector<std::uint8_t> profile;
    for (std::size_t i = 1; i <= jpeg.profile_count; ++i) {
        const PictureBytes part = jpeg.profile_parts[i];
        if (part.empty())
            return {};
        profile.insert(profile.end(), part.begin(), part.end());
    }
    return profile;
}

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

void read_inks(JpegReader& reader, const JpegStructure& structure, Image& image) {
    const InkConverter converter(profile_of(structure), structure.adobe ? InkScale::None : InkScale::Full);
    std::vector<std::uint8_t> inks(4 * static_cast<std::size_t>(image.width));
    for (int y = 0; y < image.height; ++y) {
        JSAMPROW row = inks.data();
        reader.call([&row](jpeg_decompress_struct& jpeg) { jpeg_read_scanlines(&jpeg, &row, 1); });
        converter.convert(inks.data(), image.row(y), static_cast<std::size_t>(image.width));
    }
}

/// By how much a JPEG may be reduced while it is decoded. The reduction is coarser than an average over
/// areas, so at least one halving is left to that: then no pixel of a 64 x 64 picture differs visibly.
int reduction(ImageSize size, int smallest_side) {
    if (smallest_side <= 0)
        return 1;
    const std::int64_t side = std::min(size.width, size.height);
    for (const int factor : {8, 4, 2})
        if ((side + factor - 1) / factor >= 2 * std::int64_t{smallest_side})
            return factor;
    return 1;
}

/// EXIF is not applied.
/// @param reduction  1, 2, 4 or 8: each side is so many times shorter, rounded up; faster than decoding it
/// whole
/// @throws PictureFault, also where a part of the coded pixels is missing
Image decode_jpeg(PictureBytes bytes, const JpegStructure& structure, int reduction) {
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
        read_inks(reader, structure, image);
    else
        read_light(reader, image);
    // What follows the last row is not needed, but tells whether all scans are whole.
    reader.call([](jpeg_decompress_struct& state) { jpeg_finish_decompress(&state); });
    return image;
}

bool is_jpeg(PictureBytes bytes) {
    return has_text(bytes, 0, "\xFF\xD8\xFF");
}

CodedPicture open_jpeg(PictureBytes bytes) {
    JpegStructure structure = read_jpeg_structure(bytes);
    CodedPicture picture;
    picture.size = structure.size;
    picture.traits.grey = structure.components == 1;
    picture.traits.cmyk = structure.components == 4;
    picture.traits.orientation = read_exif_orientation(structure.exif);
    picture.truncated = !structure.ended;
    picture.scans = structure.scans;
    picture.decode = [bytes, structure = std::move(structure)](const DecodeOptions& options) {
        return decode_jpeg(bytes, structure, reduction(*structure.size, options.smallest_side));
    };
    return picture;
}

constexpr PictureEnding kJpegEndings[] = {{".jpg"}, {".jpeg"}};

} // namespace

constinit const PictureFormat kJpeg = {
    .id = ImageFormat::Jpeg, .name = "jpeg", .endings = kJpegEndings, .detect = is_jpeg, .open = open_jpeg};

} // namespace wasserfarbe
