#include "app/sessions/training_session.h"

#include <memory>
#include <new>
#include <stdexcept>
#include <vector>

#include <QSignalSpy>
#include <QTest>

#include "tests/support/fake_training.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::training_session_test {

using State = TrainingSession::State;
using End = TrainingSession::End;

namespace {

NewRun someRun() {
    NewRun run;
    run.data = "pictures";
    run.directory = "/runs/faces-1";
    run.preset = "quick";
    return run;
}

/// Writes down what a session says, in order.
class Listener {
public:
    explicit Listener(TrainingSession& session) {
        QObject::connect(&session, &TrainingSession::stateChanged, &session,
                         [this](State state) { states.push_back(state); });
        QObject::connect(&session, &TrainingSession::loadProgress, &session,
                         [this](std::int64_t done, std::int64_t) {
                             inOrder = inOrder && said.empty() && done >= loaded;
                             loaded = done;
                         });
        QObject::connect(&session, &TrainingSession::prepared, &session, [this] { say("prepared"); });
        QObject::connect(&session, &TrainingSession::timingThreads, &session, [this] { say("timing"); });
        QObject::connect(&session, &TrainingSession::started, &session, [this] { say("started"); });
        QObject::connect(&session, &TrainingSession::stepsArrived, &session,
                         [this](const std::vector<StepStats>& steps, const Progress& progress) {
                             for (const StepStats& stats : steps)
                                 inOrder = inOrder && stats.step == ++lastStep;
                             inOrder = inOrder && progress.step == lastStep;
                         });
        QObject::connect(&session, &TrainingSession::epochFinished, &session,
                         [this](int epoch) { say("epoch " + std::to_string(epoch)); });
        QObject::connect(&session, &TrainingSession::previewArrived, &session,
                         [this](const Preview& preview, const std::filesystem::path& path) {
                             inOrder = inOrder && !preview.grid.empty() && !path.empty();
                             say("preview " + std::to_string(preview.epoch));
                         });
        QObject::connect(&session, &TrainingSession::checkpointSaved, &session,
                         [this](const std::filesystem::path&, std::int64_t step) {
                             say("checkpoint " + std::to_string(step));
                         });
        QObject::connect(&session, &TrainingSession::ended, &session, [this](End how) {
            say("ended");
            ends.push_back(how);
        });
    }

    bool heard(const std::string& what) const { return std::count(said.begin(), said.end(), what) > 0; }

    std::vector<State> states;
    std::vector<std::string> said;
    std::vector<End> ends;
    std::int64_t loaded = 0;
    std::int64_t lastStep = 0;
    bool inOrder = true;

private:
    void say(std::string what) { said.push_back(std::move(what)); }
};

} // namespace

class TrainingSessionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isIdleAtFirst() {
        TrainingSession session(FakeTraining().factory());
        QCOMPARE(session.state(), State::Idle);
        QVERIFY(!session.isActive());
        QVERIFY(session.directory().empty());
        QVERIFY(!session.compute() && !session.failure());
        QSignalSpy changed(&session, &TrainingSession::stateChanged);
        session.pause();
        session.resumeTraining();
        session.stop();
        session.requestPreview();
        session.requestCheckpoint();
        session.requestSampler();
        QCOMPARE(changed.count(), 0);
    }

    void trainsToTheEnd() {
        FakeTraining fake;
        fake.plan.steps = 25;
        TrainingSession session(fake.factory());
        Listener heard(session);
        QVERIFY(session.start(someRun()));
        QCOMPARE(session.state(), State::Preparing);
        WAIT_UNTIL_EQUAL(heard.ends.size(), std::size_t{1});
        QCOMPARE(heard.ends.front(), End::Finished);
        QCOMPARE(heard.states, (std::vector<State>{State::Preparing, State::Running, State::Idle}));
        QCOMPARE(heard.said,
                 (std::vector<std::string>{"prepared", "timing", "started", "preview 0", "epoch 1",
                                           "preview 1", "epoch 2", "preview 2", "checkpoint 25", "ended"}));
        QVERIFY(heard.inOrder);
        QCOMPARE(heard.loaded, fake.plan.loadTotal);
        QCOMPARE(heard.lastStep, 25);
        QCOMPARE(session.progress().step, 25);
        QCOMPARE(session.directory(), std::filesystem::path("/runs/faces-1"));
        QVERIFY(session.compute() && session.compute()->threads == 1);
        QVERIFY(!session.isActive());
        QCOMPARE(fake.alive(), 0);
    }

    void losesAndReordersNoStep() {
        FakeTraining fake;
        fake.plan.steps = 100'000;
        fake.plan.stepsPerEpoch = 1'000;
        TrainingSession session(fake.factory());
        Listener heard(session);
        QVERIFY(session.start(someRun()));
        WAIT_UNTIL_EQUAL(heard.ends.size(), std::size_t{1});
        QVERIFY(heard.inOrder);
        QCOMPARE(heard.lastStep, 100'000);
        int epochs = 0;
        for (const std::string& what : heard.said)
            if (what.starts_with("epoch "))
                QCOMPARE(what, "epoch " + std::to_string(++epochs));
        QCOMPARE(epochs, 100);
        QVERIFY(heard.heard("preview 100"));
    }

    void startsOnceAtATime() {
        FakeTraining fake;
        fake.holdSteps();
        TrainingSession session(fake.factory());
        QSignalSpy ended(&session, &TrainingSession::ended);
        QVERIFY(session.start(someRun()));
        QVERIFY(!session.start(someRun())); // preparing
        WAIT_UNTIL_EQUAL(session.state(), State::Running);
        QVERIFY(!session.start(someRun()));
        session.stop();
        QCOMPARE(session.state(), State::Stopping);
        QVERIFY(!session.start(someRun()));
        WAIT_UNTIL_EQUAL(ended.count(), 1);
        fake.letRun();
        QVERIFY(session.start(someRun()));
        WAIT_UNTIL_EQUAL(ended.count(), 2);
        QCOMPARE(ended[0][0].value<End>(), End::Stopped);
        QCOMPARE(ended[1][0].value<End>(), End::Finished);
    }

    void canStartAnewWhenToldOfTheEnd() {
        FakeTraining fake;
        fake.plan.steps = 3;
        TrainingSession session(fake.factory());
        int ends = 0;
        bool startedAgain = false;
        connect(&session, &TrainingSession::ended, &session, [&] {
            if (++ends == 1)
                startedAgain = session.start(someRun());
        });
        QVERIFY(session.start(someRun()));
        WAIT_UNTIL_EQUAL(ends, 2);
        QVERIFY(startedAgain);
        QCOMPARE(session.state(), State::Idle);
    }

    void pausesAndGoesOn() {
        FakeTraining fake;
        fake.holdSteps();
        TrainingSession session(fake.factory());
        Listener heard(session);
        session.start(someRun());
        fake.allow(5);
        WAIT_UNTIL_EQUAL(heard.lastStep, 5);
        session.pause();
        WAIT_UNTIL_EQUAL(session.state(), State::Paused);
        fake.letRun();
        session.requestCheckpoint(); // is served in the pause, and shows that no step was made
        WAIT_UNTIL(heard.heard("checkpoint 5"));
        QCOMPARE(heard.lastStep, 5);
        session.resumeTraining();
        WAIT_UNTIL_EQUAL(heard.ends.size(), std::size_t{1});
        QCOMPARE(heard.states, (std::vector<State>{State::Preparing, State::Running, State::Paused,
                                                   State::Running, State::Idle}));
        QCOMPARE(heard.lastStep, 100);
    }

    void aPauseWhilePreparingWaitsForTheRun() {
        FakeTraining fake;
        fake.holdPreparing();
        TrainingSession session(fake.factory());
        Listener heard(session);
        session.start(someRun());
        session.pause();
        QCOMPARE(session.state(), State::Preparing);
        fake.letPrepare();
        WAIT_UNTIL_EQUAL(session.state(), State::Paused);
        QCOMPARE(heard.lastStep, 0);
        session.resumeTraining();
        WAIT_UNTIL_EQUAL(heard.ends.size(), std::size_t{1});
        QCOMPARE(heard.ends.front(), End::Finished);
    }

    void aRequestWhilePreparingWaitsForTheRun() {
        FakeTraining fake;
        fake.holdPreparing();
        fake.holdSteps();
        TrainingSession session(fake.factory());
        Listener heard(session);
        QVERIFY(session.start(someRun()));
        QVERIFY(fake.awaitPreparing());
        session.requestCheckpoint();
        QCOMPARE(session.state(), State::Preparing);
        fake.letPrepare();
        WAIT_UNTIL(heard.heard("checkpoint 0"));
        fake.letRun();
        WAIT_UNTIL_EQUAL(heard.ends.size(), std::size_t{1});
        QCOMPARE(std::count(heard.said.begin(), heard.said.end(), "checkpoint 0"), 1);
    }

    void servesRequests() {
        FakeTraining fake;
        fake.holdSteps();
        TrainingSession session(fake.factory());
        Listener heard(session);
        QSignalSpy samplers(&session, &TrainingSession::samplerArrived);
        session.start(someRun());
        fake.allow(12);
        WAIT_UNTIL_EQUAL(heard.lastStep, 12);
        heard.said.clear();
        session.requestPreview();
        session.requestCheckpoint();
        session.requestSampler();
        WAIT_UNTIL(heard.heard("preview 1"));
        WAIT_UNTIL(heard.heard("checkpoint 12"));
        WAIT_UNTIL_EQUAL(samplers.count(), 1);
        QCOMPARE(samplers[0][1].toInt(), 1);
        QCOMPARE(samplers[0][2].toLongLong(), 12);
        QCOMPARE(heard.lastStep, 12);
    }

    void stopsWhilePreparing() {
        FakeTraining fake;
        fake.holdPreparing();
        TrainingSession session(fake.factory());
        Listener heard(session);
        session.start(someRun());
        QVERIFY(fake.awaitPreparing());
        session.stop();
        session.stop();
        WAIT_UNTIL_EQUAL(heard.ends.size(), std::size_t{1});
        QCOMPARE(heard.ends.front(), End::Stopped);
        QCOMPARE(heard.states, (std::vector<State>{State::Preparing, State::Stopping, State::Idle}));
        QVERIFY(session.directory().empty());
        QVERIFY(!heard.heard("prepared"));
    }

    void stopsInMidRun() {
        FakeTraining fake;
        fake.holdSteps();
        TrainingSession session(fake.factory());
        Listener heard(session);
        session.start(someRun());
        fake.allow(7);
        QVERIFY(fake.awaitSteps(7));
        session.stop(); // perhaps before any of it was told
        QCOMPARE(session.state(), State::Stopping);
        session.stop();
        session.pause();
        session.resumeTraining();
        WAIT_UNTIL_EQUAL(heard.ends.size(), std::size_t{1});
        QCOMPARE(heard.ends.front(), End::Stopped);
        QCOMPARE(heard.lastStep, 7);
        QVERIFY(heard.heard("checkpoint 7"));
        QCOMPARE(heard.said.back(), std::string("ended"));
        QCOMPARE(heard.states.back(), State::Idle);
        QVERIFY(!session.directory().empty());
    }

    void stopsInAPause() {
        FakeTraining fake;
        fake.holdSteps();
        TrainingSession session(fake.factory());
        Listener heard(session);
        session.start(someRun());
        session.pause();
        WAIT_UNTIL_EQUAL(session.state(), State::Paused);
        session.stop();
        WAIT_UNTIL_EQUAL(heard.ends.size(), std::size_t{1});
        QCOMPARE(heard.ends.front(), End::Stopped);
        QCOMPARE(heard.states.back(), State::Idle);
    }

    void failsAtAStep() {
        FakeTraining fake;
        fake.plan.failAtStep = Error(ErrorKind::Diverged, "diverged at step 31");
        fake.plan.failingStep = 31;
        TrainingSession session(fake.factory());
        Listener heard(session);
        session.start(someRun());
        WAIT_UNTIL_EQUAL(heard.ends.size(), std::size_t{1});
        QCOMPARE(heard.ends.front(), End::Failed);
        QCOMPARE(session.state(), State::Failed);
        QVERIFY(!session.isActive());
        QVERIFY(session.failure().has_value());
        QCOMPARE(session.failure()->kind(), ErrorKind::Diverged);
        QCOMPARE(session.failure()->detail(), std::string("diverged at step 31"));
        QCOMPARE(heard.lastStep, 30); // what came before is told
        QVERIFY(heard.heard("epoch 3"));
        QVERIFY(session.start(someRun()));
        QVERIFY(!session.failure().has_value());
    }

    void failsWhilePreparing() {
        FakeTraining fake;
        fake.plan.failWhilePreparing = Error(ErrorKind::Data, "pictures", "holds no picture");
        TrainingSession session(fake.factory());
        Listener heard(session);
        session.start(someRun());
        WAIT_UNTIL_EQUAL(session.state(), State::Failed);
        QCOMPARE(heard.states, (std::vector<State>{State::Preparing, State::Failed}));
        QCOMPARE(session.failure()->path(), std::filesystem::path("pictures"));
        QVERIFY(session.directory().empty());
        session.stop(); // nothing is at work
        QCOMPARE(session.state(), State::Failed);
    }

    void nothingElseLeavesTheThread_data() {
        QTest::addColumn<int>("what");
        QTest::addColumn<int>("kind");
        QTest::newRow("out of memory") << 0 << static_cast<int>(ErrorKind::Memory);
        QTest::newRow("an exception of the library") << 1 << static_cast<int>(ErrorKind::Internal);
        QTest::newRow("no exception at all") << 2 << static_cast<int>(ErrorKind::Internal);
    }

    void nothingElseLeavesTheThread() {
        QFETCH(const int, what);
        QFETCH(const int, kind);
        FakeTraining fake;
        fake.plan.beforeStep = [what](std::int64_t step) {
            if (step < 4)
                return;
            if (what == 0)
                throw std::bad_alloc();
            if (what == 1)
                throw std::logic_error("a fault");
            throw 5;
        };
        TrainingSession session(fake.factory());
        session.start(someRun());
        WAIT_UNTIL_EQUAL(session.state(), State::Failed);
        QCOMPARE(static_cast<int>(session.failure()->kind()), kind);
        QVERIFY(!session.failure()->detail().empty());
        QCOMPARE(fake.alive(), 0);
    }

    void resumes() {
        FakeTraining fake;
        fake.plan.firstStep = 41;
        fake.plan.steps = 60;
        TrainingSession session(fake.factory());
        QSignalSpy prepared(&session, &TrainingSession::prepared);
        Listener heard(session);
        heard.lastStep = 40;
        QVERIFY(session.start(ResumeRun{"/runs/old", {}}));
        WAIT_UNTIL_EQUAL(heard.ends.size(), std::size_t{1});
        QVERIFY(heard.inOrder);
        QCOMPARE(prepared.count(), 1);
        QCOMPARE(prepared[0][0].value<std::filesystem::path>(), std::filesystem::path("/runs/old"));
        QCOMPARE(prepared[0][1].value<RunRecord>().step, 40);
    }

    void goesAwayInEveryState_data() {
        QTest::addColumn<int>("when");
        QTest::newRow("idle") << 0;
        QTest::newRow("preparing") << 1;
        QTest::newRow("running") << 2;
        QTest::newRow("paused") << 3;
        QTest::newRow("stopping") << 4;
        QTest::newRow("ended, but not told") << 5;
    }

    void goesAwayInEveryState() {
        QFETCH(const int, when);
        FakeTraining fake;
        if (when == 1)
            fake.holdPreparing();
        if (when != 5)
            fake.holdSteps();
        auto session = std::make_unique<TrainingSession>(fake.factory());
        int ends = 0;
        connect(session.get(), &TrainingSession::ended, this, [&] { ++ends; });
        if (when > 0)
            session->start(someRun());
        if (when == 1)
            QVERIFY(fake.awaitPreparing());
        if (when == 2 || when == 4)
            WAIT_UNTIL_EQUAL(session->state(), State::Running);
        if (when == 3) {
            session->pause();
            WAIT_UNTIL_EQUAL(session->state(), State::Paused);
        }
        if (when == 4)
            session->stop();
        if (when == 5)
            QVERIFY(fake.awaitDestroyed(1));
        session.reset();
        QCOMPARE(fake.alive(), 0);
        QCoreApplication::processEvents();
        QCOMPARE(ends, 0); // what is gone says nothing
    }

    /// A slot may ask for anything, also to be told the rest at once.
    void keepsTheOrderWithANestedLoop() {
        FakeTraining fake;
        fake.plan.steps = 2'000;
        TrainingSession session(fake.factory());
        Listener heard(session);
        int depth = 0;
        bool nested = false;
        connect(&session, &TrainingSession::previewArrived, &session, [&] {
            nested = nested || depth > 0;
            ++depth;
            QCoreApplication::processEvents();
            --depth;
        });
        session.start(someRun());
        WAIT_UNTIL_EQUAL(heard.ends.size(), std::size_t{1});
        QVERIFY(!nested);
        QVERIFY(heard.inOrder);
        QCOMPARE(heard.said.back(), std::string("ended"));
    }
};

WASSERFARBE_TEST(TrainingSessionTest)

} // namespace wasserfarbe::test::training_session_test

#include "training_session_test.moc"
