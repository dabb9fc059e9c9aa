#pragma once

#include <filesystem>
#include <variant>

#include "model/run/image_origin.h"

namespace wasserfarbe {

struct RunFolder {
    std::filesystem::path path;
};
struct PictureFolder {
    std::filesystem::path path;
};
struct ModelPath {
    std::filesystem::path path;
};

/// What a path that somebody dropped or named turns out to be; an ImageOrigin for an exported PNG.
using Recognized = std::variant<RunFolder, PictureFolder, ModelPath, ImageOrigin>;

/// Looks at the path, at a file's content rather than its ending. Blocks on the disk; any thread.
/// @throws Error (Data, Disk, Model), naming the path, where it is none of these
Recognized recognize(const std::filesystem::path& path);

} // namespace wasserfarbe
