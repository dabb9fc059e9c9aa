#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "app/export/export_plan.h"

namespace wasserfarbe {

/// An export, decided in every respect.
struct ExportOrder {
    ExportSource source;
    ExportOptions options;
    /// The file to write, or the folder that several are written into (created where it is missing).
    std::filesystem::path target;
    /// The person agreed that a file of this name is written over; without, another name is found.
    bool replace = false;
};

struct ExportResult {
    std::filesystem::path path; ///< the file; the folder where there are several
    int files = 0;
    int frames = 0;  ///< in the film
    int skipped = 0; ///< previews that could not be read or have another size
};

/// @param done,total  images made; total can grow by none
/// @returns false to end it early
using ExportProgress = std::function<bool(int done, int total)>;

/// Renders, enlarges, lays out and writes. Takes a copy of the source's renderer, so the page goes on with
/// its own. PNGs of several are written whole but not synced one by one. Blocks; any thread but the GUI's.
/// @returns nothing where `progress` ended it: what it wrote is removed, as where it fails
/// @throws Error (Usage) for what `planExport` has a problem with; (Disk, Model, Data, Memory)
std::optional<ExportResult> runExport(const ExportOrder& order, const ExportProgress& progress);

} // namespace wasserfarbe
