#include "app/studio/current_run.h"

#include <memory>
#include <vector>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/fake_training.h"
#include "tests/support/patience.h"
#include "tests/support/run_files.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::current_run_test {

namespace {

using State = TrainingSession::State;

/// A session with a fake training and the run that follows it.
struct Studio {
    explicit Studio(const FakeTraining& fake) : session(fake.factory()), run(session) {
        QObject::connect(&run, &CurrentRun::failed, &run,
                         [this](const Error& error) { failures.push_back(error); });
        QObject::connect(&run, &CurrentRun::stepsAppended, &run, [this](std::size_t first) {
            told += run.history().size() - first;
            gaps = gaps || (first > 0 && run.history()[first - 1].step + 1 != run.history()[first].step);
        });
        QObject::connect(&run, &CurrentRun::previewAdded, &run,
                         [this](std::size_t index) { added.push_back(run.previews().at(index)); });
    }

    /// The history is 1, 2, 3 ... up to `last`.
    bool isWhole(std::int64_t last) const {
        const std::vector<StepStats>& history = run.history();
        for (std::size_t i = 0; i < history.size(); ++i)
            if (history[i].step != static_cast<std::int64_t>(i) + 1)
                return false;
        return history.size() == static_cast<std::size_t>(last);
    }

    TrainingSession session;
    CurrentRun run;
    std::vector<Error> failures;
    std::size_t told = 0;
    bool gaps = false;
    std::vector<SavedPreview> added;
};

NewRun newRun(const std::filesystem::path& directory) {
    NewRun run;
    run.data = "pictures";
    run.directory = directory;
    return run;
}

} // namespace

class CurrentRunTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path path(const char* name) const {
        return std::filesystem::path(folder_.path().toStdString()) / QTest::currentTestFunction() / name;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(folder_.isValid()); }

    void opensARunFromTheDisk() {
        write_run(path("faces"), 40);
        Studio studio{FakeTraining()};
        QSignalSpy changed(&studio.run, &CurrentRun::changed);
        QSignalSpy loaded(&studio.run, &CurrentRun::loaded);
        QVERIFY(!studio.run.isOpen());
        studio.run.open(path("faces") / ""); // a path may end in a separator
        QCOMPARE(changed.count(), 1);
        QVERIFY(studio.run.isOpen() && studio.run.isLoading());
        QCOMPARE(studio.run.directory(), path("faces"));
        QVERIFY(loaded.wait(kPatience));
        QVERIFY(!studio.run.isLoading() && !studio.run.isTraining());
        QVERIFY(studio.isWhole(40));
        QCOMPARE(studio.run.previews().size(), std::size_t{5});
        QCOMPARE(studio.run.previews().back().epoch, 4);
        QCOMPARE(studio.run.record()->step, 40);
        studio.run.close();
        QVERIFY(!studio.run.isOpen() && !studio.run.record());
        QVERIFY(studio.run.history().empty() && studio.run.previews().empty());
        QCOMPARE(changed.count(), 2);
    }

    void aFolderWithoutARunFails() {
        std::filesystem::create_directories(path("empty"));
        Studio studio{FakeTraining()};
        studio.run.open(path("empty"));
        WAIT_UNTIL_EQUAL(studio.failures.size(), std::size_t{1});
        QCOMPARE(studio.failures[0].path(), path("empty"));
        QVERIFY(!studio.run.isOpen() && !studio.run.isLoading());
    }

    void damagedMetricsLeaveTheRest() {
        const RunDirectory run = write_run(path("faces"), 20);
        write_text(run.metrics_path(), "what is this\n");
        Studio studio{FakeTraining()};
        QSignalSpy loaded(&studio.run, &CurrentRun::loaded);
        studio.run.open(path("faces"));
        WAIT_UNTIL_EQUAL(studio.failures.size(), std::size_t{1});
        QCOMPARE(studio.failures[0].path(), run.metrics_path());
        QCOMPARE(loaded.count(), 1);
        QVERIFY(studio.run.isOpen() && studio.run.record());
        QCOMPARE(studio.run.previews().size(), std::size_t{3});
    }

    void theNewestOpeningWins() {
        write_run(path("a"), 10);
        write_run(path("b"), 20);
        Studio studio{FakeTraining()};
        QSignalSpy loaded(&studio.run, &CurrentRun::loaded);
        for (int i = 0; i < 10; ++i)
            studio.run.open(path("a"));
        studio.run.open(path("missing"));
        studio.run.open(path("b"));
        QVERIFY(loaded.wait(kPatience));
        QVERIFY(studio.isWhole(20));
        QCOMPARE(loaded.count(), 1);
        QVERIFY(studio.failures.empty());
    }

    void aTrainingBecomesTheCurrentRun() {
        write_run(path("other"), 30);
        FakeTraining fake;
        fake.plan.steps = 60;
        fake.holdSteps();
        Studio studio(fake);
        QSignalSpy loaded(&studio.run, &CurrentRun::loaded);
        studio.run.open(path("other"));
        QVERIFY(loaded.wait(kPatience));
        studio.session.start(newRun(path("new")));
        WAIT_UNTIL_EQUAL(studio.run.directory(), path("new"));
        QCOMPARE(loaded.count(), 2); // nothing is on the disk that has to be waited for
        QVERIFY(studio.run.isTraining() && studio.run.history().empty());
        fake.letRun();
        WAIT_UNTIL_EQUAL(studio.session.state(), State::Idle);
        QVERIFY(studio.isWhole(60));
        QCOMPARE(studio.told, std::size_t{60});
        QVERIFY(!studio.gaps && !studio.run.isTraining());
        QCOMPARE(studio.run.record()->epoch, 6);
        QCOMPARE(studio.added.size(), std::size_t{7});
        QCOMPARE(studio.run.previews(), studio.added);
    }

    void requestedPreviewsStandInOrder() {
        FakeTraining fake;
        fake.holdSteps();
        Studio studio(fake);
        studio.session.start(newRun(path("new")));
        fake.allow(15);
        WAIT_UNTIL_EQUAL(studio.run.history().size(), std::size_t{15});
        studio.session.requestPreview();
        WAIT_UNTIL_EQUAL(studio.run.previews().size(), std::size_t{3});
        QCOMPARE(studio.run.previews()[2].step, std::optional<std::int64_t>(15));
        QCOMPARE(studio.run.previews()[2].epoch, 1);
        studio.session.requestPreview(); // of the same step: the same file
        WAIT_UNTIL_EQUAL(studio.added.size(), std::size_t{4});
        QCOMPARE(studio.run.previews().size(), std::size_t{3});
    }

    void aResumedRunKeepsItsHistory_data() {
        QTest::addColumn<bool>("opened");
        QTest::newRow("that was looked at") << true;
        QTest::newRow("that was not") << false;
    }

    /// It goes on from a checkpoint of step 40; five more steps were made before it was cut off.
    void aResumedRunKeepsItsHistory() {
        QFETCH(const bool, opened);
        const std::filesystem::path where = path(opened ? "opened" : "not");
        write_run(where, 45);
        FakeTraining fake;
        fake.plan.firstStep = 41;
        fake.plan.steps = 60;
        fake.holdSteps();
        Studio studio(fake);
        QSignalSpy loaded(&studio.run, &CurrentRun::loaded);
        if (opened) {
            studio.run.open(where);
            QVERIFY(loaded.wait(kPatience));
            QVERIFY(studio.isWhole(45));
        }
        studio.session.start(ResumeRun{where, {}});
        WAIT_UNTIL(studio.run.isTraining() && !studio.run.isLoading());
        if (opened)
            QVERIFY(studio.isWhole(40));
        fake.letRun();
        WAIT_UNTIL_EQUAL(studio.session.state(), State::Idle);
        QVERIFY(studio.isWhole(60));
        QVERIFY(!studio.gaps);
        QCOMPARE(studio.run.previews().size(), std::size_t{7}); // epochs 0 to 6, each once
    }

    void stepsThatComeWhileItIsReadAreKept() {
        write_run(path("faces"), 40);
        FakeTraining fake;
        fake.plan.firstStep = 41;
        fake.plan.steps = 50'000;
        Studio studio(fake);
        studio.session.start(ResumeRun{path("faces"), {}});
        WAIT_UNTIL_EQUAL(studio.session.state(), State::Idle);
        WAIT_UNTIL(!studio.run.isLoading());
        QVERIFY(studio.isWhole(50'000));
    }

    /// The training is followed on while another run is looked at; nothing of it is on the disk here.
    void anotherRunMayBeLookedAtMeanwhile() {
        write_run(path("other"), 30);
        FakeTraining fake;
        fake.plan.steps = 80;
        fake.holdSteps();
        Studio studio(fake);
        QSignalSpy changed(&studio.run, &CurrentRun::changed);
        QSignalSpy loaded(&studio.run, &CurrentRun::loaded);
        studio.session.start(newRun(path("new")));
        fake.allow(20);
        WAIT_UNTIL_EQUAL(studio.run.history().size(), std::size_t{20});
        studio.run.open(path("other"));
        QVERIFY(!studio.run.isTraining());
        WAIT_UNTIL(!studio.run.isLoading());
        fake.allow(20);
        WAIT_UNTIL_EQUAL(studio.session.progress().step, 40);
        QVERIFY(studio.isWhole(30)); // still the other one's
        changed.clear();
        loaded.clear();
        studio.run.open(path("new"));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(loaded.count(), 1);
        QVERIFY(studio.run.isTraining());
        QVERIFY(studio.isWhole(40));
        QCOMPARE(studio.run.record()->epoch, 4);
        QCOMPARE(studio.run.previews().size(), std::size_t{5});
        studio.run.open(path("new")); // it is: nothing to do
        QCOMPARE(changed.count(), 1);
        fake.letRun();
        WAIT_UNTIL_EQUAL(studio.session.state(), State::Idle);
        QVERIFY(studio.isWhole(80));
    }

    /// Left before what it had on the disk was read: nothing of it is missed.
    void aResumedRunMayBeLeftWhileItIsRead() {
        write_run(path("other"), 30);
        write_run(path("faces"), 40);
        FakeTraining fake;
        fake.plan.firstStep = 41;
        fake.plan.steps = 80;
        fake.holdSteps();
        Studio studio(fake);
        bool left = false;
        connect(&studio.session, &TrainingSession::prepared, &studio.run, [&] {
            left = studio.run.isTraining() && studio.run.isLoading();
            studio.run.open(path("other"));
        });
        studio.session.start(ResumeRun{path("faces"), {}});
        fake.allow(20);
        WAIT_UNTIL_EQUAL(studio.session.progress().step, 60);
        WAIT_UNTIL(!studio.run.isLoading());
        QVERIFY(left && studio.isWhole(30));
        studio.run.open(path("faces"));
        studio.run.open(path("faces")); // it is being read already
        WAIT_UNTIL(!studio.run.isLoading());
        QVERIFY(studio.run.isTraining() && studio.isWhole(60));
        fake.letRun();
        WAIT_UNTIL_EQUAL(studio.session.state(), State::Idle);
        QVERIFY(studio.isWhole(80));
    }

    void theRecordIsReadAgainAtTheEnd() {
        FakeTraining fake;
        fake.plan.steps = 30;
        fake.plan.prepare = [where = path("new")](const TrainingRequest&) {
            write_run(where, 0, RunState::Running);
        };
        fake.plan.beforeStep = [where = path("new")](std::int64_t step) {
            if (step < 30)
                return;
            RunRecord record = RunDirectory(where).read_record();
            record.state = RunState::Finished;
            record.finished = "2025-01-01T00:01:00Z";
            RunDirectory(where).write_record(record);
        };
        Studio studio(fake);
        studio.session.start(newRun(path("new")));
        WAIT_UNTIL(studio.run.record() && studio.run.record()->state == RunState::Finished);
        QCOMPARE(studio.run.record()->finished, std::string("2025-01-01T00:01:00Z"));
        QVERIFY(studio.isWhole(30));
    }

    void aFailedTrainingStaysOpen() {
        FakeTraining fake;
        fake.plan.failAtStep = Error(ErrorKind::Diverged, "diverged");
        fake.plan.failingStep = 25;
        fake.plan.prepare = [where = path("new")](const TrainingRequest&) { write_run(where, 0); };
        fake.plan.beforeStep = [where = path("new")](std::int64_t step) {
            if (step == 25) // and its folder is deleted at the same time
                std::filesystem::remove_all(where);
        };
        Studio studio(fake);
        studio.session.start(newRun(path("new")));
        WAIT_UNTIL_EQUAL(studio.session.state(), State::Failed);
        QVERIFY(studio.run.isOpen() && !studio.run.isTraining());
        QVERIFY(studio.isWhole(24));
    }

    void knowsWhatWouldBeTrainedAgain() {
        const RunDirectory run = write_run(path("cut"), 37, RunState::Running);
        Studio studio{FakeTraining()};
        studio.run.open(path("cut"));
        WAIT_UNTIL(studio.isWhole(37));
        QVERIFY(!studio.run.newestCheckpoint());
        QCOMPARE(studio.run.unsavedSteps(), std::int64_t{37});
        write_checkpoint_file(run, 1, 10);
        write_checkpoint_file(run, 2, 20);
        write_text(run.checkpoint_path(3), "damaged");
        studio.run.close();
        QCOMPARE(studio.run.unsavedSteps(), std::int64_t{0});
        studio.run.open(path("cut"));
        WAIT_UNTIL(studio.isWhole(37));
        QVERIFY(studio.run.newestCheckpoint().has_value());
        QCOMPARE(studio.run.newestCheckpoint()->path, run.checkpoint_path(2));
        QCOMPARE(studio.run.unsavedSteps(), std::int64_t{17});
    }

    void aCheckpointOfTheTrainingIsTheNewest() {
        FakeTraining fake;
        fake.holdSteps();
        fake.plan.prepare = [where = path("new")](const TrainingRequest&) { write_run(where, 0); };
        Studio studio(fake);
        QSignalSpy checkpoints(&studio.run, &CurrentRun::checkpointChanged);
        studio.session.start(newRun(path("new")));
        fake.allow(25);
        WAIT_UNTIL(studio.isWhole(25));
        QVERIFY(!studio.run.newestCheckpoint());
        QCOMPARE(studio.run.unsavedSteps(), std::int64_t{0}); // it trains
        studio.session.requestCheckpoint();
        WAIT_UNTIL_EQUAL(checkpoints.count(), 1);
        QCOMPARE(studio.run.newestCheckpoint()->step, std::int64_t{25});
        QCOMPARE(studio.run.newestCheckpoint()->epoch, 2);
        fake.allow(5);
        WAIT_UNTIL(studio.isWhole(30));
        studio.session.stop();
        WAIT_UNTIL_EQUAL(studio.session.state(), State::Idle);
        QCOMPARE(studio.run.unsavedSteps(), std::int64_t{0});
    }

    void goesBackWithTheTraining() {
        FakeTraining fake;
        fake.plan.steps = 60;
        fake.plan.rolledBack = Rollback{45, "critic_loss", 25, false};
        fake.plan.prepare = [where = path("new")](const TrainingRequest&) { write_run(where, 0); };
        fake.holdSteps();
        Studio studio(fake);
        QSignalSpy removed(&studio.run, &CurrentRun::previewsRemoved);
        studio.session.start(newRun(path("new")));
        fake.allow(44);
        WAIT_UNTIL(studio.isWhole(44));
        WAIT_UNTIL_EQUAL(studio.run.previews().size(), std::size_t{5});
        fake.allow(1);
        WAIT_UNTIL_EQUAL(removed.count(), 1);
        QVERIFY(studio.isWhole(25));
        QCOMPARE(studio.run.previews().size(), std::size_t{3}); // epochs 0, 1 and 2
        QCOMPARE(studio.run.record()->step, std::int64_t{25});
        QCOMPARE(studio.run.record()->epoch, 2);
        fake.letRun();
        WAIT_UNTIL_EQUAL(studio.session.state(), State::Idle);
        QVERIFY(studio.isWhole(60));
        QCOMPARE(studio.run.previews().size(), std::size_t{7});
        QVERIFY(!studio.gaps);
    }

    void aResumedRunForgetsThePreviewsThatItMakesAgain() {
        write_run(path("old"), 50);
        FakeTraining fake;
        fake.plan.firstStep = 31;
        fake.plan.steps = 40;
        fake.holdSteps();
        Studio studio(fake);
        studio.run.open(path("old"));
        WAIT_UNTIL_EQUAL(studio.run.previews().size(), std::size_t{6});
        studio.session.start(ResumeRun{path("old"), {}});
        WAIT_UNTIL_EQUAL(studio.session.state(), State::Running);
        QCOMPARE(studio.run.previews().size(), std::size_t{4});
        QVERIFY(studio.isWhole(30));
    }

    void goesAwayWhileReading() {
        write_run(path("faces"), 5'000);
        TrainingSession session(FakeTraining().factory());
        for (int i = 0; i < 10; ++i) {
            auto run = std::make_unique<CurrentRun>(session);
            QSignalSpy loaded(run.get(), &CurrentRun::loaded);
            run->open(path("faces"));
            run.reset();
            QCoreApplication::processEvents();
            QCOMPARE(loaded.count(), 0);
        }
    }
};

WASSERFARBE_TEST(CurrentRunTest)

} // namespace wasserfarbe::test::current_run_test

#include "current_run_test.moc"
