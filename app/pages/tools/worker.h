#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

namespace wasserfarbe {

/// A thread of its own for a page's slow work: does the newest of what it is asked, one thing at a time. The
/// destructor asks the work to end and joins, so a task may use what outlives the worker. `replace` and
/// `cancel` belong to one thread and return at once.
class Worker {
public:
    /// Must not throw. Looks at the token often.
    using Task = std::function<void(std::stop_token stop)>;

    Worker() : thread_([this](const std::stop_token& end) { serve(end); }) {}

    /// Asks the task at work to stop, forgets the one that waits and does this one next.
    void replace(Task task) {
        const std::lock_guard lock(mutex_);
        stop_.request_stop();
        stop_ = std::stop_source();
        next_ = std::move(task);
        changed_.notify_one();
    }

    /// Asks the task at work to stop and forgets the one that waits.
    void cancel() { replace({}); }

private:
    void serve(const std::stop_token& end) {
        const std::stop_callback stop_with_thread(end, [this] {
            const std::lock_guard lock(mutex_);
            stop_.request_stop();
        });
        std::unique_lock lock(mutex_);
        while (!end.stop_requested()) {
            if (!changed_.wait(lock, end, [this] { return next_ != nullptr; }))
                return;
            const Task task = std::exchange(next_, {});
            const std::stop_token token = stop_.get_token();
            lock.unlock();
            task(token);
            lock.lock();
        }
    }

    std::mutex mutex_; // guards what follows
    std::condition_variable_any changed_;
    std::stop_source stop_;
    Task next_;
    std::jthread thread_; // last: ends before what it uses
};

} // namespace wasserfarbe
