#include "app/sessions/background.h"

#include <atomic>
#include <latch>
#include <memory>
#include <semaphore>
#include <stdexcept>
#include <thread>
#include <vector>

#include <QTest>

#include "tests/support/patience.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::background_test {

namespace {

using Answer = Background::Answer;
using Turn = Background::Turn;
using Order = std::vector<int>;

/// Ends when nobody wants the answer any more.
void awaitStop(const Turn& turn) {
    std::binary_semaphore stopped(0);
    const std::stop_callback release(turn.stop(), [&] { stopped.release(); });
    stopped.acquire();
}

} // namespace

class BackgroundTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { answers_.clear(); }

    void worksElsewhereInOrderAndAnswersHere() {
        const std::thread::id here = std::this_thread::get_id();
        std::atomic<bool> elsewhere = true;
        bool answeredHere = true;
        Background background;
        for (int i = 0; i < 3; ++i)
            background.run([&, i](const Turn&) {
                elsewhere = elsewhere && std::this_thread::get_id() != here;
                return [&, i] {
                    answeredHere = answeredHere && std::this_thread::get_id() == here;
                    answers_.push_back(i);
                };
            });
        WAIT_UNTIL_EQUAL(answers_, (Order{0, 1, 2}));
        QVERIFY(elsewhere);
        QVERIFY(answeredHere);
    }

    void theNewestReplacesTheOthers() {
        std::binary_semaphore begun(0);
        std::atomic<int> waitingDone = 0;
        Background background;
        background.run([&](const Turn& turn) {
            turn.tell([this] { answers_.push_back(1); }); // on its way when it is replaced
            begun.release();
            awaitStop(turn);
            return answer(1);
        });
        background.run([&](const Turn&) {
            ++waitingDone;
            return answer(2);
        });
        begun.acquire();
        background.replace([&](const Turn&) {
            ++waitingDone;
            return answer(3);
        });
        background.replace([&](const Turn& turn) { return answer(turn.stop().stop_requested() ? 5 : 4); });
        WAIT_UNTIL_EQUAL(answers_, Order{4});
        QVERIFY(waitingDone <= 1); // of the two that were replaced, the later one may have begun
    }

    void answersOnTheirWayAreDropped() {
        std::binary_semaphore told(0);
        Background background;
        background.run([&](const Turn&) { return answer(1); });
        background.run([&](const Turn&) {
            told.release(); // the first one's answer is on its way
            return Answer();
        });
        told.acquire();
        background.cancel();
        background.run([&](const Turn&) { return answer(2); });
        WAIT_UNTIL_EQUAL(answers_, Order{2});
    }

    void whatIsAtWorkOutlivesWhatWaits() {
        std::binary_semaphore begun(0);
        std::binary_semaphore gate(0);
        Background background;
        background.run([&](const Turn& turn) {
            begun.release();
            gate.acquire();
            return answer(turn.stop().stop_requested() ? -1 : 1);
        });
        background.run([&](const Turn&) { return answer(2); });
        begun.acquire();
        background.forgetWaiting();
        background.run([&](const Turn&) { return answer(3); });
        gate.release();
        WAIT_UNTIL_EQUAL(answers_, (Order{1, 3}));
    }

    void progressComesBeforeTheAnswer() {
        Background background;
        background.run([&](const Turn& turn) {
            turn.tell(answer(1));
            turn.tell({});
            turn.tell(answer(2));
            return answer(3);
        });
        WAIT_UNTIL_EQUAL(answers_, (Order{1, 2, 3}));
    }

    void whatIsThrownIsTold() {
        std::vector<ErrorKind> kinds;
        Background background(Background::AtEnd::Drop,
                              [&](const Error& error) { kinds.push_back(error.kind()); });
        background.run([](const Turn&) -> Answer { throw Error(ErrorKind::Disk, "no space left"); });
        background.run([](const Turn&) -> Answer { throw std::runtime_error("odd"); });
        background.run([&](const Turn&) { return answer(1); });
        WAIT_UNTIL_EQUAL(answers_, Order{1});
        QCOMPARE(kinds, (std::vector{ErrorKind::Disk, ErrorKind::Internal}));
    }

    void whatIsThrownForNobodyIsLost() {
        std::binary_semaphore begun(0);
        int failures = 0;
        Background told(Background::AtEnd::Drop, [&](const Error&) { ++failures; });
        told.run([&](const Turn& turn) -> Answer {
            begun.release();
            awaitStop(turn);
            throw Error(ErrorKind::Disk, "no space left");
        });
        begun.acquire();
        told.replace([&](const Turn&) { return answer(1); });
        WAIT_UNTIL_EQUAL(answers_, Order{1});
        QCOMPARE(failures, 0);

        Background silent;
        silent.run([](const Turn&) -> Answer { throw Error(ErrorKind::Disk, "no space left"); });
        silent.run([&](const Turn&) { return answer(2); });
        WAIT_UNTIL_EQUAL(answers_, (Order{1, 2}));
    }

    void severalThreadsWorkAtOnce() {
        std::latch both(2);
        Background background(Background::AtEnd::Drop, {}, 2);
        for (int i = 0; i < 2; ++i)
            background.run([&](const Turn&) {
                both.arrive_and_wait(); // never ends with one thread
                return answer(1);
            });
        WAIT_UNTIL_EQUAL(answers_, (Order{1, 1}));
    }

    void theEndWaitsForWhatMustBeWritten() {
        std::atomic<int> written = 0;
        {
            Background background(Background::AtEnd::Finish);
            for (int i = 0; i < 100; ++i)
                background.run([&](const Turn&) {
                    ++written;
                    return answer(1);
                });
        }
        QCOMPARE(written.load(), 100);
        nothingMoreIsAnswered();
    }

    void theEndDropsTheRest() {
        std::binary_semaphore begun(0);
        std::atomic<int> done = 0;
        {
            Background background;
            background.run([&](const Turn& turn) {
                turn.tell(answer(1));
                begun.release();
                awaitStop(turn); // which the destructor asks for
                ++done;
                return answer(1);
            });
            background.run([&](const Turn&) {
                done = 100;
                return Answer();
            });
            begun.acquire();
        }
        QCOMPARE(done.load(), 1);
        nothingMoreIsAnswered();
    }

private:
    /// What a piece of work gives: writes the number down. Any thread.
    Answer answer(int number) {
        return [this, number] { answers_.push_back(number); };
    }

    /// What was queued before comes before this one's answer.
    void nothingMoreIsAnswered() {
        Background last;
        last.run([this](const Turn&) { return answer(0); });
        WAIT_UNTIL_EQUAL(answers_, Order{0});
    }

    Order answers_;
};

WASSERFARBE_TEST(BackgroundTest)

} // namespace wasserfarbe::test::background_test

#include "background_test.moc"
