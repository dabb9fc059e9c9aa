// A run goes on as if it had never stopped, or says why it can not.

#include "tests/support/run_fixture.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::resume_test {

class ResumeTest : public QObject, private RunFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { make_whole_run(); }
    void init() { make_folder(); }

    void goingOnEqualsNeverHavingStopped_data();
    void goingOnEqualsNeverHavingStopped();
    void aRunThatWasCutOffGoesOn();
    void totalsOfStepsAndEpochs();
    void aFinishedRunGoesOnWithMoreEpochs();
    void aDamagedCheckpointCostsItsEpochAlone();
    void damagedCheckpointsDoNotCrowdOutWholeOnes();
    void oneTrainingAtATime();
    void aRowIsNotWrittenTwice();
    void withoutACheckpointItBeginsAnew();
    void noCheckpointThatCanBeRead();
    void aTornMetricsLineIsDropped();
    void otherPicturesAreRefused();
    void anEditedRecordIsRefused_data();
    void anEditedRecordIsRefused();
};

void ResumeTest::goingOnEqualsNeverHavingStopped_data() {
    QTest::addColumn<QList<int>>("stops");
    for (const int step : {1, 2, 5, 6, 7, 12, 17})
        QTest::addRow("at step %d", step) << QList<int>{step};
    QTest::newRow("again and again") << QList<int>{1, 2, 3, 6, 8, 12, 13};
}

void ResumeTest::goingOnEqualsNeverHavingStopped() {
    QFETCH(QList<int>, stops);
    go_on_until(*TrainingRun::create(new_run(path("run"))), stops.takeFirst());
    for (const int step : stops)
        go_on_until(*TrainingRun::resume(path("run")), step);
    const std::int64_t stopped_at = read_metrics(path("run") / "metrics.csv").back().step;
    compare_state(path("run"), RunState::Stopped, stopped_at, static_cast<int>(stopped_at / kStepsPerEpoch));
    QCOMPARE(newest_state(path("run")).counters.step, stopped_at);
    QCOMPARE(go_on(path("run")), Trainer::Outcome::Finished);
    compare_state(path("run"), RunState::Finished, 18, 3);
    compare_runs(path("run"), whole());
}

void ResumeTest::aRunThatWasCutOffGoesOn() {
    // What the disk holds in the middle of epoch 3, as if the power went.
    NewRun settings = new_run(path("run"));
    settings.config.checkpoint_epochs = 2;
    const auto run = TrainingRun::create(settings);
    Recorder recorder;
    recorder.at_step = [&](const StepStats& stats) {
        if (stats.step == 14)
            run->control().pause(); // then everything is written
    };
    recorder.at_pause = [&](bool paused) {
        if (paused)
            fs::copy(path("run"), path("copy"), fs::copy_options::recursive);
        run->control().resume();
    };
    run->run(recorder, {});
    compare_state(path("copy"), RunState::Running, 12, 2); // as of its newest checkpoint

    // It is stopped at once, and knows where it was.
    std::stop_source stop;
    stop.request_stop();
    const auto resumed = TrainingRun::resume(path("copy"));
    QCOMPARE(resumed->record().step, std::int64_t{12});
    QCOMPARE(resumed->record().epoch, 2);
    Recorder none;
    QCOMPARE(resumed->run(none, stop.get_token()), Trainer::Outcome::Stopped);
    compare_state(path("copy"), RunState::Stopped, 12, 2);
    QCOMPARE(RunDirectory(path("copy")).read_record().seconds, newest_state(path("copy")).counters.seconds);

    QCOMPARE(go_on(path("copy")), Trainer::Outcome::Finished);
    compare_runs(path("copy"), path("run"));
}

void ResumeTest::totalsOfStepsAndEpochs() {
    NewRun settings = new_run(path("run"));
    settings.max_steps = 4;
    Recorder recorder;
    const auto run = TrainingRun::create(settings);
    QCOMPARE(run->run(recorder, {}), Trainer::Outcome::Finished);
    QCOMPARE(recorder.steps.back(), std::int64_t{4});
    compare_state(path("run"), RunState::Finished, 4, 0);
    QCOMPARE(newest_state(path("run")).counters.step, std::int64_t{4});

    QCOMPARE(go_on(path("run"), {{}, 9}), Trainer::Outcome::Finished);
    compare_state(path("run"), RunState::Finished, 9, 1);
    // What is done already is not done again.
    const QByteArray metrics = file_bytes(path("run") / "metrics.csv");
    QCOMPARE(go_on(path("run"), {{}, 5}), Trainer::Outcome::Finished);
    compare_state(path("run"), RunState::Finished, 9, 1);
    QCOMPARE(file_bytes(path("run") / "metrics.csv"), metrics);

    QCOMPARE(go_on(path("run")), Trainer::Outcome::Finished);
    compare_state(path("run"), RunState::Finished, 18, 3);
    compare_runs(path("run"), whole());
    // Steps beyond the epochs raise them.
    QCOMPARE(go_on(path("run"), {{}, 20}), Trainer::Outcome::Finished);
    compare_state(path("run"), RunState::Finished, 20, 3);
    QCOMPARE(RunDirectory(path("run")).read_record().config.epochs, 4);

    NewRun many = new_run(path("many"));
    many.config.epochs = 1;
    many.max_steps = 8;
    QCOMPARE(TrainingRun::create(many)->run(recorder, {}), Trainer::Outcome::Finished);
    compare_state(path("many"), RunState::Finished, 8, 1);
    QCOMPARE(RunDirectory(path("many")).read_record().config.epochs, 2);
}

void ResumeTest::aFinishedRunGoesOnWithMoreEpochs() {
    NewRun settings = new_run(path("run"));
    settings.config.epochs = 1;
    Recorder recorder;
    TrainingRun::create(settings)->run(recorder, {});
    compare_state(path("run"), RunState::Finished, 6, 1);
    QCOMPARE(go_on(path("run"), {3, 0}), Trainer::Outcome::Finished);
    compare_state(path("run"), RunState::Finished, 18, 3);
    compare_runs(path("run"), whole());
    QCOMPARE(RunDirectory(path("run")).read_record().config.epochs, 3);
    const auto error = error_of([&] { TrainingRun::resume(path("nothing")); });
    QVERIFY(says(error, ErrorKind::Model, "no run.json"));
    QCOMPARE(error->path().string(), path("nothing").string());
}

void ResumeTest::aDamagedCheckpointCostsItsEpochAlone() {
    fs::copy(whole(), path("run"), fs::copy_options::recursive);
    const auto damage = [&] {
        const fs::path newest = RunDirectory(path("run")).newest_checkpoint();
        QCOMPARE(newest.filename().string(), std::string("epoch-000003.safetensors"));
        fs::resize_file(newest, fs::file_size(newest) - 100);
    };
    damage();
    auto run = TrainingRun::resume(path("run"));
    QCOMPARE(run->record().step, std::int64_t{12});
    QCOMPARE(rows_of(path("run") / "metrics.csv").size(),
             std::size_t{1 + 12 + 1}); // header, rows, what follows the last
    const std::vector<std::string> all = rows_of(whole() / "metrics.csv");
    std::vector<std::string> late = rows_of(path("run") / "metrics-superseded.csv");
    QCOMPARE(late.size(), std::size_t{1 + 6 + 1});
    QCOMPARE(late.front(), all.front());
    QVERIFY(std::equal(late.begin() + 1, late.end(), all.end() - 7));
    const QByteArray log = file_bytes(path("run") / "log.txt");
    QVERIFY(log.contains("epoch-000003.safetensors: not a valid safetensors file"));

    Recorder recorder;
    QCOMPARE(run->run(recorder, {}), Trainer::Outcome::Finished);
    run.reset();
    QCOMPARE(recorder.steps, (std::vector<std::int64_t>{13, 14, 15, 16, 17, 18}));
    compare_runs(path("run"), whole());

    damage(); // a second time: the rows join those of the first under one header
    QCOMPARE(go_on(path("run")), Trainer::Outcome::Finished);
    late = rows_of(path("run") / "metrics-superseded.csv");
    QCOMPARE(late.size(), std::size_t{1 + 12 + 1});
    QCOMPARE(std::count(late.begin(), late.end(), all.front()), 1);
    compare_runs(path("run"), whole());
}

void ResumeTest::damagedCheckpointsDoNotCrowdOutWholeOnes() {
    NewRun settings = new_run(path("run"));
    settings.config.checkpoint_epochs = 1;
    settings.config.checkpoints_kept = 2;
    Recorder recorder;
    TrainingRun::create(settings)->run(recorder, {});
    const RunDirectory directory(path("run"));
    const auto before = directory.checkpoints();
    QCOMPARE(before.size(), std::size_t{2});
    fs::resize_file(before.back().path, 100);
    const std::int64_t step = read_checkpoint(before.front().path).counters.step;
    go_on(path("run"), {{}, step + 1}); // a checkpoint whose name comes before the damaged one's
    QCOMPARE(read_checkpoint(directory.newest_checkpoint()).counters.step, step + 1);
    QVERIFY(fs::exists(before.back().path.string() + ".damaged"));
}

void ResumeTest::oneTrainingAtATime() {
    const auto first = TrainingRun::create(new_run(path("run")));
    const auto error = error_of([&] { TrainingRun::resume(path("run")); });
    QVERIFY(error && error->kind() == ErrorKind::Usage);
    QVERIFY2(error->detail().find("another process") != std::string::npos, error->what());
}

void ResumeTest::aRowIsNotWrittenTwice() {
    // A checkpoint between a step's two updates is the newest one, but the run went on and wrote the step's
    // row.
    Recorder recorder;
    TrainingRun::create(new_run(path("run")))->run(recorder, {});
    const RunDirectory directory(path("run"));
    TrainingState state = read_checkpoint(directory.newest_checkpoint());
    state.counters.generator_updates -= 1;
    state.counters.unfinished = read_metrics(directory.metrics_path()).back();
    QCOMPARE(state.counters.unfinished->step, state.counters.step);
    write_checkpoint(directory.newest_checkpoint(), state);
    go_on(path("run"));
    const std::vector<StepStats> rows = read_metrics(directory.metrics_path());
    for (std::size_t i = 0; i < rows.size(); ++i)
        QCOMPARE(rows[i].step, static_cast<std::int64_t>(i) + 1);
}

void ResumeTest::withoutACheckpointItBeginsAnew() {
    fs::copy(whole(), path("run"), fs::copy_options::recursive);
    for (const std::string& name : names_in(path("run") / "checkpoints"))
        fs::remove(path("run") / "checkpoints" / name);
    // Neither a temporary file of a write that was cut off nor one of another name counts.
    std::ofstream(path("run") / "checkpoints" / "epoch-000001.safetensors.tmp-77") << "half";
    std::ofstream(path("run") / "checkpoints" / "my favourite.safetensors") << "half";
    const auto run = TrainingRun::resume(path("run"), {{}, 3});
    QCOMPARE(run->record().step, std::int64_t{0});
    QCOMPARE(run->record().epoch, 0);
    Recorder recorder;
    QCOMPARE(run->run(recorder, {}), Trainer::Outcome::Finished);
    QCOMPARE(recorder.steps, (std::vector<std::int64_t>{1, 2, 3}));
    compare_state(path("run"), RunState::Finished, 3, 0);
    QCOMPARE(read_metrics(path("run") / "metrics.csv").size(), std::size_t{3});
    QCOMPARE(read_metrics(path("run") / "metrics-superseded.csv").size(), std::size_t{18});
    QCOMPARE(newest_state(path("run")).counters.step, std::int64_t{3});
}

void ResumeTest::noCheckpointThatCanBeRead() {
    fs::copy(whole(), path("run"), fs::copy_options::recursive);
    for (const std::string& name : names_in(path("run") / "checkpoints"))
        std::ofstream(path("run") / "checkpoints" / name) << "garbage";
    const QByteArray metrics = file_bytes(path("run") / "metrics.csv");
    const auto error = error_of([&] { TrainingRun::resume(path("run")); });
    QVERIFY(says(error, ErrorKind::Model, "none of its checkpoints can be read"));
    QCOMPARE(error->path().string(), (path("run") / "checkpoints").string());
    QCOMPARE(file_bytes(path("run") / "metrics.csv"), metrics); // nothing is lost by it
    compare_state(path("run"), RunState::Finished, 18, 3);
}

void ResumeTest::aTornMetricsLineIsDropped() {
    go_on_until(*TrainingRun::create(new_run(path("run"))), 8);
    std::ofstream(path("run") / "metrics.csv", std::ios::app) << "9,2,0.25,1.5,";
    QCOMPARE(read_metrics(path("run") / "metrics.csv").size(), std::size_t{8});
    QCOMPARE(go_on(path("run")), Trainer::Outcome::Finished);
    compare_runs(path("run"), whole());
    QVERIFY(!fs::exists(path("run") / "metrics-superseded.csv"));
}

void ResumeTest::otherPicturesAreRefused() {
    fs::copy(faces(), path("pictures"));
    NewRun settings = new_run(path("run"));
    settings.data = path("pictures");
    go_on_until(*TrainingRun::create(settings), 2);
    const QByteArray record = file_bytes(path("run") / "run.json");

    write_png(path("pictures") / "face-00025.png", draw_demo_face(1, 24, 20));
    auto error = error_of([&] { TrainingRun::resume(path("run")); });
    QVERIFY(says(error, ErrorKind::Data, "24 then, 25 now"));
    QCOMPARE(error->path().string(), path("pictures").string());
    fs::remove(path("pictures") / "face-00025.png");
    write_png(path("pictures") / "face-00007.png", draw_demo_face(2, 6, 20)); // as many, but another
    error = error_of([&] { TrainingRun::resume(path("run")); });
    QVERIFY(says(error, ErrorKind::Data, "not those that the run began with"));
    fs::remove_all(path("pictures"));
    error = error_of([&] { TrainingRun::resume(path("run")); });
    QVERIFY(says(error, ErrorKind::Data, "does not exist"));
    QCOMPARE(error->path().string(), path("pictures").string());
    QCOMPARE(file_bytes(path("run") / "run.json"), record);

    fs::copy(faces(), path("pictures"));
    QCOMPARE(go_on(path("run")), Trainer::Outcome::Finished);
    compare_runs(path("run"), whole());
}

void ResumeTest::anEditedRecordIsRefused_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("words"); // empty: it goes on
    const auto row = [](const char* name, const char* from, const char* to, const char* words) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QByteArray(words);
    };
    row("a setting", "\"lambda\": 10.0", "\"lambda\": 11.0",
        "lambda is 11 and not 10; put that back, or branch into a new run");
    row("a choice", "\"critic_norm\": \"none\"", "\"critic_norm\": \"layer\"", "critic_norm is layer");
    row("out of range", "\"batch_size\": 4", "\"batch_size\": 0", "batch_size: 0 is out of range");
    row("unknown setting", "\"lambda\"", "\"lamda\"", "did you mean 'lambda'");
    row("unknown state", "\"stopped\"", "\"asleep\"", "'state' is 'asleep'");
    row("a missing member", "\"fingerprint\"", "\"finger\"", "'fingerprint' is missing");
    row("a member of another type", "\"seed\": 5", "\"seed\": \"5\"",
        "'seed' is missing or has the wrong type");
    row("unknown device", "\"device\": \"cpu\"", "\"device\": \"abacus\"", "abacus");
    row("no JSON", "{", "", "run.json is not valid JSON");
    row("the goal", "\"epochs\": 3", "\"epochs\": 1", "");
}

void ResumeTest::anEditedRecordIsRefused() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, words);
    go_on_until(*TrainingRun::create(new_run(path("run"))), 2);
    const fs::path file = path("run") / "run.json";
    QByteArray text = file_bytes(file);
    const qsizetype at = text.indexOf(from);
    QVERIFY(at >= 0);
    text.replace(at, from.size(), to);
    std::ofstream(file, std::ios::trunc) << text.toStdString();
    if (words.isEmpty()) {
        QCOMPARE(go_on(path("run")), Trainer::Outcome::Finished);
        compare_state(path("run"), RunState::Finished, 6, 1);
        return;
    }
    const auto error = error_of([&] { TrainingRun::resume(path("run")); });
    QVERIFY2(says(error, ErrorKind::Model, words.toStdString()), error ? error->what() : "it was taken");
    QCOMPARE(error->path().string(), file.string());
    QCOMPARE(file_bytes(file), text); // as the person left it
}

WASSERFARBE_TEST(ResumeTest)

} // namespace wasserfarbe::test::resume_test

#include "resume_test.moc"
