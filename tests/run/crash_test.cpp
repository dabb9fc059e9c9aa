// Training processes that are killed at random instants, and by signals that they can catch.

#include <fcntl.h>
#include <pty.h>
#include <sys/wait.h>

#include <QRegularExpression>

#include "model/weights/model_file.h"
#include "model/weights/model_weights.h"
#include "tests/support/crash_support.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::crash_test {

namespace {

using Event = Instant::Event;

/// Of the instants. Others are tried with WASSERFARBE_CRASH_SEED.
unsigned seed() {
    static const int given = qEnvironmentVariableIntValue("WASSERFARBE_CRASH_SEED");
    return given > 0 ? static_cast<unsigned>(given) : 20240229;
}

/// All 105 kills, with WASSERFARBE_ALL_KILLS set; else 15, at instants of each kind.
bool all_kills() {
    return qEnvironmentVariableIsSet("WASSERFARBE_ALL_KILLS");
}

constexpr int kForEver = 1'000'000; // epochs

/// What was hit, for the person who reads the log.
struct Tally {
    int kills = 0;
    int untrained = 0; // before the first step
    int within_checkpoint = 0;
    int within_preview = 0;
    int within_run_folder = 0; // within run.json or metrics.csv

    void count(const Remains& remains, bool trained) {
        ++kills;
        untrained += trained ? 0 : 1;
        within_checkpoint += remains.has_temporary("checkpoints") ? 1 : 0;
        within_preview += remains.has_temporary("previews") ? 1 : 0;
        const bool elsewhere =
            std::any_of(remains.temporary.begin(), remains.temporary.end(),
                        [](const std::string& name) { return name.find('/') == std::string::npos; });
        within_run_folder += elsewhere ? 1 : 0;
    }
    void print() const {
        qInfo("%d kills: %d before the first step, %d within a checkpoint, %d within a preview, %d within "
              "run.json or metrics.csv",
              kills, untrained, within_checkpoint, within_preview, within_run_folder);
    }
};

/// What a process shows on a terminal, as its standard error.
class Terminal {
public:
    Terminal() {
        const winsize size{24, 300, 0, 0};
        opened_ = ::openpty(&ours_, &theirs_, nullptr, nullptr, &size) == 0 &&
                  ::fcntl(ours_, F_SETFL, O_NONBLOCK) == 0 && ::fcntl(ours_, F_SETFD, FD_CLOEXEC) == 0 &&
                  ::fcntl(theirs_, F_SETFD, FD_CLOEXEC) == 0;
    }
    ~Terminal() {
        ::close(ours_);
        ::close(theirs_);
    }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    bool opened() const { return opened_; }
    void give_to(QProcess& process) const {
        process.setChildProcessModifier([theirs = theirs_] { ::dup2(theirs, STDERR_FILENO); });
    }
    /// Takes in what was written until now.
    void read() {
        std::array<char, 4096> bytes{};
        for (ssize_t size = 0; (size = ::read(ours_, bytes.data(), bytes.size())) > 0;)
            text_ += QString::fromUtf8(bytes.data(), size);
    }
    /// Waits for more. @return false where nothing comes for too long
    bool wait() const {
        pollfd readable{ours_, POLLIN, 0};
        return ::poll(&readable, 1, kPatience) > 0;
    }
    /// The steps that the status line told of, in order.
    std::vector<std::int64_t> steps() const {
        static const QRegularExpression kStep(" step (\\d+)/");
        std::vector<std::int64_t> list;
        for (auto match = kStep.globalMatch(text_); match.hasNext();)
            list.push_back(match.next().captured(1).toLongLong());
        return list;
    }

private:
    int ours_ = -1;
    int theirs_ = -1;
    bool opened_ = false;
    QString text_;
};

QString text_of(const fs::path& path) {
    return QString::fromStdString(path.string());
}

} // namespace

class CrashTest : public QObject, private CliFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() {
        make_folder();
        qputenv("WASSERFARBE_CACHE", cache().c_str());
    }

    void killedAgainAndAgain_data();
    void killedAgainAndAgain();
    void killedWhileItIsMade_data();
    void killedWhileItIsMade();
    void aSignalStopsWithinOneUpdate_data();
    void aSignalStopsWithinOneUpdate();
    void oneTrainingAtATime();

private:
    QStringList train(const fs::path& run, int epochs, int checkpoints_kept) const {
        return QStringList{"train",
                           "--data",
                           text_path("faces"),
                           "--run",
                           text_of(run),
                           "--epochs",
                           QString::number(epochs),
                           "--set",
                           "checkpoints_kept=" + QString::number(checkpoints_kept)} +
               tiny_settings();
    }
    static QStringList resume(const fs::path& run) { return {"resume", "--run", text_of(run)}; }

    void kill_at(const Instant& instant, const fs::path& run, const QStringList& arguments, bool& trained);
    void make_or_resume(const fs::path& run, const QStringList& make, Remains& found);
    void finish(const fs::path& run, const Remains& before, int checkpoints_kept);

    Micros start_up_{0}; // from the start of a process to its first step
};

void CrashTest::initTestCase() {
    make_cache();
    make_folder();
    run_well({"faces", "--out", text_path("faces"), "--count", "24", "--size", "20"});
    run_well(train(path("run"), 1, 0)); // fills the cache
    const auto started = std::chrono::steady_clock::now();
    QProcess process;
    start(process, train(path("another"), kForEver, 0));
    QVERIFY(wait_for_line(process, kFirstStepIsNext));
    start_up_ = std::chrono::duration_cast<Micros>(std::chrono::steady_clock::now() - started);
    QVERIFY(kill_now(process));
    qInfo("instants of seed %u, a start takes %d ms", seed(), static_cast<int>(start_up_.count() / 1000));
}

/// Starts a process and kills it. @param trained  whether it came to its first step
void CrashTest::kill_at(const Instant& instant, const fs::path& run, const QStringList& arguments,
                        bool& trained) {
    const Trigger trigger(instant, run);
    QProcess process;
    start(process, arguments);
    const bool reached = trigger.wait(process);
    const bool killed = kill_now(process);
    const QByteArray told = process.readAllStandardError();
    QVERIFY2(reached && killed, (instant.text() + ": " + told.toStdString()).c_str());
    trained = instant.event == Event::Training || told.contains(kFirstStepIsNext);
}

/// Lets a run come to its end, and compares it with one that was never killed.
void CrashTest::finish(const fs::path& run, const Remains& before, int checkpoints_kept) {
    const int epochs = before.epoch + 2;
    run_well(resume(run) + QStringList{"--epochs", QString::number(epochs)});
    Remains after;
    look_at(run, after);
    compare_remains(before, after, true);
    QCOMPARE(after.temporary, std::vector<std::string>());
    QCOMPARE(after.rows.size(), static_cast<std::size_t>(epochs * kStepsPerEpoch));
    compare_state(run, RunState::Finished, epochs * kStepsPerEpoch, epochs);
    const std::size_t checkpoints = names_in(RunDirectory(run).checkpoints_path()).size();
    if (checkpoints_kept > 0) // and the best
        QVERIFY2(checkpoints <= static_cast<std::size_t>(checkpoints_kept) + 1,
                 qPrintable(QString::number(checkpoints)));

    run_well(train(path("never-killed"), epochs, checkpoints_kept));
    compare_runs(run, path("never-killed"));
    QCOMPARE(after.previews, names_in(path("never-killed") / "previews"));
    qInfo("%d epochs, %d rows superseded, %d previews superseded", epochs,
          static_cast<int>(after.superseded.size()), static_cast<int>(after.superseded_previews.size()));
}

void CrashTest::killedAgainAndAgain_data() {
    QTest::addColumn<int>("checkpoints_kept");
    QTest::addColumn<std::map<Event, int>>("counts");
    using Counts = std::map<Event, int>;
    const auto row = [](const char* name, int checkpoints_kept, const Counts& all, const Counts& some) {
        QTest::newRow(name) << checkpoints_kept << (all_kills() ? all : some);
    };
    row("three checkpoints kept", 3,
        {{Event::Start, 6},
         {Event::Opening, 8},
         {Event::Training, 16},
         {Event::Preview, 10},
         {Event::Checkpoint, 24}},
        {{Event::Start, 1},
         {Event::Opening, 1},
         {Event::Training, 1},
         {Event::Preview, 1},
         {Event::Checkpoint, 3}});
    row("all kept", 0,
        {{Event::Start, 3},
         {Event::Opening, 4},
         {Event::Training, 6},
         {Event::Preview, 4},
         {Event::Checkpoint, 9}},
        {{Event::Training, 1}, {Event::Preview, 1}, {Event::Checkpoint, 2}});
}

void CrashTest::killedAgainAndAgain() {
    using Counts = std::map<Event, int>;
    QFETCH(int, checkpoints_kept);
    QFETCH(Counts, counts);
    Dice dice(seed() + static_cast<unsigned>(checkpoints_kept));
    std::vector<Event> events = dice.shuffled(counts);
    // The others need a run's folder.
    std::iter_swap(events.begin(), std::find(events.begin(), events.end(), Event::Training));
    const fs::path run = path("run");
    Tally tally;
    Remains before;
    for (const Event event : events) {
        const Instant instant = dice.instant(event, start_up_);
        bool trained = false;
        kill_at(instant, run, tally.kills == 0 ? train(run, kForEver, checkpoints_kept) : resume(run),
                trained);
        Remains after;
        if (!QTest::currentTestFailed())
            look_at(run, after);
        if (!QTest::currentTestFailed())
            compare_remains(before, after, trained);
        if (!QTest::currentTestFailed() && after.step > 0 && tally.kills % 10 == 0)
            QCOMPARE(
                ModelFile(RunDirectory(run).newest_checkpoint()).weights(Weights::Averaged, false).info.step,
                after.step);
        if (QTest::currentTestFailed()) {
            qInfo("at kill %d: %s", tally.kills + 1, instant.text().c_str());
            return;
        }
        tally.count(after, trained);
        before = std::move(after);
    }
    tally.print();
    if (all_kills())
        QVERIFY(tally.within_checkpoint > 0);
    finish(run, before, checkpoints_kept);
}

void CrashTest::killedWhileItIsMade_data() {
    QTest::addColumn<bool>("branch");
    QTest::newRow("a new run") << false;
    QTest::newRow("a branch") << true;
}

void CrashTest::killedWhileItIsMade() {
    QFETCH(bool, branch);
    const fs::path never_killed = path("never-killed");
    run_well(train(path("parent"), 2, 3));
    // Takes longer than any of them lives, and not much longer.
    const QStringList rest = words("--epochs 240 --set preview_epochs=120 --set checkpoint_epochs=120");
    const auto make = [&](const fs::path& run) {
        const QStringList begin = branch
                                      ? QStringList{"branch", text_of(path("parent")), "--threads", "1"}
                                      : QStringList{"train", "--data", text_path("faces")} + tiny_settings();
        return begin + rest + QStringList{"--run", text_of(run)};
    };
    fs::create_directory(path("runs"));
    run_well(make(never_killed));
    Dice dice(seed() + (branch ? 101 : 100));
    Tally tally;
    std::map<Event, int> kills{{Event::Making, branch ? 6 : 7}, {Event::Start, 1}};
    if (!all_kills())
        kills = {{Event::Making, branch ? 2 : 1}, {Event::Start, branch ? 0 : 1}};
    for (const Event event : dice.shuffled(kills)) {
        const fs::path run = path("runs") / ("run-" + std::to_string(tally.kills));
        const Instant instant = dice.instant(event, start_up_);
        Remains remains;
        bool trained = false;
        qputenv("WASSERFARBE_CACHE", (path("cache") / run.filename()).c_str()); // of its own, yet empty
        kill_at(instant, run, make(run), trained);
        if (!QTest::currentTestFailed())
            make_or_resume(run, make(run), remains);
        if (!QTest::currentTestFailed())
            compare_runs(run, never_killed);
        if (QTest::currentTestFailed()) {
            qInfo("at kill %d: %s", tally.kills + 1, instant.text().c_str());
            return;
        }
        tally.count(remains, trained);
    }
    tally.print();
}

/// Brings a run that was killed while it was made to its end: it is there or it is not.
/// @param make  arguments that make it;  @param found  what was there before
void CrashTest::make_or_resume(const fs::path& run, const QStringList& make, Remains& found) {
    for (const RunSummary& summary : list_runs(run.parent_path()))
        QVERIFY2(summary.record, summary.error ? summary.error->what() : "");
    const bool made = RunDirectory(run).holds_run();
    if (made)
        look_at(run, found);
    else
        found.temporary = temporary_files(run);
    QVERIFY(!RunLock::is_locked(run));
    run_well(made ? resume(run) : make);
    if (QTest::currentTestFailed())
        return;
    Remains after;
    look_at(run, after);
    compare_remains(found, after, true);
    QCOMPARE(after.temporary, std::vector<std::string>());
}

void CrashTest::aSignalStopsWithinOneUpdate_data() {
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void CrashTest::aSignalStopsWithinOneUpdate() {
    QFETCH(int, signal);
    Terminal terminal;
    QVERIFY(terminal.opened());
    QProcess process;
    terminal.give_to(process);
    // A step takes long enough for the status line, which shows ten a second, to show each.
    start(process, train(path("run"), kForEver, 1) + words("--set image_size=64 --set batch_size=24 "
                                                           "--set generator_channels=64 "
                                                           "--set critic_channels=64"));
    for (; terminal.steps().size() < 3; terminal.read())
        QVERIFY(terminal.wait());
    // It stands still while the test looks where it is.
    const auto id = static_cast<pid_t>(process.processId());
    siginfo_t stopped{};
    QCOMPARE(::kill(id, SIGSTOP), 0);
    QCOMPARE(::waitid(P_PID, static_cast<id_t>(id), &stopped, WSTOPPED), 0);
    QCOMPARE(stopped.si_code, CLD_STOPPED);
    terminal.read();
    const std::vector<std::int64_t> before = terminal.steps();
    QCOMPARE(before.back(), static_cast<std::int64_t>(before.size())); // each was shown
    QCOMPARE(::kill(id, signal), 0);
    QCOMPARE(::kill(id, SIGCONT), 0);
    QVERIFY(process.waitForFinished(kPatience));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 128 + signal);

    const RunDirectory directory(path("run"));
    const RunRecord record = directory.read_record();
    QCOMPARE(run_state_name(record.state), run_state_name(RunState::Stopped));
    QVERIFY2(record.step == before.back() || record.step == before.back() + 1,
             qPrintable(QString("%1 after %2").arg(record.step).arg(before.back())));
    Remains remains;
    look_at(path("run"), remains);
    QCOMPARE(remains.step, record.step);
    QCOMPARE(remains.rows.size(), remains.kept_rows());
    QCOMPARE(remains.temporary, std::vector<std::string>());
}

void CrashTest::oneTrainingAtATime() {
    const fs::path run = path("run");
    QProcess first;
    start(first, train(run, kForEver, 3));
    QVERIFY(wait_for_line(first, "checkpoint of step "));
    QVERIFY(list_runs(run.parent_path()).at(0).in_use);
    const Result resumed = this->run(resume(run));
    QCOMPARE(resumed.code, 2);
    QVERIFY2(resumed.err.contains("is being trained by another process"), qPrintable(resumed.err));
    const Result made_anew = this->run(train(run, 1, 3));
    QCOMPARE(made_anew.code, 2);
    QVERIFY2(made_anew.err.contains("holds a run already"), qPrintable(made_anew.err));
    QCOMPARE(first.state(), QProcess::Running); // neither has disturbed it

    QVERIFY(kill_now(first));
    Remains before;
    look_at(run, before);
    QVERIFY(before.step > 0);
    run_well(resume(run) + QStringList{"--epochs", QString::number(before.epoch + 1)});
    Remains after;
    look_at(run, after);
    compare_remains(before, after, true);
}

WASSERFARBE_TEST(CrashTest)

} // namespace wasserfarbe::test::crash_test

#include "crash_test.moc"
