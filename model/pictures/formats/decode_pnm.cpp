#include "model/pictures/formats/decode_pnm.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "model/pictures/formats/decode_fault.h"
#include "model/pictures/formats/pnm_header.h"

namespace wasserfarbe {
namespace {

using Bytes = std::span<const std::uint8_t>;

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
    RowReader(Bytes bytes, const PnmHeader& header)
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
    // The bytes are all there: see is_truncated.
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

    Bytes bytes_;
    const PnmHeader& header_;
    std::size_t position_;
};

} // namespace

Image decode_pnm(Bytes bytes) {
    const std::optional<PnmHeader> header = read_pnm_header(bytes);
    if (!header || is_truncated(bytes))
        throw PictureFault(Finding::Truncated, ErrorCode::EndMissing);
    Image image(static_cast<int>(header->size.width), static_cast<int>(header->size.height));
    const std::vector<std::uint8_t> table = brightness_table(*header);
    const std::size_t largest = table.size() - 1;
    const std::size_t copies = header->channels == 1 ? 3 : 1; // of each number
    std::vector<std::uint32_t> row(image.row_bytes() / copies);
    RowReader reader(bytes, *header);
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

} // namespace wasserfarbe
