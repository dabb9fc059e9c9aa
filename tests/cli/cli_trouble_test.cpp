// What the command line does when the disk fails, when nobody listens, and when the weights diverge.

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "model/pictures/png_file.h"
#include "model/run/checkpoint.h"
#include "model/run/metrics_log.h"
#include "model/torch.h"
#include "model/training/training_state.h"
#include "tests/support/cli_fixture.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::cli_trouble_test {

namespace {

using Names = std::vector<std::string>;

/// A terminal that a child can have as its standard input; what is typed here arrives there.
class Terminal {
public:
    Terminal() : master_(::posix_openpt(O_RDWR | O_NOCTTY)) {
        if (master_ >= 0 && ::grantpt(master_) == 0 && ::unlockpt(master_) == 0)
            slave_ = ::open(::ptsname(master_), O_RDWR | O_NOCTTY);
    }
    ~Terminal() {
        ::close(slave_);
        ::close(master_);
    }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    bool opened() const { return slave_ >= 0; }
    void give_to(QProcess& process) const {
        process.setChildProcessModifier([slave = slave_] { ::dup2(slave, STDIN_FILENO); });
    }
    bool type(const QByteArray& text) const {
        return ::write(master_, text.data(), static_cast<std::size_t>(text.size())) == text.size();
    }

private:
    int master_;
    int slave_ = -1;
};

} // namespace

class CliTroubleTest : public QObject, private CliFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { make_shared(); }
    void init() { make_folder(); }

    void aRescueFolder();
    void withoutARescueFolder();
    void theTerminalIsAsked();
    void aLimitOnFileSizes();
    void nobodyListens();
    void weightsThatDiverge();

private:
    RunRecord record(const char* run) const { return RunDirectory(path(run)).read_record(); }
    QStringList training(const QStringList& more) const {
        return QStringList{"train", "--data", text_path("faces"), "--run", "run"} + more + tiny_settings();
    }
    static void read_until(QProcess& process, const QByteArray& start, QByteArray& all) {
        process.setReadChannel(QProcess::StandardError);
        for (QByteArray line; !line.startsWith(start); all += line = process.readLine())
            QVERIFY2(process.canReadLine() || process.waitForReadyRead(kPatience), all.constData());
    }
    /// Trains until a checkpoint was written and the next one could not be, then interrupts.
    Result train_into_a_broken_folder(const QStringList& more,
                                      const std::function<void(QProcess&)>& before = {}) const;
    void mend() const {
        fs::remove(path("run") / "checkpoints");
        fs::rename(path("away"), path("run") / "checkpoints");
    }
};

Result CliTroubleTest::train_into_a_broken_folder(const QStringList& more,
                                                  const std::function<void(QProcess&)>& before) const {
    QProcess process;
    if (before)
        before(process);
    start(process, training(QStringList{"--epochs", "1000000"} + more));
    QByteArray err;
    read_until(process, "checkpoint of step 12:", err);
    fs::rename(path("run") / "checkpoints", path("away"));
    std::ofstream(path("run") / "checkpoints") << "no folder";
    read_until(process, "can't save: ", err);
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    if (!process.waitForFinished(kPatience) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), err + process.readAllStandardError()};
}

void CliTroubleTest::aRescueFolder() {
    const Result result = train_into_a_broken_folder({"--rescue", "a/b"});
    QCOMPARE(result.code, 130);
    QCOMPARE(result.err.count("can't save: "), 1); // told once
    QVERIFY(result.err.contains("; training goes on and tries again\n"));
    const Names saved = names_in(path("a/b"));
    QCOMPARE(saved.size(), std::size_t{1});
    const std::int64_t step = ModelFile(path("a/b") / saved[0]).info().step;
    QVERIFY(step > 12);
    const std::int64_t recorded = record("run").step;
    QVERIFY2(result.err.contains("the last state was saved as a/b/" + QString::fromStdString(saved[0])),
             qPrintable(result.err));
    const QString prefix = "its last state is not in there; when it can be: ";
    QVERIFY2(result.out.contains(prefix), qPrintable(result.out));
    QVERIFY(result.out.endsWith("and to go on: wasserfarbe-cli resume --run run\n"));

    mend();
    const qsizetype begin = result.out.indexOf(prefix) + prefix.size();
    QProcess shell;
    shell.setWorkingDirectory(QString::fromStdString(path("").string()));
    shell.start("sh", {"-c", result.out.mid(begin, result.out.indexOf('\n', begin) - begin)});
    QVERIFY(shell.waitForFinished(kPatience));
    QCOMPARE(shell.exitCode(), 0);
    run_well({"resume", "--run", "run", "--steps", QString::number(step + 2)});
    QCOMPARE(record("run").step, step + 2);
    const std::vector<StepStats> rows = read_metrics(path("run") / "metrics.csv");
    QCOMPARE(static_cast<std::int64_t>(rows.size()), step + 2); // without a gap
    QCOMPARE(run(words("verify run --from epoch-000002")).code, 0);
    QCOMPARE(recorded, step);
}

void CliTroubleTest::withoutARescueFolder() {
    const Result result = train_into_a_broken_folder({});
    QCOMPARE(result.code, 1);
    mend();
    const RunDirectory directory(path("run"));
    const QString newest = QString::number(ModelFile(directory.newest_checkpoint()).info().step);
    const QString last = result.err.trimmed().split('\n').last();
    const QRegularExpression expected(
        "^wasserfarbe-cli: run: the last state, of step [0-9]+, is not on the disk, "
        "where the newest checkpoint is of step " +
        newest + ": .*; --rescue FOLDER saves it elsewhere$");
    QVERIFY2(last.contains(expected), qPrintable(last));
    QCOMPARE(run_state_name(record("run").state), run_state_name(RunState::Failed));
    for (const RunDirectory::Checkpoint& checkpoint : directory.checkpoints())
        if (checkpoint.epoch > 2)
            fs::remove(checkpoint.path);
    run_well(words("resume --run run --epochs 3"));
    QCOMPARE(record("run").step, std::int64_t{18});
    for (const QString& model : {QString("run"), text_path("run")})
        run_well({"sample", "--raw-weights", "--model", model, "--out", model == "run" ? "a.png" : "b.png"});
    QVERIFY(read_png(path("a.png")).image == read_png(path("b.png")).image); // nothing came out otherwise
}

void CliTroubleTest::theTerminalIsAsked() {
    const Terminal terminal;
    QVERIFY(terminal.opened());
    QVERIFY(terminal.type("r\nelsewhere\n")); // again first
    const Result result =
        train_into_a_broken_folder({}, [&](QProcess& process) { terminal.give_to(process); });
    QCOMPARE(result.code, 130);
    QCOMPARE(result.err.count("another folder to save it in (r: try again; nothing: give up): "), 2);
    QCOMPARE(names_in(path("elsewhere")).size(), std::size_t{1});
    QVERIFY(result.out.contains("when it can be: mv elsewhere/run-epoch-"));
}

void CliTroubleTest::aLimitOnFileSizes() {
    QProcess process;
    process.setChildProcessModifier([] {
        const rlimit limit{32'000, 32'000}; // a checkpoint is larger
        ::setrlimit(RLIMIT_FSIZE, &limit);
    });
    start(process, training(words("--epochs 3 --rescue saved")));
    QVERIFY(process.waitForFinished(kPatience));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit); // not killed
    QCOMPARE(process.exitCode(), 1);
    const QString err = process.readAllStandardError();
    QCOMPARE(err.count("can't save: "), 1);
    QCOMPARE(err.count("the last state, of step 18, can't be saved: "), 2); // there and in the other folder
    QVERIFY(names_in(path("saved")).empty());
    QCOMPARE(read_metrics(path("run") / "metrics.csv").size(), std::size_t{18});
    run_well(words("resume --run run"));
    QCOMPARE(record("run").step, std::int64_t{18});
}

void CliTroubleTest::nobodyListens() {
    QProcess shell;
    shell.setWorkingDirectory(QString::fromStdString(path("").string()));
    QString command = "('" WASSERFARBE_CLI "'";
    for (const QString& argument : training(words("--epochs 20")))
        command += " '" + argument + "'";
    shell.start("sh", {"-c", command + " 2>&1; echo $? > code) | head -n 1"});
    QVERIFY(shell.waitForFinished(kPatience));
    QCOMPARE(shell.readAllStandardOutput().count('\n'), 1);
    QCOMPARE(file_bytes(path("code")), QByteArray("0\n"));
    QCOMPARE(record("run").step, std::int64_t{120});
}

void CliTroubleTest::weightsThatDiverge() {
    fs::copy(shared("run"), path("run"), fs::copy_options::recursive);
    const fs::path newest = RunDirectory(path("run")).newest_checkpoint();
    TrainingState state = read_checkpoint(newest);
    for (auto& [name, tensor] : state.tensors)
        if (name.starts_with("critic.") && name.ends_with(".weight"))
            tensor.fill_(1e25F); // a number, but not for long
    write_checkpoint(newest, state);
    const Result result = run(words("resume --run run --epochs 5"));
    QCOMPARE(result.code, 1);
    QVERIFY2(result.err.contains(QRegularExpression(
                 "\ndiverged at step 19 \\([^\n]+\\); went back to step 18, goes on with other batches\n")),
             qPrintable(result.err));
    const QString last = result.err.trimmed().split('\n').last();
    QVERIFY2(last.startsWith("wasserfarbe-cli: diverged at step 19: "), qPrintable(last));
    QVERIFY2(last.endsWith("; for example: wasserfarbe-cli branch run --run run-2 --set "
                           "generator_learning_rate=0.0001 --set critic_learning_rate=0.0001"),
             qPrintable(last));
    QCOMPARE(run_state_name(record("run").state), run_state_name(RunState::Failed));
}

WASSERFARBE_TEST(CliTroubleTest)

} // namespace wasserfarbe::test::cli_trouble_test

#include "cli_trouble_test.moc"
