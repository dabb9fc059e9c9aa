// What a run writes is written beside the training, kept while the disk refuses, and written when it can be.

#include <cerrno>
#include <latch>
#include <semaphore>

#include "model/files/io_fault.h"
#include "model/run/checkpoint_list.h"
#include "model/run/run_writer.h"
#include "model/run/sample_history.h"
#include "tests/support/error_support.h"
#include "tests/support/run_fixture.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::run_writer_test {

namespace {

/// Takes the fault away with itself.
class Fault {
public:
    explicit Fault(IoFault fault) { set_io_fault(std::move(fault)); }
    ~Fault() { set_io_fault({}); }
    Fault(const Fault&) = delete;
    Fault& operator=(const Fault&) = delete;
};

/// Every write below a folder fails.
IoFault failing_below(const fs::path& folder, int error) {
    return [=](IoCall, const fs::path& path) {
        return path.string().starts_with(folder.string() + "/") ? error : 0;
    };
}

StepStats row(std::int64_t step) {
    StepStats stats;
    stats.step = step;
    stats.epoch = 1;
    stats.penalty = 0.5 * static_cast<double>(step);
    return stats;
}

Preview preview(int epoch, std::int64_t step, bool requested = false) {
    return {epoch, step, requested, Image(4, 4, static_cast<std::uint8_t>(epoch))};
}

template <typename Kind>
std::size_t count_of(const std::vector<RunEvent>& events) {
    return static_cast<std::size_t>(std::count_if(
        events.begin(), events.end(), [](const auto& event) { return std::holds_alternative<Kind>(event); }));
}

} // namespace

class RunWriterTest : public QObject, private RunFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void everythingIsWritten();
    void theTrainingDoesNotWaitForTheDisk();
    void aStateThatWaitsMayBeReplaced();
    void aFullDiskIsToldOnceAndSoIsItsEnd();
    void eachPartIsTriedWhateverBecameOfTheOthers();
    void aFolderThatVanishesAndComesBack();
    void foldersOfTheRunAreMadeAgain();
    void itTriesByItself();
    void theLastAttemptIsTheDestructors();
    void aRollbackMarksRowsAndPreviews();
    void theBestAndThePinnedStay();

private:
    std::shared_ptr<const TrainingState> state(std::int64_t step, double quality = StepStats::kNone) const;
    std::unique_ptr<RunWriter> writer(RunWriter::Options options = {});

    RunRecord record_;
    std::unique_ptr<RunDirectory> run_;
};

void RunWriterTest::initTestCase() {
    make_whole_run();
    record_ = RunDirectory(whole()).read_record();
}

void RunWriterTest::init() {
    set_io_fault({});
    make_folder();
    run_ = std::make_unique<RunDirectory>(path("run"));
    run_->create();
}

/// The whole run's last state, told to be of another step.
std::shared_ptr<const TrainingState> RunWriterTest::state(std::int64_t step, double quality) const {
    auto state = std::make_shared<TrainingState>(newest_state(whole()));
    state->counters.step = step;
    state->counters.generator_updates = step / state->config.critic_updates;
    state->counters.position = {static_cast<int>(step / kStepsPerEpoch) + 1, step % kStepsPerEpoch, 0};
    state->quality = quality;
    return state;
}

/// Tries again only when it is told to, unless the options say otherwise.
std::unique_ptr<RunWriter> RunWriterTest::writer(RunWriter::Options options) {
    if (options.retry == RunWriter::Options{}.retry)
        options.retry = std::chrono::hours(24);
    return std::make_unique<RunWriter>(*run_, MetricsLog(run_->metrics_path(), 0), std::move(options));
}

void RunWriterTest::everythingIsWritten() {
    const auto writer = this->writer();
    for (int step = 1; step <= 6; ++step)
        writer->append(row(step));
    writer->save_preview(run_->preview_path(1), preview(1, 6), {});
    RunRecord record = record_;
    record.step = 6;
    writer->save_state(state(6), record);
    QVERIFY(!writer->drain());
    QVERIFY(!writer->unsaved_state());
    QCOMPARE(read_metrics(run_->metrics_path()).size(), std::size_t{6});
    QVERIFY(read_png(run_->preview_path(1)).image == preview(1, 6).grid);
    QCOMPARE(read_checkpoint(run_->checkpoint_path(1)).counters.step, std::int64_t{6});
    QCOMPARE(run_->read_record().step, std::int64_t{6});
    const std::vector<RunEvent> events = writer->take_events();
    QCOMPARE(events.size(), std::size_t{2});
    QCOMPARE(std::get<PreviewSaved>(events[0]).path.string(), run_->preview_path(1).string());
    QCOMPARE(std::get<CheckpointSaved>(events[1]).step, std::int64_t{6});
    QVERIFY(writer->take_events().empty());

    record.state = RunState::Finished;
    writer->write_record(record);
    QVERIFY(!writer->drain());
    QCOMPARE(run_->read_record().state, RunState::Finished);
}

/// A disk that does not answer holds only the writer up.
void RunWriterTest::theTrainingDoesNotWaitForTheDisk() {
    std::latch asked(1);
    std::latch answered(1);
    std::atomic<int> opened = 0;
    const Fault slow([&](IoCall call, const fs::path& file) {
        if (call == IoCall::Open && file.extension() == ".safetensors" && ++opened == 1) {
            asked.count_down();
            answered.wait();
        }
        return 0;
    });
    const auto writer = this->writer();
    writer->save_state(state(6), record_);
    asked.wait();
    // The writer hangs; all of this returns.
    for (int step = 1; step <= 100; ++step)
        writer->append(row(step));
    writer->save_preview(run_->preview_path(1), preview(1, 6), {});
    writer->save_state(state(12), record_);
    QCOMPARE(writer->unsaved_state()->counters.step, std::int64_t{12});
    QVERIFY(writer->take_events().empty());
    answered.count_down();
    QVERIFY(!writer->drain());
    QCOMPARE(count_of<CheckpointSaved>(writer->take_events()), std::size_t{2});
    QCOMPARE(run_->checkpoints().size(), std::size_t{2});
    QCOMPARE(read_metrics(run_->metrics_path()).size(), std::size_t{100});
}

void RunWriterTest::aStateThatWaitsMayBeReplaced() {
    const auto writer = this->writer({.state_bytes_waiting = 0});
    {
        const Fault full(failing_below(run_->checkpoints_path(), ENOSPC));
        writer->save_state(state(6), record_);
        QVERIFY(says(writer->drain(), ErrorKind::Disk, "No space left"));
        QCOMPARE(writer->unsaved_state()->counters.step, std::int64_t{6});
        writer->save_state(state(12), record_);
        QVERIFY(writer->drain());
        QCOMPARE(writer->unsaved_state()->counters.step, std::int64_t{12});
    }
    QVERIFY(!writer->drain());
    QVERIFY(!writer->unsaved_state());
    QCOMPARE(names_in(run_->checkpoints_path()), Names{"epoch-000002.safetensors"});
}

void RunWriterTest::aFullDiskIsToldOnceAndSoIsItsEnd() {
    std::atomic<int> calls = 0;
    const auto writer = this->writer({.at_event = [&] { ++calls; }});
    std::vector<RunEvent> events;
    {
        const Fault full(failing_below(run_->path(), ENOSPC));
        for (int step = 1; step <= 18; ++step) {
            writer->append(row(step));
            if (step % kStepsPerEpoch == 0) {
                const int epoch = static_cast<int>(step / kStepsPerEpoch);
                writer->save_preview(run_->preview_path(epoch), preview(epoch, step), {});
                writer->save_state(state(step), record_);
            }
            QVERIFY(writer->drain());
        }
        events = writer->take_events();
        QCOMPARE(events.size(), std::size_t{1});
        const Error& error = std::get<DiskTrouble>(events[0]).error;
        QCOMPARE(error.kind(), ErrorKind::Disk);
        QCOMPARE(error.path().string(), run_->metrics_path().string());
        QCOMPARE(calls.load(), 1);
    }
    QVERIFY(!writer->drain());
    events = writer->take_events();
    QCOMPARE(count_of<DiskRecovered>(events), std::size_t{1});
    QVERIFY(std::holds_alternative<DiskRecovered>(events.back()));
    QCOMPARE(count_of<PreviewSaved>(events), std::size_t{3});
    QCOMPARE(count_of<CheckpointSaved>(events), std::size_t{3});
    QCOMPARE(read_metrics(run_->metrics_path()).size(), std::size_t{18}); // not one row is lost
    QCOMPARE(saved_previews(*run_).size(), std::size_t{3});
}

void RunWriterTest::eachPartIsTriedWhateverBecameOfTheOthers() {
    const auto writer = this->writer();
    const Fault fault([&](IoCall, const fs::path& file) { return file.extension() == ".csv" ? EIO : 0; });
    writer->append(row(1));
    writer->save_preview(run_->preview_path(1), preview(1, 6), {});
    writer->save_state(state(6), record_);
    QVERIFY(says(writer->drain(), ErrorKind::Disk, "error"));
    QVERIFY(!writer->unsaved_state()); // the state matters more than its rows
    QVERIFY(fs::exists(run_->preview_path(1)));
    QVERIFY(fs::exists(run_->record_path()));
}

void RunWriterTest::aFolderThatVanishesAndComesBack() {
    const auto writer = this->writer();
    writer->append(row(1));
    QVERIFY(!writer->drain());
    fs::rename(run_->path(), path("elsewhere")); // as a disk that was pulled out
    writer->append(row(2));
    writer->save_state(state(6), record_);
    QVERIFY(says(writer->drain(), ErrorKind::Disk, "No such file"));
    QVERIFY(!fs::exists(run_->path())); // nothing is put in its place
    QVERIFY(writer->unsaved_state());
    fs::rename(path("elsewhere"), run_->path());
    QVERIFY(!writer->drain());
    QCOMPARE(read_metrics(run_->metrics_path()).size(), std::size_t{2});
    QVERIFY(fs::exists(run_->checkpoint_path(1)));
}

void RunWriterTest::foldersOfTheRunAreMadeAgain() {
    const auto writer = this->writer();
    fs::remove_all(run_->checkpoints_path());
    fs::remove_all(run_->previews_path());
    writer->save_preview(run_->preview_path(1), preview(1, 6), {});
    writer->save_state(state(6), record_);
    QVERIFY(!writer->drain());
    QVERIFY(fs::exists(run_->checkpoint_path(1)));
    QVERIFY(fs::exists(run_->preview_path(1)));
}

void RunWriterTest::itTriesByItself() {
    std::counting_semaphore<> heard(0); // more events than the two that are waited for may come
    std::atomic<int> attempts = 0;
    const Fault fault([&](IoCall call, const fs::path& file) {
        return call == IoCall::Open && file.extension() == ".safetensors" && ++attempts <= 3 ? EIO : 0;
    });
    const auto writer = this->writer({.retry = std::chrono::milliseconds(1), .at_event = [&] {
                                          if (attempts == 1 || attempts == 4)
                                              heard.release();
                                      }});
    writer->save_state(state(6), record_);
    heard.acquire(); // the trouble
    heard.acquire(); // its end
    QVERIFY(!writer->drain());
    QCOMPARE(attempts.load(), 4);
    QVERIFY(fs::exists(run_->checkpoint_path(1)));
}

void RunWriterTest::theLastAttemptIsTheDestructors() {
    auto writer = this->writer();
    {
        const Fault full(failing_below(run_->path(), ENOSPC));
        writer->append(row(1));
        writer->save_state(state(6), record_);
        QVERIFY(writer->drain());
    }
    writer.reset();
    QVERIFY(fs::exists(run_->checkpoint_path(1)));
    QCOMPARE(read_metrics(run_->metrics_path()).size(), std::size_t{1});
}

void RunWriterTest::aRollbackMarksRowsAndPreviews() {
    const auto writer = this->writer();
    for (int step = 1; step <= 14; ++step)
        writer->append(row(step));
    for (int epoch = 0; epoch <= 2; ++epoch)
        writer->save_preview(run_->preview_path(epoch), preview(epoch, kStepsPerEpoch * epoch), {});
    writer->save_preview(run_->preview_path(1, 7), preview(1, 7, true), {});
    writer->save_preview(run_->preview_path(1, 9), preview(1, 9, true), {});
    QVERIFY(!writer->drain());
    writer->roll_back(1, 8, 8);
    writer->append(row(9));
    QVERIFY(!writer->drain());
    QCOMPARE(read_metrics(run_->metrics_path()).size(), std::size_t{9});
    QCOMPARE(read_metrics(run_->path() / "metrics-superseded.csv").size(), std::size_t{6});
    QCOMPARE(names_in(run_->previews_path()),
             (Names{"epoch-000000.png", "epoch-000001-step-000000007.png", "epoch-000001.png"}));
    QCOMPARE(names_in(run_->path() / "previews-superseded"),
             (Names{"epoch-000001-step-000000009.png", "epoch-000002.png"}));

    // A second time: what is there already stays.
    writer->save_preview(run_->preview_path(2), preview(2, 12), {});
    QVERIFY(!writer->drain());
    writer->roll_back(1, 8, 8);
    QVERIFY(!writer->drain());
    QCOMPARE(names_in(run_->path() / "previews-superseded"),
             (Names{"epoch-000001-step-000000009.png", "epoch-000002-2.png", "epoch-000002.png"}));
}

void RunWriterTest::theBestAndThePinnedStay() {
    const auto writer = this->writer({.checkpoints_kept = 2});
    const std::vector<double> qualities = {9, 3, 8, 7, 6, 5};
    for (std::size_t i = 0; i < qualities.size(); ++i) {
        writer->save_state(state(kStepsPerEpoch * static_cast<std::int64_t>(i + 1), qualities[i]), record_);
        QVERIFY(!writer->drain());
        if (i == 2)
            set_pinned(run_->checkpoint_path(3), true);
    }
    Names kept;
    for (const SavedCheckpoint& checkpoint : saved_checkpoints(*run_))
        kept.push_back(checkpoint.path.stem().string());
    QCOMPARE(kept, (Names{"epoch-000002", "epoch-000003", "epoch-000005", "epoch-000006"}));
}

WASSERFARBE_TEST(RunWriterTest)

} // namespace wasserfarbe::test::run_writer_test

#include "run_writer_test.moc"
