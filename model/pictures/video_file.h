#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "model/types/image.h"

namespace wasserfarbe {

/// Writes an MP4: H.264 where the system can encode it, MPEG-4 Part 2 otherwise. The film takes its name when
/// it is whole (`finish`); until then, and where anything fails, a file of that name stays as it was. One
/// thread at a time; every method blocks on the encoder and the disk.
class VideoFile {
public:
    /// An odd width or height is made even by repeating the last column or row: encoders take no others.
    /// @param width,height  of every frame, in pixels, 2 to 16384
    /// @param frames_per_second  1 to 120
    /// @throws Error (Usage) for a size or speed out of range; (Disk) where the file can't be written or
    /// there is no encoder for this size
    VideoFile(std::filesystem::path path, int width, int height, int frames_per_second);
    /// Removes the unfinished film where `finish` was not called or failed.
    ~VideoFile();

    /// @throws Error (Usage) for a frame of another size, and after `finish`
    void append(const Image& frame);
    std::int64_t frames() const;

    /// Ends the film and gives it its name. @throws Error (Usage) where it has no frame; (Disk)
    void finish();

private:
    struct Film;
    std::unique_ptr<Film> film_;
};

} // namespace wasserfarbe
