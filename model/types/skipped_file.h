#pragma once

#include <filesystem>

#include "model/types/reason.h"

namespace wasserfarbe {

/// A file or folder that could not be used, and why.
struct SkippedFile {
    std::filesystem::path path;
    Reason reason;

    bool operator==(const SkippedFile&) const = default;
};

} // namespace wasserfarbe
