#pragma once

#include <filesystem>

namespace wasserfarbe {

/// Shows a file or folder in the desktop's file manager, selected where it can do that; otherwise opens the
/// folder that holds it. GUI thread; does not wait for the answer.
void revealInFileManager(const std::filesystem::path& path);

} // namespace wasserfarbe
