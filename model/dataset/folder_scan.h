#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "model/files/file_stamp.h"
#include "model/types/skipped_file.h"

namespace wasserfarbe {

/// What lies in a folder of pictures. All paths begin with `folder` as it was given.
struct FolderScan {
    std::filesystem::path folder;
    std::vector<std::filesystem::path> files; ///< by the bytes of their paths below the folder
    std::vector<FileStamp> stamps;            ///< of each file
    std::vector<SkippedFile> skipped; ///< in the same order: unreadable folders, links that lead nowhere or
                                      ///< to folders, devices
};

/// Finds the pictures in a folder and all folders below it, by their formats' endings (PictureEnding) in
/// upper or lower case. Names that begin with a dot are left out. Links to files count, links to folders are
/// not followed. The order depends on the names alone. Opens no picture. Any thread; blocks on the disk.
/// Where a stop is requested it returns early, with what it has.
/// @throws Error (Data) where the folder is missing, can't be read or holds no picture.
FolderScan scan_folder(const std::filesystem::path& folder, const std::stop_token& stop = {});

/// The path of a file below a folder as bytes: a part of `file`, valid as long as that is.
/// @pre `file` begins with `folder`, as in a FolderScan
std::string_view name_below(const std::filesystem::path& folder, const std::filesystem::path& file);

} // namespace wasserfarbe
