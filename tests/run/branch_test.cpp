// A branch begins with another run's weights; a run that goes on keeps what it is.

#include "tests/support/error_support.h"
#include "tests/support/run_fixture.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::branch_test {

class BranchTest : public QObject, private RunFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { make_whole_run(); }
    void init() { make_folder(); }

    void aBranchBeginsWithTheWeights();
    void aBranchOfACheckpoint();
    void aBranchThatIsCutOffAtOnce();
    void aBranchWithoutItsBeginningIsRefused();
    void otherShapesAreRefused();
    void goingOnWithFreeSettings();
    void goingOnAsADifferentRunIsRefused();
    void anotherSeedIsRefused();
    void weightsThatAreNotFiniteAreNotGoneOnFrom();

private:
    NewRun branch(const fs::path& of) const {
        NewRun run = new_run(path("branch"));
        run.seed = 77;
        run.config.generator_learning_rate = 1e-4;
        run.config.batch_size = 6;
        run.branch_of = of;
        return run;
    }
};

void BranchTest::aBranchBeginsWithTheWeights() {
    const auto run = TrainingRun::create(branch(whole()));
    const TrainingState parent = newest_state(whole());
    const TrainingState first = read_checkpoint(RunDirectory(path("branch")).checkpoint_path(0));
    QCOMPARE(first.counters.step, std::int64_t{0});
    QCOMPARE(first.counters.images, parent.counters.images); // the average goes on as slowly
    QCOMPARE(first.seed, std::uint64_t{77});
    QCOMPARE(first.config.batch_size, 6);
    const std::map<std::string, torch::Tensor> expected(parent.tensors.begin(), parent.tensors.end());
    for (const auto& [name, tensor] : first.tensors) {
        const bool own = name == "random" || name == "preview_z";
        QCOMPARE(torch::equal(tensor, expected.at(name)), !own);
    }
    Recorder recorder;
    QCOMPARE(run->run(recorder, {}), Trainer::Outcome::Finished);
    QCOMPARE(recorder.steps.front(), std::int64_t{1});
    const RunRecord record = RunDirectory(path("branch")).read_record();
    QCOMPARE(record.branch_of.string(), RunDirectory(whole()).newest_checkpoint().string());
    QCOMPARE(record.branch_step, std::int64_t{18});
}

void BranchTest::aBranchOfACheckpoint() {
    const fs::path middle = RunDirectory(whole()).checkpoint_path(2);
    TrainingRun::create(branch(middle));
    const RunRecord record = RunDirectory(path("branch")).read_record();
    QCOMPARE(record.branch_of.string(), middle.string());
    QCOMPARE(record.branch_step, std::int64_t{12});
}

void BranchTest::aBranchThatIsCutOffAtOnce() {
    NewRun settings = branch(whole());
    settings.directory = path("never stopped");
    Recorder recorder;
    TrainingRun::create(settings)->run(recorder, {});
    TrainingRun::create(branch(whole())); // and gone before its first step
    QCOMPARE(go_on(path("branch")), Trainer::Outcome::Finished);
    compare_runs(path("branch"), path("never stopped"));
}

void BranchTest::aBranchWithoutItsBeginningIsRefused() {
    TrainingRun::create(branch(whole()));
    fs::remove(RunDirectory(path("branch")).checkpoint_path(0));
    QVERIFY(says(error_of([&] { TrainingRun::resume(path("branch")); }), ErrorKind::Model,
                 "the checkpoint that this branch began with is gone"));
}

void BranchTest::otherShapesAreRefused() {
    NewRun settings = branch(whole());
    settings.config.critic_channels = 8;
    settings.config.latent_size = 16;
    const auto error = error_of([&] { TrainingRun::create(settings); });
    QVERIFY(says(error, ErrorKind::Usage, "latent_size is 16 and not 8, critic_channels is 8 and not 4"));
    QVERIFY(!fs::exists(path("branch")));
}

void BranchTest::goingOnWithFreeSettings() {
    go_on_until(*TrainingRun::create(new_run(path("run"))), 7);
    TrainingConfig config = tiny_config();
    config.checkpoint_epochs = 2;
    config.checkpoints_kept = 1;
    config.preview_epochs = 3;
    QCOMPARE(go_on(path("run"), {{}, 0, config}), Trainer::Outcome::Finished);
    QVERIFY(RunDirectory(path("run")).read_record().config == config);
    QCOMPARE(names_in(path("run") / "checkpoints"), Names{"epoch-000003.safetensors"});
    QCOMPARE(names_in(path("run") / "previews"),
             (Names{"epoch-000000.png", "epoch-000001.png", "epoch-000003.png"}));
    const TrainingState state = newest_state(path("run"));
    const TrainingState expected = newest_state(whole());
    for (std::size_t i = 0; i < expected.tensors.size(); ++i)
        QVERIFY(torch::equal(state.tensors[i].second, expected.tensors[i].second));
}

void BranchTest::goingOnAsADifferentRunIsRefused() {
    go_on_until(*TrainingRun::create(new_run(path("run"))), 7);
    const QByteArray record = file_bytes(path("run") / "run.json");
    TrainingConfig config = tiny_config();
    config.lambda = 5;
    config.batch_size = 2;
    config.epochs = 9; // this one may change
    const auto error = error_of([&] { TrainingRun::resume(path("run"), {{}, 0, config}); });
    QVERIFY2(
        says(error, ErrorKind::Usage,
             "would be a different run: batch_size is 2 and not 4, lambda is 5 and not 10; branch into a "
             "new run instead"),
        error ? error->what() : "it went on");
    QCOMPARE(file_bytes(path("run") / "run.json"), record);
    QCOMPARE(go_on(path("run")), Trainer::Outcome::Finished);
}

void BranchTest::anotherSeedIsRefused() {
    go_on_until(*TrainingRun::create(new_run(path("run"))), 7);
    const RunDirectory directory(path("run"));
    RunRecord record = directory.read_record();
    record.seed = 6;
    directory.write_record(record);
    QVERIFY(
        says(error_of([&] { TrainingRun::resume(path("run")); }), ErrorKind::Model, "seed is 6 and not 5"));
}

void BranchTest::weightsThatAreNotFiniteAreNotGoneOnFrom() {
    fs::copy(whole(), path("run"), fs::copy_options::recursive);
    const fs::path newest = RunDirectory(path("run")).newest_checkpoint();
    TrainingState state = read_checkpoint(newest);
    state.tensors.front().second.fill_(std::numeric_limits<float>::quiet_NaN());
    write_checkpoint(newest, state);
    const auto run = TrainingRun::resume(path("run"));
    QCOMPARE(run->record().step, std::int64_t{12}); // from the one before
    QVERIFY(file_bytes(path("run") / "log.txt").contains("holds a number that is not finite"));
}

WASSERFARBE_TEST(BranchTest)

} // namespace wasserfarbe::test::branch_test

#include "branch_test.moc"
