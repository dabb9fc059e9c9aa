#include "model/pictures/formats/pnm.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "model/pictures/formats/decode_fault.h"

namespace wasserfarbe {
namespace {

bool is_pnm_space(std::uint8_t byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/// What stands before the pixels of a PBM, PGM or PPM file.
struct PnmHeader {
    bool text = false;        ///< numbers in decimal instead of bytes
    int channels = 1;         ///< 1 or 3
    ImageSize size;           ///< each side at most 2^31 - 1
    std::int64_t largest = 1; ///< what full brightness is written as, 1 to 65535
    bool bitmap = false;      ///< one bit a pixel, where 1 is black
    std::size_t pixels = 0;   ///< where they begin

    /// How many bytes the pixels take at least: exactly so many unless they are text.
    std::int64_t pixel_bytes() const {
        const std::int64_t numbers = size.width * channels;
        if (text) // a digit each, and something between them; bits may stand side by side
            return bitmap ? numbers * size.height : std::max<std::int64_t>(2 * numbers * size.height - 1, 0);
        const std::int64_t row = bitmap ? (numbers + 7) / 8 : numbers * (largest > 255 ? 2 : 1);
        return row * size.height;
    }
};

bool is_digit(std::uint8_t byte) {
    return byte >= '0' && byte <= '9';
}

/// Moves `position` to the next digit. @returns whether there is one
bool find_digit(PictureBytes bytes, std::size_t& position) {
    while (position < bytes.size() && !is_digit(bytes[position])) {
        if (bytes[position] == '#')
            while (position < bytes.size() && bytes[position] != '\n' && bytes[position] != '\r')
                ++position;
        else if (!is_pnm_space(bytes[position]))
            return false;
        else
            ++position;
    }
    return position < bytes.size();
}

/// Reads one decimal number after blanks and comments and moves `position` behind it; nothing where there is
/// something else or the bytes end.
/// @param at_end  whether the bytes may end right after the number
std::optional<std::int64_t> read_pnm_number(PictureBytes bytes, std::size_t& position, bool at_end = false) {
    if (!find_digit(bytes, position))
        return std::nullopt;
    std::int64_t value = 0;
    for (; position < bytes.size() && is_digit(bytes[position]); ++position) {
        value = value * 10 + (bytes[position] - '0');
        if (value > INT32_MAX)
            return std::nullopt;
    }
    if (position >= bytes.size() && !at_end) // more digits may have been cut off
        return std::nullopt;
    return value;
}

/// The same for a single digit: PBM's text form needs no blanks between.
std::optional<std::int64_t> read_pnm_digit(PictureBytes bytes, std::size_t& position) {
    if (!find_digit(bytes, position))
        return std::nullopt;
    return bytes[position++] - '0';
}

/// Of bytes that begin like one of these; nothing where the header is damaged or ends early.
std::optional<PnmHeader> read_pnm_header(PictureBytes bytes) {
    const int kind = bytes[1] - '0';
    PnmHeader header;
    header.text = kind <= 3;
    header.bitmap = kind == 1 || kind == 4;
    header.channels = kind == 3 || kind == 6 ? 3 : 1;
    std::size_t position = 2;
    const std::optional<std::int64_t> width = read_pnm_number(bytes, position);
    const std::optional<std::int64_t> height = width ? read_pnm_number(bytes, position) : std::nullopt;
    if (!height)
        return std::nullopt;
    header.size = {*width, *height};
    if (!header.bitmap) {
        const std::optional<std::int64_t> largest = read_pnm_number(bytes, position);
        if (!largest || *largest < 1 || *largest > 65535)
            return std::nullopt;
        header.largest = *largest;
    }
    if (!is_pnm_space(bytes[position]))
        return std::nullopt;
    header.pixels = position + 1;
    return header;
}

bool pnm_ends(PictureBytes bytes, const PnmHeader& header) {
    return is_decodable(header.size) &&
           static_cast<std::int64_t>(bytes.size() - header.pixels) >= header.pixel_bytes();
}

/// What each stored number is as 8 bits.
std::vector<std::uint8_t> brightness_table(const PnmHeader& header) {
    const auto largest = static_cast<std::size_t>(header.largest);
    std::vector<std::uint8_t> table(largest + 1);
    for (std::size_t i = 0; i <= largest; ++i)
        table[i] = static_cast<std::uint8_t>((i * 255 + largest / 2) / largest);
    if (header.bitmap)
        std::reverse(table.begin(), table.end()); // 1 is black
    return table;
}

/// Reads a row of numbers.
class RowReader {
public:
    RowReader(PictureBytes bytes, const PnmHeader& header)
        : bytes_(bytes), header_(header), position_(header.pixels) {}

    void read(std::vector<std::uint32_t>& row) {
        if (header_.text)
            read_text(row);
        else if (header_.bitmap)
            read_bits(row);
        else
            read_bytes(row);
    }

private:
    void read_text(std::vector<std::uint32_t>& row) {
        for (std::uint32_t& number : row) {
            const std::optional<std::int64_t> value =
                header_.bitmap ? read_pnm_digit(bytes_, position_) : read_pnm_number(bytes_, position_, true);
            if (!value && position_ >= bytes_.size())
                throw PictureFault(Finding::Truncated, ErrorCode::EndMissing);
            if (!value)
                throw PictureFault(Finding::Damaged, ErrorCode::NotNumbers);
            number = static_cast<std::uint32_t>(*value);
        }
    }
    // The bytes are all there: see pnm_ends.
    void read_bits(std::vector<std::uint32_t>& row) {
        for (std::size_t x = 0; x < row.size(); ++x)
            row[x] = (bytes_[position_ + x / 8] >> (7 - x % 8)) & 1;
        position_ += (row.size() + 7) / 8;
    }
    void read_bytes(std::vector<std::uint32_t>& row) {
        const bool two = header_.largest > 255;
        for (std::uint32_t& number : row) {
            number = bytes_[position_++];
            if (two)
                number = number << 8 | bytes_[position_++];
        }
    }

    PictureBytes bytes_;
    const PnmHeader& header_;
    std::size_t position_;
};

/// @throws PictureFault
Image decode_pnm(PictureBytes bytes, const PnmHeader& header) {
    Image image(static_cast<int>(header.size.width), static_cast<int>(header.size.height));
    const std::vector<std::uint8_t> table = brightness_table(header);
    const std::size_t largest = table.size() - 1;
    const std::size_t copies = header.channels == 1 ? 3 : 1; // of each number
    std::vector<std::uint32_t> row(image.row_bytes() / copies);
    RowReader reader(bytes, header);
    for (int y = 0; y < image.height; ++y) {
        reader.read(row);
        std::uint8_t* target = image.row(y);
        for (const std::uint32_t number : row) {
            std::fill_n(target, copies, table[std::min<std::size_t>(number, largest)]);
            target += copies;
        }
    }
    return image;
}

bool is_pnm(PictureBytes bytes) {
    return bytes.size() >= 3 && bytes[0] == 'P' && bytes[1] >= '1' && bytes[1] <= '6' &&
           is_pnm_space(bytes[2]);
}

CodedPicture open_pnm(PictureBytes bytes) {
    CodedPicture picture;
    const std::optional<PnmHeader> header = read_pnm_header(bytes);
    picture.truncated = !header || !pnm_ends(bytes, *header);
    if (!header)
        return picture;
    picture.size = header->size;
    picture.traits.grey = header->channels == 1;
    picture.traits.sixteen_bit = header->largest > 255;
    picture.decode = [bytes, header = *header](const DecodeOptions&) { return decode_pnm(bytes, header); };
    return picture;
}

constexpr PictureEnding kPnmEndings[] = {{".ppm"}, {".pgm", false}, {".pbm", false}, {".pnm", false}};

} // namespace

constinit const PictureFormat kPnm = {
    .id = ImageFormat::Pnm, .name = "pnm", .endings = kPnmEndings, .detect = is_pnm, .open = open_pnm};

} // namespace wasserfarbe
