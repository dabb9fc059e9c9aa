#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace wasserfarbe {

/// A file or folder that could not be used, and why, in one plain phrase.
struct SkippedFile {
    std::filesystem::path path;
    std::string reason;

    bool operator==(const SkippedFile&) const = default;
};

/// What lies in a folder of pictures. All paths begin with `folder` as it was given.
struct FolderScan {
    std::filesystem::path folder;
    std::vector<std::filesystem::path> files; ///< by the bytes of their paths below the folder
    std::vector<SkippedFile> skipped;         ///< in the same order: unreadable folders, dead links, devices
};

/// Finds the pictures in a folder and all folders below it, by the endings png, jpg, jpeg, bmp, webp, tif,
/// tiff, gif and ppm in upper or lower case. Names that begin with a dot are left out. Links to files count,
/// links to folders are not followed. The order depends on the names alone. Opens no picture. Any thread;
/// blocks on the disk.
/// @throws Error (Data) where the folder is missing, can't be read or holds no picture.
FolderScan scan_folder(const std::filesystem::path& folder);

} // namespace wasserfarbe
