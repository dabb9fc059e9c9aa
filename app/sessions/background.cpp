#include "app/sessions/background.h"

#include <utility>

#include <QMetaObject>
#include <QObject>

#include "app/sessions/caught_error.h"

namespace wasserfarbe {

/// The token is asked again on the GUI thread, which alone stops it: after that nothing is told.
void Background::Turn::tell(Answer answer) const {
    if (!answer || stop_.stop_requested())
        return;
    QMetaObject::invokeMethod(
        receiver_,
        [stop = stop_, answer = std::move(answer)] {
            if (!stop.stop_requested())
                answer();
        },
        Qt::QueuedConnection);
}

Background::Background(QObject* receiver, AtEnd atEnd, Failed failed, unsigned threads)
    : receiver_(receiver), atEnd_(atEnd), failed_(std::move(failed)) {
    for (unsigned i = 0; i < threads; ++i)
        threads_.emplace_back([this] { serve(); });
}

Background::~Background() {
    wanted_.request_stop();
    if (atEnd_ == AtEnd::Drop)
        forgetWaiting();
    {
        const std::scoped_lock lock(mutex_);
        ending_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_)
        thread.join();
}

void Background::run(Work work) {
    {
        const std::scoped_lock lock(mutex_);
        queue_.push_back({std::move(work), wanted_.get_token()});
    }
    changed_.notify_one();
}

void Background::replace(Work work) {
    cancel();
    run(std::move(work));
}

void Background::cancel() {
    forgetWaiting();
    wanted_.request_stop();
    wanted_ = std::stop_source();
}

void Background::forgetWaiting() {
    std::deque<Piece> forgotten; // freed without the lock
    const std::scoped_lock lock(mutex_);
    queue_.swap(forgotten);
}

void Background::serve() {
    for (;;) {
        Piece next;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return ending_ || !queue_.empty(); });
            if (queue_.empty())
                return;
            next = std::move(queue_.front());
            queue_.pop_front();
        }
        const Turn turn(receiver_, std::move(next.stop));
        try {
            turn.tell(next.work(turn));
        } catch (...) {
            if (failed_)
                turn.tell([failed = failed_, error = caughtError()] { failed(error); });
        }
    }
}

} // namespace wasserfarbe
