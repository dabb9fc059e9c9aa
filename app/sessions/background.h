#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

#include "model/types/error.h"

namespace wasserfarbe {

/// Work elsewhere, answers here: does pieces of work on a thread of its own, in order, brings what they
/// answer to the GUI thread and drops what nobody wants any more.
///
/// The GUI thread builds, destroys and asks it; nothing blocks but the destructor, which joins. A piece of
/// work runs on the thread and uses only what it captured, and what is fixed and outlives this. Its answers
/// run on the GUI thread, from the event loop, and none after this is destroyed: so declare it last.
class Background {
public:
    /// Runs on the GUI thread; may be empty.
    using Answer = std::function<void()>;

    /// What a piece of work knows of those who wait for it. For its own thread.
    class Turn {
    public:
        /// Asks for an end once nobody wants the answer any more.
        const std::stop_token& stop() const { return stop_; }
        /// An answer before the last one: how far it is.
        void tell(Answer answer) const;

    private:
        friend class Background;
        Turn(Background& owner, std::stop_token stop) : owner_(owner), stop_(std::move(stop)) {}

        Background& owner_;
        std::stop_token stop_;
    };

    /// Runs on the thread; looks at `stop` where it takes long. What it throws is told as an Error.
    using Work = std::function<Answer(const Turn& turn)>;
    /// Runs on the GUI thread.
    using Failed = std::function<void(const Error& error)>;

    enum class AtEnd {
        Finish, ///< the destructor waits until all work is done: files that must be written
        Drop,   ///< it waits for what is at work alone
    };

    /// @param failed   empty: what work throws is lost
    /// @param threads  with several, pieces of work begin in order, and end in any
    explicit Background(AtEnd atEnd = AtEnd::Drop, Failed failed = {}, unsigned threads = 1);
    ~Background();

    /// After what waits.
    void run(Work work);
    /// Instead of everything before: as `cancel`, then `run`.
    void replace(Work work);
    /// Forgets what waits, asks what is at work to stop, and drops its answers, also those on their way.
    void cancel();
    /// Forgets what waits. What is at work goes on and answers.
    void forgetWaiting();

private:
    struct Piece {
        Work work;
        std::stop_token stop;
    };
    struct Told {
        Answer answer;
        std::stop_token stop;
    };
    class Door;

    void serve();
    void deliver();

    AtEnd atEnd_;
    Failed failed_;           ///< fixed
    std::stop_source wanted_; ///< stopped: nobody wants the answers. The GUI thread's
    std::mutex mutex_;        ///< guards what follows
    std::condition_variable changed_;
    std::deque<Piece> queue_;
    std::deque<Told> told_; ///< answers on their way
    bool ending_ = false;
    std::unique_ptr<Door> door_;       ///< fixed
    std::vector<std::thread> threads_; ///< fixed; last: they use the rest
};

} // namespace wasserfarbe
