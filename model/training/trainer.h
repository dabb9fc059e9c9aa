#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>

#include "model/training/batch_source.h"
#include "model/training/run_control.h"
#include "model/training/run_events.h"
#include "model/types/device.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

struct TrainingState;

/// Keeps what training can go on from. Called on the training thread, between updates.
class CheckpointSink {
public:
    virtual ~CheckpointSink() = default;
    /// Takes a state to be kept and returns without waiting for a disk. A state that is not kept yet may be
    /// replaced by a newer one.
    virtual void save(std::shared_ptr<const TrainingState> state) = 0;
    /// Called between updates, often: the place to tell what has become of states that were taken.
    virtual void poll() {}
    /// Called at the end of the run: waits until the newest state is kept. An Error that leaves it ends the
    /// run.
    virtual void finish() {}
};

struct TrainerOptions {
    std::uint64_t seed = 1;
    Device device;
    int threads = 0;                 ///< 0: time a few steps at 1, 2, 4 ... threads and keep the fastest
    std::int64_t max_steps = 0;      ///< total of the run to stop at, before its epochs are full; 0: none
    std::function<double()> clock{}; ///< seconds, ever growing; for tests. Empty: the system's
    std::shared_ptr<RunControl> control{}; ///< null: one of its own
};

/// Trains a generator and a critic with the WGAN-GP losses. Knows no files: images come from a BatchSource,
/// states go to a CheckpointSink.
class Trainer {
public:
    enum class Outcome { Finished, Stopped };

    /// Builds the networks. Any thread; `source` and `sink` must outlive it and are used on the training
    /// thread only.
    /// @throws Error (Usage, Device, Memory)
    Trainer(const TrainingConfig& config, const TrainerOptions& options, BatchSource& source,
            CheckpointSink& sink);
    ~Trainer();

    /// Goes on from a state instead of from the beginning, with that state's thread count unless the options
    /// name one. Before `run`, same thread rules. @throws Error (Model) where the state does not fit the
    /// networks.
    void restore(const TrainingState& state);

    /// Begins with the weights, averages and optimizers of another run's state, and with nothing else of it.
    /// As `restore`.
    void branch(const TrainingState& state);

    /// All of the present state. Not while `run` is at work. @throws Error (Model) where it is not finite
    std::shared_ptr<const TrainingState> state();

    /// Trains until the epochs are full, `max_steps` is reached or a stop is requested, then saves a
    /// checkpoint of the last step. Blocks; the calling thread is the training thread. The token is looked at
    /// between updates: it returns, checkpoint saved, within one update of being asked, but an epoch that has
    /// ended still gets its held-out score.
    ///
    /// A loss, gradient or weight that is not finite is found before the optimizer moves anything. Training
    /// then rolls back to the last good state, which it holds in memory, and goes on with other batches and
    /// other random numbers. Where it diverges again before it is an epoch beyond that place, it ends; the
    /// last good state is saved. No state that is saved holds a number that is not finite.
    /// @throws Error; Diverged: "diverged at step n: ..."
    Outcome run(RunObserver& observer, std::stop_token stop);

    /// What other threads ask of it, before `run` and while it is at work. Any thread.
    RunControl& control();

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace wasserfarbe
