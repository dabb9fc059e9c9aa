#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <utility>

namespace wasserfarbe {

/// What other threads ask of a training run. Every method may be called from any thread; only
/// `wait_while_paused` blocks, and only the training thread calls it.
class RunControl {
public:
    struct Requests {
        bool preview = false;
        bool checkpoint = false;
        bool sampler = false;
        bool look = false; ///< something happened elsewhere that the training thread should look at

        bool any() const { return preview || checkpoint || sampler || look; }
    };

    void pause() {
        change([this] { paused_ = true; });
    }
    void resume() {
        change([this] { paused_ = false; });
    }
    void request_preview() {
        change([this] { requests_.preview = true; });
    }
    void request_checkpoint() {
        change([this] { requests_.checkpoint = true; });
    }
    void request_sampler() {
        change([this] { requests_.sampler = true; });
    }

    void wake() {
        change([this] { requests_.look = true; });
    }

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
        std::unique_lock lock(mutex_);
        changed_.wait(lock, stop, [this] { return !paused_ || requests_.any(); });
        return paused_ && !stop.stop_requested();
    }

private:
    template <typename Change>
    void change(Change&& apply) {
        {
            const std::scoped_lock lock(mutex_);
            apply();
        }
        changed_.notify_all();
    }

    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    bool paused_ = false;
    Requests requests_;
};

} // namespace wasserfarbe
