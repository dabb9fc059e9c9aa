#include "app/sessions/training_session.h"

#include <memory>
#include <string>
#include <vector>

#include <QSignalSpy>
#include <QTest>

#include "tests/support/fake_training.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::training_trouble_test {

using State = TrainingSession::State;
using End = TrainingSession::End;
using Action = UnsavedChoice::Action;

namespace {

NewRun someRun() {
    NewRun run;
    run.data = "pictures";
    run.directory = "/runs/faces-1";
    run.preset = "quick";
    return run;
}

Error fullDisk() {
    return {ErrorKind::Disk, "/runs/faces-1/checkpoints", "can't be written: No space left on device"};
}

/// A training whose last state can't be written.
FakeTraining unsavedTraining(int retriesNeeded = 1) {
    FakeTraining fake;
    fake.plan.steps = 20;
    fake.plan.unsaved = fullDisk();
    fake.plan.retriesNeeded = retriesNeeded;
    return fake;
}

} // namespace

/// What a session tells of a disk that fails and of weights that diverge.
class TrainingTroubleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsOfADiskThatFailsForAWhile() {
        FakeTraining fake;
        fake.plan.diskTrouble = fullDisk();
        fake.plan.troubledStep = 5;
        fake.plan.recoveredStep = 9;
        TrainingSession session(fake.factory());
        std::vector<std::string> troubles;
        connect(&session, &TrainingSession::diskTrouble, this,
                [&](const Error& error) { troubles.push_back(error.detail()); });
        QSignalSpy recovered(&session, &TrainingSession::diskRecovered);
        QSignalSpy ended(&session, &TrainingSession::ended);
        session.start(someRun());
        WAIT_UNTIL_EQUAL(ended.count(), 1);
        QCOMPARE(ended[0][0].value<End>(), End::Finished);
        QCOMPARE(troubles, std::vector<std::string>{fullDisk().detail()});
        QCOMPARE(recovered.count(), 1);
    }

    void stepsComeAgainAfterARollback() {
        FakeTraining fake;
        fake.plan.steps = 40;
        fake.plan.rolledBack = Rollback{33, "critic_loss", 25, false};
        TrainingSession session(fake.factory());
        std::vector<std::int64_t> steps;
        std::vector<std::int64_t> expected;
        for (std::int64_t step = 1; step <= 32; ++step)
            expected.push_back(step);
        expected.push_back(-25);
        for (std::int64_t step = 26; step <= 40; ++step)
            expected.push_back(step);
        connect(&session, &TrainingSession::stepsArrived, this, [&](const std::vector<StepStats>& some) {
            for (const StepStats& stats : some)
                steps.push_back(stats.step);
        });
        connect(&session, &TrainingSession::rolledBack, this,
                [&](const Rollback& back) { steps.push_back(-back.step); });
        QSignalSpy ended(&session, &TrainingSession::ended);
        session.start(someRun());
        WAIT_UNTIL_EQUAL(ended.count(), 1);
        QCOMPARE(steps, expected);
    }

    void anUnsavedStateWaitsForAnAnswer() {
        FakeTraining fake = unsavedTraining();
        TrainingSession session(fake.factory());
        QSignalSpy unsaved(&session, &TrainingSession::unsaved);
        QSignalSpy ended(&session, &TrainingSession::ended);
        QSignalSpy saved(&session, &TrainingSession::checkpointSaved);
        session.start(someRun());
        WAIT_UNTIL_EQUAL(session.state(), State::Unsaved);
        QVERIFY(session.isActive());
        QCOMPARE(unsaved.count(), 1);
        QCOMPARE(unsaved[0][1].value<std::int64_t>(), std::int64_t{20});
        QVERIFY(session.unsavedState().has_value());
        QCOMPARE(session.unsavedState()->step, std::int64_t{20});
        QCOMPARE(session.unsavedState()->error.detail(), fullDisk().detail());
        session.stop(); // none of these is an answer
        session.pause();
        session.resumeTraining();
        QVERIFY(!session.start(someRun()));
        QCOMPARE(session.state(), State::Unsaved);
        session.answerUnsaved({Action::Retry, {}});
        QCOMPARE(session.state(), State::Stopping);
        QVERIFY(!session.unsavedState().has_value());
        WAIT_UNTIL_EQUAL(ended.count(), 1);
        QCOMPARE(ended[0][0].value<End>(), End::Finished);
        QCOMPARE(saved.count(), 1);
        QVERIFY(!session.gaveUp());
    }

    void itIsAskedAgainUntilItIsSaved() {
        FakeTraining fake = unsavedTraining(3);
        fake.plan.fullFolder = "/full";
        TrainingSession session(fake.factory());
        QSignalSpy unsaved(&session, &TrainingSession::unsaved);
        QSignalSpy elsewhere(&session, &TrainingSession::savedElsewhere);
        QSignalSpy ended(&session, &TrainingSession::ended);
        session.start(someRun());
        WAIT_UNTIL_EQUAL(unsaved.count(), 1);
        session.answerUnsaved({Action::Retry, {}});
        WAIT_UNTIL_EQUAL(unsaved.count(), 2);
        session.answerUnsaved({Action::SaveElsewhere, "/full"});
        WAIT_UNTIL_EQUAL(unsaved.count(), 3);
        QCOMPARE(session.state(), State::Unsaved);
        QCOMPARE(elsewhere.count(), 0);
        session.answerUnsaved({Action::SaveElsewhere, "/other"});
        session.answerUnsaved({Action::GiveUp, {}}); // too late
        WAIT_UNTIL_EQUAL(ended.count(), 1);
        QCOMPARE(elsewhere.count(), 1);
        QCOMPARE(elsewhere[0][0].value<std::filesystem::path>(),
                 std::filesystem::path("/other/last.safetensors"));
        QCOMPARE(ended[0][0].value<End>(), End::Finished);
        QVERIFY(!session.gaveUp());
    }

    void whoGivesUpIsToldWhatIsLost() {
        FakeTraining fake = unsavedTraining();
        fake.holdSteps();
        TrainingSession session(fake.factory());
        QSignalSpy ended(&session, &TrainingSession::ended);
        session.start(someRun());
        fake.allow(7);
        QVERIFY(fake.awaitSteps(7));
        session.stop();
        WAIT_UNTIL_EQUAL(session.state(), State::Unsaved);
        session.answerUnsaved({Action::GiveUp, {}});
        QVERIFY(session.gaveUp());
        WAIT_UNTIL_EQUAL(ended.count(), 1);
        QCOMPARE(ended[0][0].value<End>(), End::Failed);
        QVERIFY(session.failure() && session.failure()->detail().find("step 7") != std::string::npos);
        fake.letRun();
        QVERIFY(session.start(someRun()));
        QVERIFY(!session.gaveUp());
    }

    void anAnswerMayComeAtOnce() {
        FakeTraining fake = unsavedTraining(2);
        TrainingSession session(fake.factory());
        QSignalSpy unsaved(&session, &TrainingSession::unsaved);
        QSignalSpy ended(&session, &TrainingSession::ended);
        connect(&session, &TrainingSession::stateChanged, this, [&](State state) {
            if (state == State::Unsaved)
                session.answerUnsaved({Action::Retry, {}});
        });
        session.start(someRun());
        WAIT_UNTIL_EQUAL(ended.count(), 1);
        QCOMPARE(ended[0][0].value<End>(), End::Finished);
        QCOMPARE(unsaved.count(), 0);
    }

    void goesAwayWithoutAnAnswer_data() {
        QTest::addColumn<bool>("told");
        QTest::newRow("before the question was told") << false;
        QTest::newRow("after it was told") << true;
    }

    void goesAwayWithoutAnAnswer() {
        QFETCH(const bool, told);
        FakeTraining fake = unsavedTraining(1000);
        auto session = std::make_unique<TrainingSession>(fake.factory());
        session->start(someRun());
        if (told)
            WAIT_UNTIL_EQUAL(session->state(), State::Unsaved);
        else
            QVERIFY(fake.awaitSteps(20));
        session.reset(); // would hang where nobody released the training thread
        QCOMPARE(fake.alive(), 0);
    }
};

WASSERFARBE_TEST(TrainingTroubleTest)

} // namespace wasserfarbe::test::training_trouble_test

#include "training_trouble_test.moc"
