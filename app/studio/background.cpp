#include "app/studio/background.h"

#include <utility>

#include <QMetaObject>
#include <QObject>

namespace wasserfarbe {

Background::Background(QObject* receiver, AtEnd atEnd)
    : receiver_(receiver),
      atEnd_(atEnd),
      alive_(std::make_shared<int>()),
      thread_([this](const std::stop_token& stop) { work(stop); }) {}

Background::~Background() = default;

void Background::run(Work work) {
    const std::scoped_lock lock(mutex_);
    queue_.push_back(std::move(work));
    changed_.notify_one();
}

void Background::work(const std::stop_token& stop) {
    const std::weak_ptr<int> alive = alive_;
    for (;;) {
        Work next;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, stop, [this] { return !queue_.empty(); });
            const bool ending = stop.stop_requested();
            if (queue_.empty() || (ending && atEnd_ == AtEnd::Drop))
                return;
            next = std::move(queue_.front());
            queue_.pop_front();
        }
        Then then;
        try {
            then = next(stop);
        } catch (...) {
            continue; // see Work
        }
        if (then && !stop.stop_requested())
            QMetaObject::invokeMethod(
                receiver_,
                [alive, then = std::move(then)] {
                    if (!alive.expired())
                        then();
                },
                Qt::QueuedConnection);
    }
}

} // namespace wasserfarbe
