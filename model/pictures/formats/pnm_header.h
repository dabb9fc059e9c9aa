#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "model/pictures/formats/image_header.h"

namespace wasserfarbe {

/// What stands before the pixels of a PBM, PGM or PPM file.
struct PnmHeader {
    bool text = false;        ///< numbers in decimal instead of bytes
    int channels = 1;         ///< 1 or 3
    ImageSize size;           ///< each side at most 2^31 - 1
    std::int64_t largest = 1; ///< what full brightness is written as, 1 to 65535
    bool bitmap = false;      ///< one bit a pixel, where 1 is black
    std::size_t pixels = 0;   ///< where they begin

    /// How many bytes the pixels take at least: exactly so many unless they are text.
    std::int64_t pixel_bytes() const;
};

/// Nothing where the header is damaged or ends early.
std::optional<PnmHeader> read_pnm_header(std::span<const std::uint8_t> bytes);

/// Reads one decimal number after blanks and comments and moves `position` behind it; nothing where there is
/// something else or the bytes end.
/// @param at_end  whether the bytes may end right after the number
std::optional<std::int64_t> read_pnm_number(std::span<const std::uint8_t> bytes, std::size_t& position,
                                            bool at_end = false);
/// The same for a single digit: PBM's text form needs no blanks between.
std::optional<std::int64_t> read_pnm_digit(std::span<const std::uint8_t> bytes, std::size_t& position);

bool is_pnm_space(std::uint8_t byte);

} // namespace wasserfarbe
