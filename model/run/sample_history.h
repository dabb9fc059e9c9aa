#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "model/run/run_directory.h"
#include "model/training/preview_grid.h" // what the previews show, and how they are laid out

namespace wasserfarbe {

/// A preview that a run left on the disk.
struct SavedPreview {
    std::filesystem::path path;
    int epoch = 0;                    ///< epochs completed
    std::optional<std::int64_t> step; ///< set where a person asked for it within an epoch

    bool operator==(const SavedPreview&) const = default;
};

/// A run's previews, oldest first; told by their names alone, so some may be damaged. None where there is no
/// such folder. Any thread; blocks on the disk.
std::vector<SavedPreview> saved_previews(const RunDirectory& run);

} // namespace wasserfarbe
