#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <utility>

namespace wasserfarbe {

/// What other threads ask of a training run: one object that a front end makes, or takes from the Trainer,
/// and that lasts as long as either holds it. Every method may be called from any thread; only the waiting
/// ones block, and only the training thread calls them.
class RunControl {
public:
    struct Requests {
        bool preview = false;
        bool checkpoint = false;
        bool sampler = false;
        bool look = false; ///< something happened elsewhere that the training thread should look at

        bool any() const { return preview || checkpoint || sampler || look; }
    };

    /// From the next update on; what is asked for in a pause is done in it.
    void pause() { set(paused_, true); }
    void resume() { set(paused_, false); }
    void request_preview() { set(requests_.preview, true); }
    void request_checkpoint() { set(requests_.checkpoint, true); }
    /// See SamplerReady.
    void request_sampler() { set(requests_.sampler, true); }
    /// Lets training look at what has changed elsewhere, also in a pause: see CheckpointSink::poll.
    void wake() { set(requests_.look, true); }

    bool paused() const {
        const std::scoped_lock lock(mutex_);
        return paused_;
    }

    /// What was asked since the last call.
    Requests take_requests() {
        const std::scoped_lock lock(mutex_);
        return std::exchange(requests_, {});
    }

    /// Returns at once unless paused; then blocks until there is something to do: a request, the end of the
    /// pause, or a stop. @return true while still paused.
    bool wait_while_paused(const std::stop_token& stop) {
        return wait(stop, [](bool paused) { return !paused; });
    }

    /// Blocks until there is a request, `done` holds or a stop is asked for. `done` is looked at after each
    /// change and each `wake`; it may not call this object. @return true while paused, and not to be stopped
    /// @param done  is told whether it is paused
    template <typename Done>
    bool wait(const std::stop_token& stop, Done&& done) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, stop, [&] { return requests_.any() || done(paused_); });
        return paused_ && !stop.stop_requested();
    }

private:
    void set(bool& what, bool value) {
        {
            const std::scoped_lock lock(mutex_);
            what = value;
        }
        changed_.notify_all();
    }

    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    bool paused_ = false;
    Requests requests_;
};

} // namespace wasserfarbe
