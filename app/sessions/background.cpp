#include "app/sessions/background.h"

#include <utility>

#include <QCoreApplication>
#include <QEvent>
#include <QObject>

#include "app/sessions/caught_error.h"

namespace wasserfarbe {

/// Hears on the GUI thread that there is an answer. What the answers consist of crosses under the mutex, and
/// not in the events: ThreadSanitizer does not see how Qt hands those over.
class Background::Door final : public QObject {
public:
    explicit Door(Background& owner) : owner_(owner) {}
    void customEvent(QEvent* /*event*/) override {
        owner_.deliver();
    } // it may destroy the owner, and this with it

private:
    Background& owner_;
};

void Background::Turn::tell(Answer answer) const {
    if (!answer || stop_.stop_requested())
        return;
    {
        const std::scoped_lock lock(owner_.mutex_);
        owner_.told_.push_back({std::move(answer), stop_});
    }
    QCoreApplication::postEvent(owner_.door_.get(), new QEvent(QEvent::User));
}

/// One answer an event. The token is asked again on the GUI thread, which alone stops it: after that nothing
/// is told.
void Background::deliver() {
    Told next;
    {
        const std::scoped_lock lock(mutex_);
        next = std::move(told_.front());
        told_.pop_front();
    }
    if (!next.stop.stop_requested())
        next.answer(); // it may destroy this
}

Background::Background(AtEnd atEnd, Failed failed, unsigned threads)
    : atEnd_(atEnd), failed_(std::move(failed)), door_(std::make_unique<Door>(*this)) {
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
        const Turn turn(*this, std::move(next.stop));
        try {
            turn.tell(next.work(turn));
        } catch (...) {
            if (failed_)
                turn.tell([failed = failed_, error = caughtError()] { failed(error); });
        }
    }
}

} // namespace wasserfarbe
