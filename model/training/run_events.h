#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <variant>

#include "model/types/device.h"
#include "model/types/error.h"
#include "model/types/image.h"
#include "model/types/progress.h"
#include "model/types/step_stats.h"

// What happens while a run is trained, told in one way from the Trainer to the front ends.

namespace wasserfarbe {

class Sampler;

/// A wait of some seconds begins: it is measured how many threads are the fastest.
struct TimingThreads {};

/// It begins, and where and how it computes.
struct ComputeInfo {
    Device device;
    int threads = 0;
    bool threads_measured = false; ///< chosen by timing, not given
};

struct StepDone {
    StepStats stats;
    Progress progress;
};

struct EpochFinished {
    int epoch = 0; ///< epochs completed
};

struct PauseChanged {
    bool paused = false;
};

/// A grid of the run's fixed latents, rendered by the averaged generator.
struct Preview {
    int epoch = 0; ///< epochs completed
    std::int64_t step = 0;
    bool requested = false; ///< asked for by a person, not made by the interval
    Image grid;
};

/// Answers RunControl::request_sampler: a copy of the averaged generator as it is now, on the CPU whatever
/// the run computes on, which training does not touch again. A thread that samples with it while the run goes
/// on calls Sampler::prepare_thread first.
struct SamplerReady {
    std::shared_ptr<Sampler> sampler;
    int epoch = 0; ///< epochs completed
    std::int64_t step = 0;
};

/// Training diverged and has rolled back to the state of an earlier step; steps after it come again, with
/// other batches.
struct Rollback {
    std::int64_t found_at = 0; ///< the step in which it was found
    std::string quantity;  ///< what stopped being finite: "critic_loss", "the gradient of critic.0.weight"
    std::int64_t step = 0; ///< the last step that stays; its generator update may still be due
    bool generator_update_due = false; ///< then the row of `step` comes again, too
};

// What becomes of a run's folder; a Trainer by itself tells none of these.

struct PreviewSaved {
    std::filesystem::path path;
    Preview preview;
};

struct CheckpointSaved {
    std::filesystem::path path;
    std::int64_t step = 0;
};

/// Writing into the run's folder fails; training goes on, and it is tried again and again. Told once, until
/// DiskRecovered says that everything is written.
struct DiskTrouble {
    Error error;
};

struct DiskRecovered {};

/// The last state was written there, as RunObserver::on_unsaved wished.
struct SavedElsewhere {
    std::filesystem::path path;
};

using RunEvent =
    std::variant<TimingThreads, ComputeInfo, StepDone, EpochFinished, PauseChanged, Preview, SamplerReady,
                 Rollback, PreviewSaved, CheckpointSaved, DiskTrouble, DiskRecovered, SavedElsewhere>;

/// What is to be done with a run's last state, which could not be written into its folder.
struct UnsavedChoice {
    enum class Action { Retry, SaveElsewhere, GiveUp };
    Action action = Action::GiveUp;
    std::filesystem::path folder{}; ///< for SaveElsewhere: where a checkpoint is written to
};

/// Is told what happens, on the training thread, between updates: it should be quick. An exception that
/// leaves it ends the run.
class RunObserver {
public:
    virtual ~RunObserver() = default;
    virtual void on_event(const RunEvent& event) = 0;
    /// The run ends, and its last state can't be written. May block until a person has answered; asked again
    /// where saving as answered fails, too. After GiveUp the run ends with an Error.
    virtual UnsavedChoice on_unsaved(const Error&, std::int64_t /*step*/) { return {}; }
};

} // namespace wasserfarbe
