#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "model/types/image.h"

namespace wasserfarbe {

inline constexpr int kSmallestDemoFace = 16;
inline constexpr int kLargestDemoFace = 1024;

/// An anime-like face drawn by the program: something to train on for whoever has no pictures at hand. The
/// bytes depend on the arguments alone, not on the machine; faces of one seed and different indices are
/// unlike each other.
/// @param size  width and height in pixels, 16 to 1024
/// @throws Error (Usage) for a size out of range; Error (Memory)
Image draw_demo_face(std::uint64_t seed, std::int64_t index, int size);

/// Writes `draw_demo_face(seed, i, size)` for i from 0 to `count` - 1 as face-00001.png and so on, over files
/// of these names. Creates the folder. Works on all cores and blocks until all is done, cancelled or failed.
/// @param progress  called after each file with the number of files done, on a thread of this function's own
/// but never
///                  on two at once; returning false cancels: files already written stay. May be empty. May
///                  throw Error.
/// @throws Error (Usage) for a size or count out of range; Error (Disk) naming the file or folder; Error
/// (Memory)
void write_demo_faces(const std::filesystem::path& folder, std::int64_t count, int size, std::uint64_t seed,
                      const std::function<bool(std::int64_t done)>& progress = {});

} // namespace wasserfarbe
