#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "model/dataset/image_dataset.h"

namespace wasserfarbe {

struct TrainingState;

/// Something that came out otherwise when a stretch of a run was repeated.
struct RunDifference {
    std::string what;        ///< a tensor's name, "step 12: critic_loss", "random" ...
    std::int64_t values = 0; ///< how many numbers of it differ
    double largest = 0;      ///< the largest difference
};

/// What differs in counters, quality score and tensors. Of the seconds nothing is expected, and of the score
/// only where both have one.
std::vector<RunDifference> compare_states(const TrainingState& repeated, const TrainingState& saved);

/// What came of repeating the stretch of a run from one checkpoint to another.
struct RunVerification {
    std::filesystem::path from; ///< empty: the run's beginning
    std::filesystem::path to;
    std::int64_t first_step = 0;            ///< the stretch: steps after this one ...
    std::int64_t last_step = 0;             ///< ... up to this one
    std::vector<RunDifference> differences; ///< empty: the same, bit for bit

    bool same() const { return differences.empty(); }
};

struct VerifyOptions {
    /// Checkpoints of the run, by path. `to` empty: the newest that can be repeated; `from` empty: the
    /// checkpoint before `to`, or the beginning of the run where there is none.
    std::filesystem::path from;
    std::filesystem::path to;
    LoadProgress loading;                                                    ///< pictures read
    std::function<void(std::int64_t done, std::int64_t total)> on_step = {}; ///< steps repeated
};

/// Repeats a stretch of a run, on the device and with the thread count of then, and compares every tensor,
/// the counters and the rows of metrics.csv. Changes nothing on the disk; the run may go on training
/// meanwhile. Blocks; a training thread of its own.
/// @returns nothing where a stop was requested first
/// @throws Error (Model where the run has no stretch that can be repeated, and why; as TrainingRun::resume)
std::optional<RunVerification> verify_run(const std::filesystem::path& directory,
                                          const VerifyOptions& options = {},
                                          const std::stop_token& stop = {});

} // namespace wasserfarbe
