#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "model/training/batch_source.h"
#include "model/types/device.h"
#include "model/types/image.h"
#include "model/types/progress.h"
#include "model/types/step_stats.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

class Sampler;
struct TrainingState;

/// A grid of the run's fixed latents, rendered by the averaged generator.
struct Preview {
    int epoch = 0; ///< epochs completed
    std::int64_t step = 0;
    bool requested = false; ///< asked for by a person, not made by the interval
    Image grid;
};

/// Where and how a run computes, known once it has begun.
struct ComputeInfo {
    Device device;
    int threads = 0;
    bool threads_measured = false; ///< chosen by timing, not given
};

/// A divergence, and the return to an earlier state that followed it.
struct Rollback {
    std::int64_t found_at = 0; ///< the step in which it was found
    std::string quantity;  ///< what stopped being finite: "critic_loss", "the gradient of critic.0.weight"
    std::int64_t step = 0; ///< the last step that stays; its generator update may still be due
    bool generator_update_due = false; ///< then the row of `step` comes again, too
};

/// Is told what happens. Every method is called on the training thread, between updates: it should be quick.
/// An exception that leaves one ends the run.
class TrainingObserver {
public:
    virtual ~TrainingObserver() = default;
    virtual void on_timing_threads() {} ///< a wait of some seconds begins
    virtual void on_started(const ComputeInfo&) {}
    virtual void on_step(const StepStats&, const Progress&) {}
    virtual void on_preview(const Preview&) {}
    virtual void on_epoch_finished(int /*epoch*/) {}
    virtual void on_paused(bool /*paused*/) {}
    /// Training diverged and has rolled back to the state of an earlier step; steps after it come again, with
    /// other batches.
    virtual void on_rolled_back(const Rollback&) {}
    /// Answers `request_sampler`: a copy of the averaged generator as it is now, on the CPU whatever the run
    /// computes on, which training does not touch again. A thread that samples with it while the run goes
    /// on calls Sampler::prepare_thread first.
    /// @param epoch  epochs completed
    virtual void on_sampler(const std::shared_ptr<Sampler>& /*sampler*/, int /*epoch*/,
                            std::int64_t /*step*/) {}
};

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
    Outcome run(TrainingObserver& observer, std::stop_token stop);

    // Any thread, none of them blocks:
    void pause(); ///< from the next update on; what is asked for in a pause is done in it
    void resume();
    void request_preview();
    void request_checkpoint();
    void request_sampler(); ///< see TrainingObserver::on_sampler
    void wake();            ///< lets a training that is paused call CheckpointSink::poll

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace wasserfarbe
