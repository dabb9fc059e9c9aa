#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace wasserfarbe::soak {

/// Ends the program with exit code 2 when one piece of work takes too long, and says which. The thread that
/// drives the studio tells it what it does; that may hang anywhere, so a thread of its own looks at the
/// clock. It also says what had been done before, and what each thread waits for.
class Watchdog {
public:
    static constexpr std::chrono::seconds kPatience{60};

    /// @param lastWords  called on the watchdog's thread before the program ends; may be empty
    explicit Watchdog(std::function<void()> lastWords);

    /// From now on it does this. The clock begins anew.
    void doing(std::string what);

private:
    void watch(const std::stop_token& stop);

    std::function<void()> lastWords_;
    std::mutex mutex_; ///< guards what follows
    std::condition_variable_any changed_;
    std::deque<std::string> last_; ///< what was done before, the oldest first
    std::string what_ = "beginning";
    std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
    std::jthread thread_; ///< last: joined before the rest goes
};

} // namespace wasserfarbe::soak
