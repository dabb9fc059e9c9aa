#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/run/saved_files.h"
#include "model/types/dataset_selection.h"
#include "model/types/device.h"
#include "model/types/error.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

enum class RunState { Running, Stopped, Finished, Failed };
std::string_view run_state_name(RunState state);

/// What run.json says.
struct RunRecord {
    RunState state = RunState::Running; ///< `Running` though no process trains it: the run was cut off
    std::optional<Error> failure;       ///< why, where it failed; of an earlier version, the sentence alone
    std::string preset;                 ///< the preset that the settings began from
    TrainingConfig config;
    std::uint64_t seed = 1;
    Device device;              ///< as asked for; `auto` is chosen anew at each resume
    int threads = 0;            ///< as asked for, or as measured since; 0: not measured yet
    std::filesystem::path data; ///< the folder of pictures, absolute
    DatasetSelection selection; ///< which of its pictures take part
    std::int64_t images = 0;    ///< pictures that are trained on
    std::int64_t held_out = 0;  ///< pictures that are kept from training
    std::string fingerprint;    ///< of those pictures: ImageDataset::fingerprint
    /// Whether `fingerprint` can be compared: an earlier version decoded large JPEGs otherwise, so that its
    /// fingerprints of the same pictures differ. It kept no selection either.
    bool compares_pixels = true;
    std::filesystem::path branch_of; ///< the checkpoint that it began with; empty: new weights
    std::int64_t branch_step = 0;    ///< steps that the run of that checkpoint had made
    std::string software;            ///< that wrote it
    std::string libtorch;            ///< version of LibTorch
    std::string started;             ///< ISO 8601, UTC
    std::string finished;            ///< when it last ended; empty while it has not
    int epoch = 0;                   ///< epochs completed when it last ended
    std::int64_t step = 0;
    double seconds = 0; ///< of training, pauses left out
};

/// A longer run.json is not read.
inline constexpr std::size_t kMaxRunRecordSize = std::size_t{1} << 20;

/// @throws Error (Model) that says what is wrong
RunRecord parse_run_record(std::string_view json);
std::string format_run_record(const RunRecord& record);

/// The paths of a run on disk. Copyable, holds nothing open; any thread.
class RunDirectory {
public:
    using Checkpoint = SavedFile; ///< without a step it is the epoch's last

    explicit RunDirectory(std::filesystem::path path) : path_(std::move(path)) {}

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path record_path() const { return path_ / "run.json"; }
    std::filesystem::path metrics_path() const { return path_ / "metrics.csv"; }
    std::filesystem::path log_path() const { return path_ / "log.txt"; }
    std::filesystem::path previews_path() const { return path_ / "previews"; }
    std::filesystem::path checkpoints_path() const { return path_ / "checkpoints"; }

    /// `epoch-000012.png`; one that a person asked for within an epoch also has its step.
    std::filesystem::path preview_path(int epoch, std::optional<std::int64_t> step = {}) const;
    /// `epoch-000012.safetensors`; one within an epoch also has its step.
    std::filesystem::path checkpoint_path(int epoch, std::optional<std::int64_t> step = {}) const;

    bool holds_run() const;
    /// @throws Error (Usage) where it holds a run, or checkpoints that one left behind. One of epoch 0,
    /// without a run.json, was left by a process that was killed while it made a branch, and does not
    /// count.
    void require_free() const;
    /// Creates the folders. @throws Error (Disk; Usage as require_free)
    void create() const;

    /// As `saved_files`.
    std::vector<Checkpoint> checkpoints() const;
    /// @throws Error (Model) where there is none
    std::filesystem::path newest_checkpoint() const;

    RunRecord read_record() const;                    ///< @throws Error (Disk, Model)
    void write_record(const RunRecord& record) const; ///< whole or not at all. @throws Error (Disk)

private:
    std::filesystem::path path_;
};

/// The model file that a person means by `path`: a run's newest checkpoint, or the file itself.
/// @throws Error (Model) where there is neither
std::filesystem::path resolve_model_path(const std::filesystem::path& path);

} // namespace wasserfarbe
