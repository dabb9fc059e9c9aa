#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
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

/// What is to be done with a run's last state, which could not be written into its folder.
struct UnsavedChoice {
    enum class Action { Retry, SaveElsewhere, GiveUp };
    Action action = Action::GiveUp;
    std::filesystem::path folder{}; ///< for SaveElsewhere: where a checkpoint is written to
};

/// A TrainingObserver that is also told what lands on the disk. Every method is called on the training
/// thread.
class RunObserver : public TrainingObserver {
public:
    virtual void on_preview_saved(const std::filesystem::path&, const Preview&) {}
    virtual void on_checkpoint_saved(const std::filesystem::path&, std::int64_t /*step*/) {}
    /// Writing into the run's folder fails; training goes on, and it is tried again and again. Told once,
    /// until `on_disk_recovered` says that everything is written.
    virtual void on_disk_trouble(const Error&) {}
    virtual void on_disk_recovered() {}
    /// The run ends, and its last state can't be written. May block until a person has answered; asked again
    /// where saving as answered fails, too. After GiveUp the run ends with an Error.
    virtual UnsavedChoice on_unsaved(const Error&, std::int64_t /*step*/) { return {}; }
    /// The last state was written elsewhere, as `on_unsaved` wished.
    virtual void on_saved_elsewhere(const std::filesystem::path&) {}
};

/// A Trainer wired to a folder of pictures and a run directory: metrics, previews, checkpoints and log land
/// there. `create`, `resume` and `run` block and belong on a thread of their own, the same one; the requests
/// may come from any.
class TrainingRun {
public:
    /// Loads the pictures, builds the networks and only then writes the directory: what goes wrong leaves
    /// nothing behind.
    /// @returns nothing where a stop was requested before the run existed. @throws Error
    static std::unique_ptr<TrainingRun> create(const NewRun& run, const LoadProgress& progress = {},
                                               std::stop_token stop = {});

    /// Goes on from the newest checkpoint that can be read, or from the beginning where none was written yet;
    /// on the device and with the thread count that it had. @throws Error; Data where the pictures are not
    /// the ones that the run began with
    static std::unique_ptr<TrainingRun> resume(const std::filesystem::path& directory,
                                               const ResumeOptions& options = {},
                                               const LoadProgress& progress = {}, std::stop_token stop = {});
    ~TrainingRun();

    /// See Trainer::run. What it throws is also in run.json and in the log.
    Trainer::Outcome run(RunObserver& observer, std::stop_token stop);

    const RunDirectory& directory() const;
    const RunRecord& record() const;     ///< not while it runs, but on its own thread
    const ImageDataset& dataset() const; ///< any thread

    // Any thread, none of them blocks; see Trainer.
    void pause();
    void resume_training();
    void request_preview();
    void request_checkpoint();
    void request_sampler(); ///< see TrainingObserver::on_sampler

private:
    class Impl;
    explicit TrainingRun(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace wasserfarbe
