#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <utility>

#include <QEventLoop>
#include <QObject>
#include <QTimer>

#include "tests/benchmarks/measured.h"

namespace wasserfarbe::test {

using Clock = std::chrono::steady_clock;

inline double millisecondsSince(Clock::time_point begin) {
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

/// Lets the program run. @returns whether `done` came true in time
inline bool runUntil(const std::function<bool()>& done, double seconds) {
    QEventLoop loop;
    QTimer look;
    const Clock::time_point begin = Clock::now();
    bool came = done();
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        came = done();
        if (came || millisecondsSince(begin) > seconds * 1000)
            loop.quit();
    });
    look.start(20);
    if (!came)
        loop.exec();
    return came;
}

inline void runFor(double seconds) {
    runUntil([] { return false; }, seconds);
}

/// How long the GUI thread takes to answer: another thread posts it an event every 10 ms, whether the one
/// before was answered or not. Made and destroyed on the GUI thread.
class GuiAnswer : public QObject {
public:
    struct Slow {
        double milliseconds = 0;
        std::string during; ///< what the person had done last
    };

    GuiAnswer()
        : asker_([this](const std::stop_token& stop) {
              auto next = Clock::now();
              while (!stop.stop_requested()) {
                  QMetaObject::invokeMethod(
                      this, [this, asked = Clock::now()] { take(millisecondsSince(asked)); },
                      Qt::QueuedConnection);
                  next += std::chrono::milliseconds(10);
                  std::this_thread::sleep_until(next);
              }
          }) {}

    void setDoing(std::string what) { doing_ = std::move(what); }
    const Measured& times() const { return times_; }
    /// The slowest answer to each thing that was done, slowest first.
    std::vector<Slow> slowest() const {
        std::vector<Slow> sorted = slow_;
        std::sort(sorted.begin(), sorted.end(),
                  [](const Slow& a, const Slow& b) { return a.milliseconds > b.milliseconds; });
        return sorted;
    }

private:
    void take(double milliseconds) {
        times_.add(milliseconds);
        const auto found = std::find_if(slow_.begin(), slow_.end(),
                                        [this](const Slow& slow) { return slow.during == doing_; });
        if (found == slow_.end())
            slow_.push_back({milliseconds, doing_});
        else
            found->milliseconds = std::max(found->milliseconds, milliseconds);
    }

    Measured times_;
    std::vector<Slow> slow_;
    std::string doing_;
    std::jthread asker_; ///< last: joined first
};

} // namespace wasserfarbe::test
