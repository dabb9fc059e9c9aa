#include "model/pictures/formats/pnm_header.h"

#include <algorithm>

namespace wasserfarbe {
namespace {

using Bytes = std::span<const std::uint8_t>;

bool is_digit(std::uint8_t byte) {
    return byte >= '0' && byte <= '9';
}

/// Moves `position` to the next digit. @returns whether there is one
bool find_digit(Bytes bytes, std::size_t& position) {
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

} // namespace

bool is_pnm_space(std::uint8_t byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

std::int64_t PnmHeader::pixel_bytes() const {
    const std::int64_t numbers = size.width * channels;
    if (text) // a digit each, and something between them; bits may stand side by side
        return bitmap ? numbers * size.height : std::max<std::int64_t>(2 * numbers * size.height - 1, 0);
    const std::int64_t row = bitmap ? (numbers + 7) / 8 : numbers * (largest > 255 ? 2 : 1);
    return row * size.height;
}

std::optional<std::int64_t> read_pnm_number(Bytes bytes, std::size_t& position, bool at_end) {
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

std::optional<std::int64_t> read_pnm_digit(Bytes bytes, std::size_t& position) {
    if (!find_digit(bytes, position))
        return std::nullopt;
    return bytes[position++] - '0';
}

std::optional<PnmHeader> read_pnm_header(Bytes bytes) {
    if (bytes.size() < 3 || bytes[0] != 'P' || bytes[1] < '1' || bytes[1] > '6' || !is_pnm_space(bytes[2]))
        return std::nullopt;
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

} // namespace wasserfarbe
