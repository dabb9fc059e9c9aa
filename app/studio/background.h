#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

class QObject;

namespace wasserfarbe {

/// A thread of its own for work on files: one piece after another, in order. The GUI thread builds, destroys
/// and asks it; only the destructor waits.
class Background {
public:
    /// What the GUI thread does when a piece of work is done; may be empty.
    using Then = std::function<void()>;
    /// Runs on the thread. May look at the token where it takes long. What it throws is lost: it returns what
    /// is to be told.
    using Work = std::function<Then(const std::stop_token& stop)>;

    enum class AtEnd {
        Finish, ///< the destructor waits until all work is done: files that must be written
        Drop,   ///< the destructor waits for the piece at work alone
    };

    /// @param receiver  lives on the GUI thread, and longer than this; what follows work is done there
    Background(QObject* receiver, AtEnd atEnd);
    ~Background();

    void run(Work work);

private:
    void work(const std::stop_token& stop);

    QObject* receiver_;
    AtEnd atEnd_;
    std::shared_ptr<int> alive_; ///< gone: nothing is told any more
    std::mutex mutex_;           ///< guards the queue
    std::condition_variable_any changed_;
    std::deque<Work> queue_;
    std::jthread thread_; ///< last: joined before the rest goes
};

} // namespace wasserfarbe
