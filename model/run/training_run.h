#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "model/dataset/image_dataset.h"
#include "model/run/run_directory.h"
#include "model/training/trainer.h"
#include "model/types/error.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

struct BranchFiles;

/// What a new run is made of.
struct NewRun {
    std::filesystem::path data;      ///< folder of pictures
    std::filesystem::path directory; ///< of the run; may exist, but not hold a run
    std::string preset;              ///< the preset that `config` began from
    TrainingConfig config;
    std::uint64_t seed = 1;
    Device device;
    int threads = 0;                 ///< 0: measured
    std::int64_t max_steps = 0;      ///< total to stop at; 0: when the epochs are full
    bool epochs_limit_steps = false; ///< end with the epochs even where `max_steps` lies beyond
    DatasetSelection selection{};    ///< which of the pictures take part
    /// What the run begins with (a branch): the weights and optimizers of a run or a checkpoint, or the
    /// weights of another model file (see ModelInfo); empty: new weights. `config` must have networks of the
    /// same shapes: see `may_change_on_branch`.
    std::filesystem::path branch_of{};
    /// Where a model file that is no checkpoint lacks a critic: the file that has it.
    std::filesystem::path critic_of{};
    /// Both, where somebody has opened them already: see BranchParent.
    std::shared_ptr<const BranchFiles> branch_files{};
};

/// What a resumed run may change.
struct ResumeOptions {
    std::optional<int> epochs;  ///< a new goal
    std::int64_t max_steps = 0; ///< total of the run to stop at; 0: when the epochs are full
    /// Settings to go on with, `epochs` above left out; nothing: the run's own. Refused, with the names of
    /// the settings, where they would make it a different run: see `may_change_on_resume`.
    std::optional<TrainingConfig> config{};
};

/// A Trainer wired to a folder of pictures and a run directory: metrics, previews, checkpoints and log land
/// there. `create`, `resume` and `run` block and belong on a thread of their own, the same one.
class TrainingRun {
public:
    /// Loads the pictures, builds the networks and only then writes the directory: what goes wrong leaves
    /// nothing behind.
    /// @param control  what other threads ask of it, which they may do already; null: one of its own
    /// @returns nothing where a stop was requested before the run existed. @throws Error
    static std::unique_ptr<TrainingRun> create(const NewRun& run, const LoadProgress& progress = {},
                                               std::stop_token stop = {},
                                               std::shared_ptr<RunControl> control = {});

    /// Goes on from the newest checkpoint that can be read, or from the beginning where none was written yet;
    /// on the device and with the thread count that it had. @throws Error; Data where the pictures are not
    /// the ones that the run began with
    static std::unique_ptr<TrainingRun> resume(const std::filesystem::path& directory,
                                               const ResumeOptions& options = {},
                                               const LoadProgress& progress = {}, std::stop_token stop = {},
                                               std::shared_ptr<RunControl> control = {});
    ~TrainingRun();

    /// See Trainer::run. What it throws is also in run.json and in the log.
    Trainer::Outcome run(RunObserver& observer, std::stop_token stop);

    const RunDirectory& directory() const;
    const RunRecord& record() const;     ///< not while it runs, but on its own thread
    const ImageDataset& dataset() const; ///< any thread

    RunControl& control(); ///< any thread

private:
    class Impl;
    explicit TrainingRun(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace wasserfarbe
