#pragma once

#include <filesystem>

namespace wasserfarbe {

/// Moves a file or folder to the person's trash. @returns false where that can't be done: it is still there
/// then. Blocks on the disk; any thread.
bool moveToTrash(const std::filesystem::path& path);

} // namespace wasserfarbe
