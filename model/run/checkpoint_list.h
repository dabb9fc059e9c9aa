#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "model/run/run_directory.h"

namespace wasserfarbe {

/// A checkpoint that a run left on the disk.
struct SavedCheckpoint {
    std::filesystem::path path;
    int epoch = 0;           ///< epochs completed
    std::int64_t step = 0;   ///< 0 where neither its name nor its header says
    std::uint64_t bytes = 0; ///< on the disk
    bool pinned = false;     ///< kept until a person lets go of it
    /// The quality score; lower is better. NaN where it has none, or its header can't be read.
    double quality = std::numeric_limits<double>::quiet_NaN();

    bool operator==(const SavedCheckpoint&) const = default;
};

/// A run's checkpoints, oldest first. Reads their headers alone. Any thread; blocks on the disk.
std::vector<SavedCheckpoint> saved_checkpoints(const RunDirectory& run);

/// The one of the lowest quality score; nothing where none has a score.
std::optional<std::size_t> best_checkpoint(std::span<const SavedCheckpoint> list);

std::uint64_t total_bytes(std::span<const SavedCheckpoint> list);

/// The checkpoints that may go: all but the newest `kept` (0: all stay), the best, those that are pinned, and
/// `just_saved`, which is sure to be whole.
std::vector<std::filesystem::path> superfluous_checkpoints(std::span<const SavedCheckpoint> list, int kept,
                                                           const std::filesystem::path& just_saved);

/// Pins a checkpoint, or lets go of it: an empty file beside it, `NAME.pinned`, so that a training in another
/// process sees it at once. @throws Error (Disk; Model where there is no such checkpoint)
void set_pinned(const std::filesystem::path& checkpoint, bool pinned);
bool is_pinned(const std::filesystem::path& checkpoint);

/// Removes a checkpoint and its pin. @throws Error (Disk)
void remove_checkpoint(const std::filesystem::path& checkpoint);

/// Removes what `superfluous_checkpoints` names. One that can't be removed stays: it does no harm.
void remove_superfluous_checkpoints(const RunDirectory& run, int kept,
                                    const std::filesystem::path& just_saved);

} // namespace wasserfarbe
