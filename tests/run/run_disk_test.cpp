// A disk that fails does not end a training; at its end, what could not be saved is asked about.

#include <cerrno>

#include "model/files/io_fault.h"
#include "tests/support/error_support.h"
#include "tests/support/run_fixture.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::run_disk_test {

namespace {

/// Records what is told of the disk, and answers.
class DiskObserver final : public RunObserver {
public:
    std::function<void(const StepStats&)> at_step;
    std::function<void()> at_pause; ///< everything before it is written
    std::function<UnsavedChoice(int asked)> answer;
    std::vector<Error> troubles;
    std::vector<Error> unsaved;
    std::vector<std::int64_t> unsaved_steps;
    std::vector<fs::path> elsewhere;
    std::vector<std::int64_t> saved;
    std::int64_t steps = 0;
    int recoveries = 0;

    void on_event(const RunEvent& event) override {
        if (const auto* done = std::get_if<StepDone>(&event)) {
            ++steps;
            if (at_step)
                at_step(done->stats);
        } else if (const auto* pause = std::get_if<PauseChanged>(&event)) {
            if (pause->paused)
                at_pause();
        } else if (const auto* checkpoint = std::get_if<CheckpointSaved>(&event)) {
            saved.push_back(checkpoint->step);
        } else if (const auto* trouble = std::get_if<DiskTrouble>(&event)) {
            troubles.push_back(trouble->error);
        } else if (std::holds_alternative<DiskRecovered>(event)) {
            ++recoveries;
        } else if (const auto* other = std::get_if<SavedElsewhere>(&event)) {
            elsewhere.push_back(other->path);
        }
    }
    UnsavedChoice on_unsaved(const Error& error, std::int64_t step) override {
        unsaved.push_back(error);
        unsaved_steps.push_back(step);
        return answer ? answer(static_cast<int>(unsaved.size())) : UnsavedChoice{};
    }
};

} // namespace

class RunDiskTest : public QObject, private RunFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { make_whole_run(); }
    void init() { make_folder(); }
    void cleanup() { set_io_fault({}); }

    void aFullDiskDoesNotEndTheTraining();
    void theDiskFailsForAWhile_data();
    void theDiskFailsForAWhile();
    void triedAgainAtTheEnd();
    void savedElsewhere();
    void anotherPlaceThatFailsIsAskedAboutAgain();
    void aRunWhoseFolderIsGoneIsSavedElsewhere();

private:
    /// Runs `what` after a step, when the disk has all that came before.
    void after(std::int64_t step, DiskObserver& observer, TrainingRun& run,
               const std::function<void()>& what) const {
        observer.at_step = [&run, step](const StepStats& stats) {
            if (stats.step == step)
                run.control().pause();
        };
        observer.at_pause = [&run, what] {
            what();
            run.control().resume();
        };
    }
    void fail_below_run(int error) const {
        set_io_fault([folder = path("run").string() + "/", error](IoCall, const fs::path& file) {
            return file.string().starts_with(folder) ? error : 0;
        });
    }
    void fail_from(std::int64_t step, DiskObserver& observer, TrainingRun& run, int error) const {
        after(step, observer, run, [this, error] { fail_below_run(error); });
    }
};

/// The system's own refusal, as far as a process can have it for itself.
void RunDiskTest::aFullDiskDoesNotEndTheTraining() {
    std::optional<Error> error;
    DiskObserver observer;
    auto run = TrainingRun::create(new_run(path("run")));
    {
        std::optional<FileSizeLimit> disk_is_full;
        after(9, observer, *run, [&] { disk_is_full.emplace(20'000); }); // less than a checkpoint takes
        error = error_of([&] { run->run(observer, {}); });
    }
    run.reset();
    QCOMPARE(observer.steps, std::int64_t{18}); // to the end
    QCOMPARE(observer.troubles.size(), std::size_t{1});
    QCOMPARE(observer.troubles[0].path().string(),
             (path("run") / "checkpoints" / "epoch-000002.safetensors").string());
    QVERIFY(says(observer.troubles[0], ErrorKind::Disk, "can't be written"));
    QCOMPARE(observer.unsaved_steps, (std::vector<std::int64_t>{18}));
    QVERIFY2(says(error, ErrorKind::Disk, "the last state, of step 18, is not on the disk"), error->what());
    QVERIFY2(says(error, ErrorKind::Disk, "the newest checkpoint is of step 6"), error->what());
    compare_state(path("run"), RunState::Failed, 18, 3);
    const std::optional<Error> failure = RunDirectory(path("run")).read_record().failure;
    QVERIFY(failure.has_value());
    QCOMPARE(std::string(failure->what()), std::string(error->what()));
    QCOMPARE(failure->code(), ErrorCode::StateNotSavedSince);
    QVERIFY(file_bytes(path("run") / "log.txt").contains(error->what()));
    QCOMPARE(read_metrics(path("run") / "metrics.csv").size(), std::size_t{18});
    // The destructor tried once more, and there was room again.
    QCOMPARE(names_in(path("run") / "checkpoints"),
             (Names{"epoch-000001.safetensors", "epoch-000002.safetensors", "epoch-000003.safetensors"}));
    compare_runs(path("run"), whole());
}

void RunDiskTest::theDiskFailsForAWhile_data() {
    QTest::addColumn<int>("error");
    QTest::newRow("full") << ENOSPC;
    QTest::newRow("read-only") << EROFS;
    QTest::newRow("no permission") << EACCES;
    QTest::newRow("I/O error") << EIO;
    QTest::newRow("gone") << ENOENT;
}

void RunDiskTest::theDiskFailsForAWhile() {
    QFETCH(int, error);
    DiskObserver observer;
    const auto run = TrainingRun::create(new_run(path("run")));
    fail_from(3, observer, *run, error);
    observer.at_step = [&, before = observer.at_step](const StepStats& stats) {
        before(stats);
        if (stats.step == 16)
            set_io_fault({});
    };
    QCOMPARE(run->run(observer, {}), Trainer::Outcome::Finished);
    QVERIFY(observer.unsaved.empty());
    QCOMPARE(observer.troubles.size(), static_cast<std::size_t>(observer.recoveries));
    QCOMPARE(observer.saved.back(), std::int64_t{18});
    compare_state(path("run"), RunState::Finished, 18, 3);
    compare_runs(path("run"), whole()); // rows and previews, too: none is lost
}

void RunDiskTest::triedAgainAtTheEnd() {
    DiskObserver observer;
    const auto run = TrainingRun::create(new_run(path("run")));
    fail_from(9, observer, *run, ENOSPC);
    observer.answer = [](int asked) {
        if (asked == 2) // the person has made room
            set_io_fault({});
        return UnsavedChoice{UnsavedChoice::Action::Retry, {}};
    };
    QCOMPARE(run->run(observer, {}), Trainer::Outcome::Finished);
    QCOMPARE(observer.unsaved.size(), std::size_t{2});
    QVERIFY(observer.elsewhere.empty());
    compare_state(path("run"), RunState::Finished, 18, 3);
    compare_runs(path("run"), whole());
}

void RunDiskTest::savedElsewhere() {
    fs::create_directory(path("other"));
    DiskObserver observer;
    auto run = TrainingRun::create(new_run(path("run")));
    fail_from(9, observer, *run, EROFS);
    observer.answer = [&](int) { return UnsavedChoice{UnsavedChoice::Action::SaveElsewhere, path("other")}; };
    QCOMPARE(run->run(observer, {}), Trainer::Outcome::Finished);
    run.reset();
    QCOMPARE(observer.elsewhere.size(), std::size_t{1});
    QCOMPARE(observer.elsewhere[0].string(), (path("other") / "run-epoch-000003.safetensors").string());
    set_io_fault({});

    // Put where it belongs, the run goes on from it.
    fs::copy(observer.elsewhere[0], path("run") / "checkpoints" / "epoch-000003.safetensors",
             fs::copy_options::overwrite_existing);
    QCOMPARE(go_on(path("run"), {{}, 20}), Trainer::Outcome::Finished);
    QCOMPARE(newest_state(path("run")).counters.step, std::int64_t{20});
}

void RunDiskTest::anotherPlaceThatFailsIsAskedAboutAgain() {
    DiskObserver observer;
    const auto run = TrainingRun::create(new_run(path("run")));
    fail_from(9, observer, *run, ENOSPC);
    observer.answer = [&](int asked) {
        if (asked == 1)
            return UnsavedChoice{UnsavedChoice::Action::SaveElsewhere, path("no such folder")};
        return UnsavedChoice{};
    };
    QVERIFY(says(error_of([&] { run->run(observer, {}); }), ErrorKind::Disk, "is not on the disk"));
    QCOMPARE(observer.unsaved.size(), std::size_t{2});
    QVERIFY(observer.unsaved[1].path().string().find("no such folder") != std::string::npos);
}

void RunDiskTest::aRunWhoseFolderIsGoneIsSavedElsewhere() {
    fs::create_directory(path("other"));
    DiskObserver observer;
    const auto run = TrainingRun::create(new_run(path("run")));
    after(9, observer, *run, [&] { fs::remove_all(path("run")); });
    observer.answer = [&](int) { return UnsavedChoice{UnsavedChoice::Action::SaveElsewhere, path("other")}; };
    QCOMPARE(run->run(observer, {}), Trainer::Outcome::Finished);
    QCOMPARE(read_checkpoint(observer.elsewhere.at(0)).counters.step, std::int64_t{18});
    QVERIFY(!fs::exists(path("run")));
}

WASSERFARBE_TEST(RunDiskTest)

} // namespace wasserfarbe::test::run_disk_test

#include "run_disk_test.moc"
