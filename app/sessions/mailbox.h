#pragma once

#include <mutex>
#include <utility>

namespace wasserfarbe {

/// Holds what one thread has to tell another until that one takes it, all at once. `News` is a value that
/// gathers: a default one says nothing. Any thread may call these; neither waits for more than the other's
/// short turn.
template <typename News>
class Mailbox {
public:
    /// Lets `write` add to the news that nobody has taken yet. Where there was none before, `wake` is called:
    /// to send for the taker. That happens before the taker can take the news.
    template <typename Write, typename Wake>
    void post(Write&& write, Wake&& wake) {
        const std::scoped_lock lock(mutex_);
        std::forward<Write>(write)(news_);
        if (!std::exchange(filled_, true))
            std::forward<Wake>(wake)();
    }

    /// For a taker that comes by itself.
    template <typename Write>
    void post(Write&& write) {
        post(std::forward<Write>(write), [] {});
    }

    /// What came since the last call.
    News take() {
        const std::scoped_lock lock(mutex_);
        filled_ = false;
        return std::exchange(news_, News{});
    }

private:
    std::mutex mutex_;
    News news_;
    bool filled_ = false;
};

} // namespace wasserfarbe
