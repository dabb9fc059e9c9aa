#include "model/training/run_control.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include <QTest>

namespace wasserfarbe::test::run_control_test {

namespace {

/// Where another thread's progress is awaited. A generous limit turns a hang into a failure.
class Signal {
public:
    void give() {
        const std::scoped_lock lock(mutex_);
        ++given_;
        changed_.notify_all();
    }
    bool await() {
        std::unique_lock lock(mutex_);
        const bool came = changed_.wait_for(lock, std::chrono::milliseconds(test::kPatience),
                                            [this] { return given_ > 0; });
        given_ -= came ? 1 : 0;
        return came;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int given_ = 0;
};

/// What one call of `wait_while_paused` in a thread of its own did, when the control was paused before it.
struct Wait {
    bool returned = false;     ///< within the limit
    bool after_change = false; ///< not before `change` began
    bool still_paused = false; ///< what the call returned
};

Wait wait_until(RunControl& control, const std::function<void(std::jthread&)>& change) {
    Signal started;
    Signal ended;
    std::atomic<bool> changing = false;
    Wait wait;
    std::jthread worker([&](const std::stop_token& stop) {
        started.give();
        wait.still_paused = control.wait_while_paused(stop);
        wait.after_change = changing;
        ended.give();
    });
    const bool ran = started.await();
    changing = true;
    change(worker);
    wait.returned = ran && ended.await();
    worker.request_stop();
    worker.join();
    return wait;
}

constexpr int kRounds = 300; ///< so that the change comes before, while and after the thread falls asleep

} // namespace

class RunControlTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothing_is_asked_at_first() {
        RunControl control;
        QVERIFY(!control.paused());
        const RunControl::Requests requests = control.take_requests();
        QVERIFY(!requests.preview && !requests.checkpoint);
    }

    void without_a_pause_nothing_blocks() {
        RunControl control;
        QVERIFY(!control.wait_while_paused(std::stop_token{}));
        control.pause();
        control.resume();
        QVERIFY(!control.wait_while_paused(std::stop_token{}));
        control.request_preview();
        QVERIFY(!control.wait_while_paused(std::stop_token{}));
        QVERIFY(control.take_requests().preview);
    }

    void pause_and_resume_may_come_twice() {
        RunControl control;
        control.pause();
        control.pause();
        QVERIFY(control.paused());
        control.resume();
        QVERIFY(!control.paused());
        control.resume();
        QVERIFY(!control.paused());
    }

    void a_request_is_taken_once() {
        RunControl control;
        control.request_preview();
        control.request_preview();
        RunControl::Requests requests = control.take_requests();
        QVERIFY(requests.preview && !requests.checkpoint);
        control.request_checkpoint();
        requests = control.take_requests();
        QVERIFY(!requests.preview && requests.checkpoint);
        requests = control.take_requests();
        QVERIFY(!requests.preview && !requests.checkpoint);
    }

    void a_sampler_is_a_request_as_the_others() {
        RunControl control;
        control.pause();
        control.request_sampler();
        control.request_sampler();
        QVERIFY(control.wait_while_paused(std::stop_token{}));
        RunControl::Requests requests = control.take_requests();
        QVERIFY(requests.sampler && !requests.preview && !requests.checkpoint);
        requests = control.take_requests();
        QVERIFY(!requests.any());
    }

    void a_request_before_the_wait_ends_it() {
        RunControl control;
        control.pause();
        control.request_checkpoint();
        QVERIFY(control.wait_while_paused(std::stop_token{}));
        QVERIFY(control.paused());
        QVERIFY(control.take_requests().checkpoint);
    }

    void a_stop_before_the_wait_ends_it() {
        RunControl control;
        control.pause();
        std::stop_source source;
        source.request_stop();
        QVERIFY(!control.wait_while_paused(source.get_token()));
        QVERIFY(control.paused());
    }

    void resume_ends_the_wait() {
        for (int i = 0; i < kRounds; ++i) {
            RunControl control;
            control.pause();
            const Wait wait = wait_until(control, [&](std::jthread&) { control.resume(); });
            QVERIFY(wait.returned && wait.after_change);
            QVERIFY(!wait.still_paused);
        }
    }

    void a_request_ends_the_wait_but_not_the_pause() {
        for (int i = 0; i < kRounds; ++i) {
            RunControl control;
            control.pause();
            const Wait wait = wait_until(control, [&](std::jthread&) {
                i % 2 == 0 ? control.request_preview() : control.request_checkpoint();
            });
            QVERIFY(wait.returned && wait.after_change);
            QVERIFY(wait.still_paused && control.paused());
            const RunControl::Requests requests = control.take_requests();
            QCOMPARE(requests.preview, i % 2 == 0);
            QCOMPARE(requests.checkpoint, i % 2 == 1);
        }
    }

    void a_stop_ends_the_wait() {
        for (int i = 0; i < kRounds; ++i) {
            RunControl control;
            control.pause();
            const Wait wait = wait_until(control, [](std::jthread& worker) { worker.request_stop(); });
            QVERIFY(wait.returned && wait.after_change);
            QVERIFY(!wait.still_paused);
            QVERIFY(control.paused());
        }
    }

    /// A request that is asked again ends each wait, so a paused run serves one after another.
    void a_paused_run_serves_requests() {
        RunControl control;
        control.pause();
        Signal served;
        int previews = 0;
        std::jthread worker([&](const std::stop_token& stop) {
            while (control.wait_while_paused(stop))
                if (control.take_requests().preview) {
                    ++previews;
                    served.give();
                }
        });
        for (int i = 0; i < kRounds; ++i) {
            control.request_preview();
            QVERIFY(served.await());
        }
        control.resume();
        worker.join();
        QCOMPARE(previews, kRounds);
    }

    void what_else_is_waited_for_is_looked_at_when_woken() {
        RunControl control;
        std::atomic<bool> ready = false;
        std::jthread other([&] {
            ready = true;
            control.wake();
        });
        QVERIFY(!control.wait({}, [&](bool) { return ready.load(); }));
        QVERIFY(ready);
        other.join();
        QVERIFY(control.take_requests().look);
        control.pause();
        QVERIFY(control.wait({}, [](bool paused) { return paused; }));
    }

    void the_last_request_of_many_threads_is_not_lost() {
        RunControl control;
        std::atomic<int> taken = 0;
        std::jthread worker([&](const std::stop_token& stop) {
            while (!stop.stop_requested()) {
                control.wait_while_paused(stop);
                taken += control.take_requests().checkpoint ? 1 : 0;
            }
        });
        {
            std::vector<std::jthread> others;
            for (int t = 0; t < 3; ++t)
                others.emplace_back([&control] {
                    for (int i = 0; i < kRounds; ++i) {
                        control.pause();
                        control.request_checkpoint();
                        if (control.paused())
                            control.resume();
                    }
                });
        }
        control.pause();
        worker.request_stop();
        worker.join();
        const int left = control.take_requests().checkpoint ? 1 : 0;
        QVERIFY(taken + left >= 1);
        QVERIFY(taken + left <= 3 * kRounds);
        QVERIFY(!control.take_requests().checkpoint);
    }
};

WASSERFARBE_TEST(RunControlTest)

} // namespace wasserfarbe::test::run_control_test

#include "run_control_test.moc"
