// A stretch of a run is repeated and compared, bit for bit, and nothing on the disk changes by it.

#include <map>

#include "model/run/run_lock.h"
#include "model/run/verify_run.h"
#include "tests/support/error_support.h"
#include "tests/support/metrics_support.h"
#include "tests/support/run_fixture.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::verify_test {

namespace {

using Files = std::map<std::string, QByteArray>;

/// Every file below a folder, with what is in it.
Files files_below(const fs::path& folder) {
    Files files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            files[entry.path().string()] = file_bytes(entry.path());
    return files;
}

/// Reads a checkpoint, changes it and writes it again.
void change(const fs::path& checkpoint, const std::function<void(TrainingState&)>& how) {
    TrainingState state = read_checkpoint(checkpoint);
    how(state);
    write_checkpoint(checkpoint, state);
}

torch::Tensor tensor_of(const TrainingState& state, const std::string& name) {
    const std::map<std::string, torch::Tensor> tensors(state.tensors.begin(), state.tensors.end());
    return tensors.at(name);
}

/// Puts another text into a cell of metrics.csv.
void change_cell(const fs::path& metrics, std::int64_t step, qsizetype column, const QByteArray& text) {
    QByteArrayList lines = file_bytes(metrics).split('\n');
    QByteArrayList cells = lines[step].split(',');
    QVERIFY(cells[column] != text);
    cells[column] = text;
    lines[step] = cells.join(',');
    std::ofstream(metrics, std::ios::trunc) << lines.join('\n').toStdString();
}

void remove_lines(const fs::path& metrics, qsizetype first, qsizetype count) {
    QByteArrayList lines = file_bytes(metrics).split('\n');
    lines.remove(first, count);
    std::ofstream(metrics, std::ios::trunc) << lines.join('\n').toStdString();
}

std::vector<std::string> what_differs(const RunVerification& result) {
    std::vector<std::string> names;
    for (const RunDifference& difference : result.differences)
        names.push_back(difference.what);
    return names;
}

} // namespace

class VerifyTest : public QObject, private RunFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { make_whole_run(); }
    void init() { make_folder(); }

    void theSame();
    void everyStretch();
    void aRunThatIsTrained();
    void aRunThatWasStopped();
    void onlyOneCheckpoint();
    void aBranch();
    void changedWeights();
    void bitsAreCompared();
    void tensorsThatAreNotInBoth();
    void changedCounters();
    void aChangedRow();
    void rowsOfAnEarlierVersion();
    void rowsThatAreGoneOrTwice();
    void aStretchThatDiverged();
    void aRepetitionThatDiverges();
    void otherThreadsOrDevice();
    void nothingToRepeat();
    void checkpointsOfAnotherRun();
    void otherPictures();
    void aDamagedCheckpoint();
    void aStop();

private:
    fs::path copy_of_whole() const {
        fs::copy(whole(), path("run"), fs::copy_options::recursive);
        return path("run");
    }
    fs::path checkpoint(const fs::path& run, int epoch) const {
        return RunDirectory(run).checkpoint_path(epoch);
    }
    /// A run that was stopped between the two updates of step 14.
    void stop_within_a_step(const fs::path& directory) const {
        const auto run = TrainingRun::create(new_run(directory));
        Recorder recorder;
        std::stop_source stop;
        recorder.at_step = [&](const StepStats& stats) {
            if (stats.step == 13)
                run->control().request_sampler();
        };
        int served = 0; // first before the critic's update, then after it
        recorder.at_sampler = [&](const std::shared_ptr<Sampler>&, int, std::int64_t) {
            ++served == 1 ? run->control().request_sampler() : static_cast<void>(stop.request_stop());
        };
        QCOMPARE(run->run(recorder, stop.get_token()), Trainer::Outcome::Stopped);
        QVERIFY(newest_state(directory).counters.unfinished);
        QCOMPARE(newest_state(directory).counters.step, std::int64_t{14});
    }
};

void VerifyTest::theSame() {
    const Files before = files_below(whole());
    std::vector<std::pair<std::int64_t, std::int64_t>> steps;
    VerifyOptions options;
    options.on_step = [&](std::int64_t done, std::int64_t total) { steps.emplace_back(done, total); };
    const auto result = verify_run(whole(), options);
    QVERIFY(result);
    QCOMPARE(what_differs(*result), Names{});
    QVERIFY(result->same());
    QCOMPARE(result->from.string(), checkpoint(whole(), 2).string());
    QCOMPARE(result->to.string(), checkpoint(whole(), 3).string());
    QCOMPARE(result->first_step, std::int64_t{12});
    QCOMPARE(result->last_step, std::int64_t{18});
    QCOMPARE(steps.size(), std::size_t{6});
    QVERIFY(steps.front() == std::make_pair(std::int64_t{1}, std::int64_t{6}));
    QVERIFY(steps.back() == std::make_pair(std::int64_t{6}, std::int64_t{6}));
    QVERIFY(files_below(whole()) == before);
}

void VerifyTest::everyStretch() {
    for (const auto& [from, to] : {std::pair{1, 2}, {1, 3}, {2, 3}}) {
        const auto result = verify_run(whole(), {checkpoint(whole(), from), checkpoint(whole(), to), {}});
        QCOMPARE(what_differs(*result), Names{});
        QCOMPARE(result->first_step, from * kStepsPerEpoch);
        QCOMPARE(result->last_step, to * kStepsPerEpoch);
    }
    // One end alone: from there to the newest, or to there from the one before.
    auto result = verify_run(whole(), {checkpoint(whole(), 1), {}, {}});
    QVERIFY(result->same());
    QCOMPARE(result->to.string(), checkpoint(whole(), 3).string());
    result = verify_run(whole(), {{}, checkpoint(whole(), 2), {}});
    QVERIFY(result->same());
    QCOMPARE(result->from.string(), checkpoint(whole(), 1).string());
    result = verify_run(whole(), {{}, checkpoint(whole(), 1), {}});
    QVERIFY(result->same());
    QVERIFY(result->from.empty());
    QCOMPARE(result->first_step, std::int64_t{0});
    // A copy of a checkpoint elsewhere is as good.
    fs::copy_file(checkpoint(whole(), 2), path("copy.safetensors"));
    result = verify_run(whole(), {{}, path("copy.safetensors"), {}});
    QVERIFY(result->same());
    QCOMPARE(result->from.string(), checkpoint(whole(), 1).string());
}

void VerifyTest::aRunThatIsTrained() {
    const fs::path run = copy_of_whole();
    const RunLock lock(run); // whoever trains it has it
    QVERIFY(verify_run(run)->same());
}

void VerifyTest::aRunThatWasStopped() {
    stop_within_a_step(path("run"));
    // Its newest checkpoint is of half a step: that one can begin a stretch, but not end it.
    auto result = verify_run(path("run"));
    QVERIFY(result->same());
    QCOMPARE(result->last_step, std::int64_t{12});
    const fs::path half = RunDirectory(path("run")).newest_checkpoint();
    QVERIFY(says(error_of([&] {
                     verify_run(path("run"), {{}, half, {}});
                 }),
                 ErrorKind::Model,
                 "can't be repeated: " + half.filename().string() +
                     " was saved between the two updates of a step"));
    QCOMPARE(go_on(path("run")), Trainer::Outcome::Finished);
    const Files before = files_below(path("run"));
    result = verify_run(path("run"));
    QCOMPARE(what_differs(*result), Names{});
    QCOMPARE(result->from.string(), half.string());
    QCOMPARE(result->first_step, std::int64_t{14});
    QVERIFY(files_below(path("run")) == before);
    // The row of the step that was half done is compared, too.
    change_cell(path("run") / "metrics.csv", 14, 4, "1.5");
    QCOMPARE(what_differs(*verify_run(path("run"))), Names{"step 14: generator_loss"});
}

void VerifyTest::onlyOneCheckpoint() {
    const fs::path run = copy_of_whole();
    fs::remove(checkpoint(run, 1));
    fs::remove(checkpoint(run, 2));
    const auto result = verify_run(run);
    QCOMPARE(what_differs(*result), Names{});
    QVERIFY(result->from.empty());
    QCOMPARE(result->first_step, std::int64_t{0});
    QCOMPARE(result->last_step, std::int64_t{18});
}

void VerifyTest::aBranch() {
    NewRun settings = new_run(path("branch"));
    settings.branch_of = whole();
    settings.config.epochs = 1;
    settings.config.lambda = 3;
    Recorder recorder;
    TrainingRun::create(settings)->run(recorder, {});
    const auto result = verify_run(path("branch"));
    QCOMPARE(what_differs(*result), Names{});
    QCOMPARE(result->from.string(), checkpoint(path("branch"), 0).string());
    QCOMPARE(result->last_step, std::int64_t{6});
    fs::remove(checkpoint(path("branch"), 0));
    QVERIFY(says(error_of([&] { verify_run(path("branch")); }), ErrorKind::Model,
                 "nothing of it can be repeated: the run began with the weights of another"));
}

void VerifyTest::changedWeights() {
    const fs::path run = copy_of_whole();
    change(checkpoint(run, 3), [](TrainingState& state) {
        torch::Tensor weight = tensor_of(state, "ema.blocks.0.conv.weight").flatten();
        weight[3] += 0.25F;
        weight[5] -= 0.5F;
    });
    const auto result = verify_run(run);
    QCOMPARE(what_differs(*result), Names{"ema.blocks.0.conv.weight"});
    QVERIFY(!result->same());
    QCOMPARE(result->differences.front().values, std::int64_t{2});
    QVERIFY(std::abs(result->differences.front().largest - 0.5) < 1e-6);
}

void VerifyTest::bitsAreCompared() {
    const auto difference = [](const torch::Tensor& repeated, const torch::Tensor& saved) {
        TrainingState a;
        TrainingState b;
        a.tensors.emplace_back("t", repeated);
        b.tensors.emplace_back("t", saved);
        const std::vector<RunDifference> list = compare_states(a, b);
        return list.empty() ? std::int64_t{0} : list.front().values;
    };
    const torch::Tensor zeros = torch::zeros({2, 3});
    QCOMPARE(difference(zeros, torch::zeros({2, 3})), std::int64_t{0});
    QCOMPARE(difference(zeros, -zeros), std::int64_t{6}); // equal numbers, other bits
    const torch::Tensor none = torch::full({2}, std::numeric_limits<float>::quiet_NaN());
    QCOMPARE(difference(none, none.clone()), std::int64_t{0});
    QCOMPARE(difference(none, torch::ones({2})), std::int64_t{2});
    QCOMPARE(difference(torch::ones({2}).to(torch::kFloat64), torch::ones({2})), std::int64_t{2});
    QCOMPARE(difference(torch::tensor(7), torch::tensor(7)), std::int64_t{0}); // a step: no dimension
    QCOMPARE(difference(torch::tensor(7), torch::tensor(8)), std::int64_t{1});
    const torch::Tensor square = torch::arange(4).reshape({2, 2});
    QCOMPARE(difference(square.t(), square.t().contiguous()), std::int64_t{0}); // however it lies in memory
    QCOMPARE(difference(square.t(), square), std::int64_t{2});
    QCOMPARE(difference(square.to(torch::kUInt8), (square + 1).to(torch::kUInt8)), std::int64_t{4});
    QCOMPARE(difference(square.to(torch::kFloat16), (square * 2).to(torch::kFloat16)), std::int64_t{3});
}

void VerifyTest::tensorsThatAreNotInBoth() {
    const fs::path run = copy_of_whole();
    change(checkpoint(run, 3), [](TrainingState& state) {
        for (auto& [name, tensor] : state.tensors) {
            if (name == "preview_z")
                name = "postview_z";
            if (name == "random")
                tensor = tensor.slice(0, 0, 8).contiguous();
        }
    });
    Names names = what_differs(*verify_run(run));
    std::sort(names.begin(), names.end());
    QCOMPARE(names, (Names{"postview_z: only in the checkpoint", "preview_z: not in the checkpoint",
                           "random: Byte[8], and repeated Byte[5056]"}));
}

void VerifyTest::changedCounters() {
    const fs::path run = copy_of_whole();
    change(checkpoint(run, 3), [](TrainingState& state) {
        state.counters.images += 4;
        state.counters.seconds += 100; // time is never the same
    });
    const auto result = verify_run(run);
    QCOMPARE(what_differs(*result), Names{"images"});
    QCOMPARE(result->differences.front().largest, 4.0);
}

void VerifyTest::aChangedRow() {
    const fs::path run = copy_of_whole();
    const fs::path metrics = run / "metrics.csv";
    change_cell(metrics, 3, 5, "7.5");     // before the stretch
    change_cell(metrics, 9, 5, "7.5");     // the penalty
    change_cell(metrics, 9, 2, "123");     // the time
    change_cell(metrics, 10, 4, "");       // a loss that was there
    change_cell(metrics, 12, 12, "0.125"); // a score that was not
    change_cell(metrics, 13, 3, "1.5");    // after the stretch
    const auto result = verify_run(run, {checkpoint(run, 1), checkpoint(run, 2), {}});
    QCOMPARE(what_differs(*result),
             (Names{"step 9: penalty", "step 10: generator_loss", "step 12: critic_held_out"}));
    QCOMPARE(result->differences.front().values, std::int64_t{1});
    QVERIFY(result->differences.front().largest > 0);
}

/// They lack what came later; where this version went on with the run, the cells are empty.
void VerifyTest::rowsOfAnEarlierVersion() {
    write_demo_faces(path("pictures"), 500, 16, 3);
    NewRun settings = new_run(path("run"));
    settings.data = path("pictures");
    settings.config.held_out = 0.1;
    settings.config.batch_size = 150;
    settings.config.epochs = 1;
    Recorder recorder;
    TrainingRun::create(settings)->run(recorder, {});
    const fs::path metrics = path("run") / "metrics.csv";
    QVERIFY(!std::isnan(read_metrics(metrics).back().critic_held_out));
    take_later_columns(metrics);
    QCOMPARE(what_differs(*verify_run(path("run"))), Names{});
    QCOMPARE(go_on(path("run"), {3, 0}), Trainer::Outcome::Finished);
    const fs::path resumed_at = checkpoint(path("run"), 1);
    QCOMPARE(what_differs(*verify_run(path("run"), {{}, resumed_at, {}})), Names{});
    QCOMPARE(what_differs(*verify_run(path("run"), {resumed_at, {}, {}})), Names{});
    change_cell(metrics, 9, 12, ""); // a row of this version has it
    QCOMPARE(what_differs(*verify_run(path("run"))), Names{"step 9: critic_held_out"});
}

void VerifyTest::rowsThatAreGoneOrTwice() {
    const fs::path run = copy_of_whole();
    const fs::path metrics = run / "metrics.csv";
    remove_lines(metrics, 14, 1);
    QByteArrayList lines = file_bytes(metrics).split('\n');
    lines.insert(16, lines[16]);
    std::ofstream(metrics, std::ios::trunc) << lines.join('\n').toStdString();
    QCOMPARE(what_differs(*verify_run(run)),
             (Names{"step 14: not in metrics.csv", "step 17: more than once in metrics.csv"}));
}

void VerifyTest::aStretchThatDiverged() {
    const fs::path run = copy_of_whole();
    change(checkpoint(run, 3), [](TrainingState& state) { state.counters.position.order = 1; });
    QVERIFY(says(error_of([&] {
                     verify_run(run, {{}, checkpoint(run, 3), {}});
                 }),
                 ErrorKind::Model,
                 "between epoch-000002.safetensors and epoch-000003.safetensors the run diverged"));
    const auto result = verify_run(run); // the stretch before it
    QVERIFY(result->same());
    QCOMPARE(result->last_step, std::int64_t{12});
}

void VerifyTest::aRepetitionThatDiverges() {
    const fs::path run = copy_of_whole();
    change(checkpoint(run, 2), [](TrainingState& state) {
        tensor_of(state, "critic.blocks.0.conv.weight").fill_(1e30F); // a number, but not for long
    });
    const auto result = verify_run(run);
    QVERIFY(result);
    QCOMPARE(result->differences.size(), std::size_t{1});
    const std::string& what = result->differences.front().what;
    QVERIFY2(what.starts_with("step 13: ") && what.ends_with(" is not a finite number"), what.c_str());
}

void VerifyTest::otherThreadsOrDevice() {
    const fs::path run = copy_of_whole();
    change(checkpoint(run, 3), [](TrainingState& state) { state.threads = 2; });
    QVERIFY(says(error_of([&] {
                     verify_run(run, {{}, checkpoint(run, 3), {}});
                 }),
                 ErrorKind::Model,
                 "the number of threads changed from 1 in epoch-000002.safetensors to 2 in "
                 "epoch-000003.safetensors"));
    QCOMPARE(verify_run(run)->last_step, std::int64_t{12});
    change(checkpoint(run, 3), [](TrainingState& state) {
        state.threads = 1;
        state.device = {Device::Kind::Cuda, 0};
    });
    QVERIFY(says(error_of([&] {
                     verify_run(run, {{}, checkpoint(run, 3), {}});
                 }),
                 ErrorKind::Model, "the device changed from cpu in epoch-000002.safetensors to cuda"));
    QCOMPARE(verify_run(run)->last_step, std::int64_t{12});
}

void VerifyTest::nothingToRepeat() {
    QVERIFY(says(error_of([&] { verify_run(path("nowhere")); }), ErrorKind::Model, "holds no run"));
    const fs::path run = copy_of_whole();
    QVERIFY(says(error_of([&] {
                     verify_run(run, {checkpoint(run, 3), checkpoint(run, 2), {}});
                 }),
                 ErrorKind::Model,
                 "can't be repeated: between epoch-000003.safetensors and epoch-000002.safetensors there "
                 "is no step"));
    for (const int epoch : {1, 2, 3})
        fs::remove(checkpoint(run, epoch));
    const auto error = error_of([&] { verify_run(run); });
    QVERIFY(says(error, ErrorKind::Model, "has no checkpoint yet, so there is nothing to compare with"));
    QCOMPARE(error->path().string(), run.string());
}

void VerifyTest::checkpointsOfAnotherRun() {
    NewRun settings = new_run(path("other"));
    settings.seed = 6;
    settings.max_steps = 2;
    settings.config.lambda = 5;
    Recorder recorder;
    TrainingRun::create(settings)->run(recorder, {});
    const fs::path other = RunDirectory(path("other")).newest_checkpoint();
    QVERIFY(says(error_of([&] {
                     verify_run(whole(), {{}, other, {}});
                 }),
                 ErrorKind::Model, "lambda is 10 and not 5, seed is 5 and not 6"));
    QVERIFY(says(error_of([&] { verify_run(whole(), {other, {}, {}}); }), ErrorKind::Model, "seed is 5"));
}

void VerifyTest::otherPictures() {
    fs::copy(faces(), path("pictures"));
    NewRun settings = new_run(path("run"));
    settings.data = path("pictures");
    settings.config.epochs = 1;
    Recorder recorder;
    TrainingRun::create(settings)->run(recorder, {});
    QVERIFY(verify_run(path("run"))->same());
    fs::remove(path("pictures") / "face-00007.png");
    QVERIFY(says(error_of([&] { verify_run(path("run")); }), ErrorKind::Data, "24 then, 23 now"));
}

void VerifyTest::aDamagedCheckpoint() {
    const fs::path run = copy_of_whole();
    fs::resize_file(checkpoint(run, 3), 1000);
    const Files before = files_below(run);
    const auto error = error_of([&] { verify_run(run); });
    QVERIFY(says(error, ErrorKind::Model, "not a valid safetensors file"));
    QCOMPARE(error->path().string(), checkpoint(run, 3).string());
    QVERIFY(files_below(run) == before); // it keeps its name
    QVERIFY(verify_run(run, {{}, checkpoint(run, 2), {}})->same());
}

void VerifyTest::aStop() {
    std::stop_source stop;
    VerifyOptions options;
    options.on_step = [&](std::int64_t done, std::int64_t) {
        if (done == 2)
            stop.request_stop();
    };
    QVERIFY(!verify_run(whole(), options, stop.get_token()));
    QVERIFY(!verify_run(whole(), {}, stop.get_token()));
}

WASSERFARBE_TEST(VerifyTest)

} // namespace wasserfarbe::test::verify_test

#include "verify_test.moc"
