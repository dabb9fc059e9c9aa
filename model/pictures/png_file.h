#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "model/types/image.h"

namespace wasserfarbe {

/// A PNG's text chunks in file order: key and value, the value in UTF-8. Keys may repeat. A key is 1 to 79
/// printable ASCII characters without leading, trailing or doubled spaces.
using TextChunks = std::vector<std::pair<std::string, std::string>>;

/// The most pixels on a side of a PNG that is written or read here.
inline constexpr int kLargestPngSide = 16384;

/// The bytes of an 8-bit RGB PNG: the same for the same arguments, as no time is written. A value that
/// Latin-1 can express becomes a tEXt chunk, any other an iTXt chunk.
/// @throws Error (Usage) for an image without pixels or larger than 16384 x 16384, for a malformed key, and
/// for a
///         value that is not UTF-8 or contains NUL; Error (Memory)
std::vector<std::uint8_t> encode_png(const Image& image, const TextChunks& text = {});

/// Writes `encode_png` whole or not at all; see AtomicFile. Blocks on the disk. Any number of threads may
/// call it.
/// @throws Error as encode_png; Error (Disk) with the path
void write_png(const std::filesystem::path& path, const Image& image, const TextChunks& text = {});

struct PngFile {
    Image image;
    TextChunks text;
};

/// Any PNG of at most 16384 x 16384 pixels as 8-bit RGB: palettes and grey are expanded, 16 bits scaled down,
/// transparency laid over white. The text of tEXt, zTXt and iTXt chunks comes as UTF-8.
/// @throws Error (Data) for what is not a whole, sound PNG or is too large, found in its header before
/// anything is
///         allocated for the pixels; Error (Memory)
PngFile decode_png(std::span<const std::uint8_t> bytes);

/// @throws Error as decode_png and Error (Disk), naming the file
PngFile read_png(const std::filesystem::path& path);

} // namespace wasserfarbe
