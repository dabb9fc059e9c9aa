#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "model/files/file_stamp.h"
#include "model/types/finding.h"
#include "model/types/reason.h"

namespace wasserfarbe {

/// A file of a folder of pictures, as it was at one instant.
struct PictureFile {
    std::vector<std::uint8_t> bytes; ///< empty where it could not be read, and for an empty file
    FileStamp stamp; ///< before and after reading; what is known of it where it could not be read
    std::optional<Reason> reason;          ///< why it could not be read; nothing: it was
    Finding trouble = Finding::Unreadable; ///< beside a reason: Unreadable or TooLarge
};

/// Reads a whole file. Devices, pipes and folders are not opened for reading, more than kMaxFileBytes are not
/// read, and a file that changes meanwhile is read once more before it counts as unreadable. Does not throw
/// for anything about the file. Blocks on the disk; any thread.
PictureFile read_picture_file(const std::filesystem::path& path);

} // namespace wasserfarbe
