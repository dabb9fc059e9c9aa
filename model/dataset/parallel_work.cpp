#include "model/dataset/parallel_work.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <new>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "model/types/error.h"

namespace wasserfarbe {
namespace {

class ParallelWork {
public:
    ParallelWork(std::size_t count, const std::function<void(std::size_t)>& work, const std::stop_token& stop)
        : count_(count), work_(work), stop_(stop) {}

    bool run(std::size_t threads, const std::function<void(std::size_t)>& report) {
        std::vector<std::jthread> started; // asked to stop and joined on every way out
        start(started, std::min(threads, count_));
        if (started.empty())
            work_here();
        follow(report);
        started.clear();
        if (failure_)
            std::rethrow_exception(failure_);
        return done_ == count_;
    }

private:
    void start(std::vector<std::jthread>& threads, std::size_t wanted) {
        threads.reserve(wanted);
        const std::lock_guard lock(mutex_); // no worker is counted out before it was counted in
        try {
            while (running_ < wanted) {
                threads.emplace_back([this](const std::stop_token& own_stop) { serve(own_stop); });
                ++running_;
            }
        } catch (const std::system_error&) {
            // No more threads to be had: the threads that started do the work, or the calling one where none
            // did.
        }
    }

    void work_here() {
        running_ = 1;
        serve({});
    }

    void follow(const std::function<void(std::size_t)>& report) {
        std::size_t reported = 0;
        std::unique_lock lock(mutex_);
        while (running_ > 0 || done_ > reported) {
            changed_.wait(lock, [&] { return running_ == 0 || done_ > reported; });
            if (done_ == reported)
                return;
            reported = done_;
            lock.unlock();
            report(reported);
            lock.lock();
        }
    }

    void serve(const std::stop_token& own_stop) {
        std::unique_lock lock(mutex_);
        while (next_ < count_ && !own_stop.stop_requested() && !stop_.stop_requested()) {
            const std::size_t index = next_++;
            lock.unlock();
            const std::exception_ptr failure = try_work(index);
            lock.lock();
            if (failure) {
                next_ = count_; // the other workers find nothing more to do
                if (!failure_)
                    failure_ = failure;
                break;
            }
            ++done_;
            changed_.notify_one();
        }
        --running_;
        changed_.notify_one();
    }

    /// @returns an Error, where it failed
    std::exception_ptr try_work(std::size_t index) const {
        try {
            work_(index);
            return nullptr;
        } catch (const Error&) {
            return std::current_exception();
        } catch (const std::exception& error) {
            const bool memory = dynamic_cast<const std::bad_alloc*>(&error) != nullptr;
            return std::make_exception_ptr(
                Error(memory ? ErrorKind::Memory : ErrorKind::Internal,
                      std::string("work on the pictures failed: ") + error.what()));
        }
    }

    const std::size_t count_;
    const std::function<void(std::size_t)>& work_;
    const std::stop_token stop_;
    std::mutex mutex_; // guards what follows
    std::condition_variable changed_;
    std::size_t next_ = 0;
    std::size_t done_ = 0;
    std::size_t running_ = 0;
    std::exception_ptr failure_;
};

} // namespace

bool run_parallel(std::size_t count, int threads, const std::function<void(std::size_t)>& work,
                  const std::function<void(std::size_t)>& report, const std::stop_token& stop) {
    return ParallelWork(count, work, stop).run(static_cast<std::size_t>(std::max(1, threads)), report);
}

} // namespace wasserfarbe
