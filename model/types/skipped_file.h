#pragma once

#include <filesystem>
#include <string>

namespace wasserfarbe {

/// A file or folder that could not be used, and why, in one plain phrase.
struct SkippedFile {
    std::filesystem::path path;
    std::string reason;

    bool operator==(const SkippedFile&) const = default;
};

} // namespace wasserfarbe
