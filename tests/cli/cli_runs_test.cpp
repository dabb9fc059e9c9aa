// The command line on runs that exist: verify, branch, checkpoints, pin, inspect, resume --set.

#include <limits>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "model/run/checkpoint.h"
#include "model/run/checkpoint_list.h"
#include "model/torch.h"
#include "model/training/training_state.h"
#include "tests/support/cli_fixture.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::cli_runs_test {

namespace {

using Names = std::vector<std::string>;

/// Puts another text into a cell of metrics.csv.
void change_cell(const fs::path& metrics, qsizetype step, qsizetype column, const QByteArray& text) {
    QByteArrayList lines = file_bytes(metrics).split('\n');
    QByteArrayList cells = lines[step].split(',');
    QVERIFY(cells[column] != text);
    cells[column] = text;
    lines[step] = cells.join(',');
    std::ofstream(metrics, std::ios::trunc) << lines.join('\n').toStdString();
}

QJsonDocument json_of(const Result& result) {
    return QJsonDocument::fromJson(result.out.toUtf8());
}

} // namespace

class CliRunsTest : public QObject, private CliFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { make_shared(); }
    void init() { make_folder(); }

    void verifySaysThatItIsTheSame();
    void verifySaysWhatDiffers();
    void verifyShowsTwentyAtMost();
    void verifyByName();
    void aBranchTakesOverWhatIsNotSaid();
    void aBranchOfACheckpoint();
    void aBranchOfAFileAlone();
    void aBranchWithAPreset();
    void aBranchOnOtherPictures();
    void checkpointsAreListed();
    void theBestIsMarked();
    void aPinnedCheckpointStays();
    void inspectKnowsTheCheckpoints();
    void resumeWithFreeSettings();
    void resumeRefusesADifferentRun();
    void theSuggestedBranchWorks();

private:
    void copy_run() const { fs::copy(shared("run"), path("run"), fs::copy_options::recursive); }
    RunRecord record(const char* run) const { return RunDirectory(path(run)).read_record(); }
};

void CliRunsTest::verifySaysThatItIsTheSame() {
    const Result text = run({"verify", text_path("run")});
    QCOMPARE(text.code, 0);
    QCOMPARE(text.out, "the same, bit for bit: steps 13 to 18 of " + text_path("run") + "\n");
    QCOMPARE(text.err, "");
    const Result result = run({"verify", text_path("run"), "--json"});
    QCOMPARE(result.code, 0);
    const QJsonDocument json = json_of(result);
    QCOMPARE(json["run"].toString(), text_path("run"));
    QVERIFY(json["from"].toString().endsWith("/run/checkpoints/epoch-000002.safetensors"));
    QVERIFY(json["to"].toString().endsWith("/run/checkpoints/epoch-000003.safetensors"));
    QCOMPARE(json["first_step"], QJsonValue(13));
    QCOMPARE(json["last_step"], QJsonValue(18));
    QCOMPARE(json["same"], QJsonValue(true));
    QCOMPARE(json["differences"].toArray(), QJsonArray());
}

void CliRunsTest::verifySaysWhatDiffers() {
    copy_run();
    change_cell(path("run") / "metrics.csv", 15, 5, "7.5");
    const fs::path newest = path("run") / "checkpoints" / "epoch-000003.safetensors";
    TrainingState state = read_checkpoint(newest);
    for (auto& [name, tensor] : state.tensors)
        if (name == "critic.blocks.0.conv.weight")
            tensor.flatten().slice(0, 0, 3) += 0.5F;
    write_checkpoint(newest, state);
    const Result text = run(words("verify run"));
    QCOMPARE(text.code, 1);
    QVERIFY2(text.out.startsWith("not the same: steps 13 to 18 of run\n  step 15: penalty, by "),
             qPrintable(text.out));
    QVERIFY2(text.out.endsWith("\n  critic.blocks.0.conv.weight: 3 numbers, by up to 0.5\n"),
             qPrintable(text.out));
    QCOMPARE(text.out.count('\n'), 3);
    const Result result = run(words("verify run --json"));
    QCOMPARE(result.code, 1);
    const QJsonDocument json = json_of(result);
    QCOMPARE(json["same"], QJsonValue(false));
    QCOMPARE(json["differences"].toArray().size(), 2);
    QCOMPARE(json["differences"][0]["what"], QJsonValue("step 15: penalty"));
    QCOMPARE(json["differences"][1]["values"], QJsonValue(3));
    QVERIFY(std::abs(json["differences"][1]["largest"].toDouble() - 0.5) < 1e-6);
}

void CliRunsTest::verifyShowsTwentyAtMost() {
    copy_run();
    for (qsizetype step = 13; step <= 18; ++step)
        for (const qsizetype column : {3, 5, 6, 7})
            change_cell(path("run") / "metrics.csv", step, column, "7.5");
    const Result result = run(words("verify run"));
    QCOMPARE(result.code, 1);
    QCOMPARE(result.out.count('\n'), 22);
    QVERIFY2(result.out.endsWith("\n  ... and 4 more\n"), qPrintable(result.out));
}

void CliRunsTest::verifyByName() {
    copy_run();
    QCOMPARE(run(words("verify run --from epoch-000001")).out,
             "the same, bit for bit: steps 7 to 18 of run\n");
    QCOMPARE(run(words("verify run --to epoch-000002.safetensors")).out,
             "the same, bit for bit: steps 7 to 12 of run\n");
    QCOMPARE(run(words("verify run --to run/checkpoints/epoch-000001.safetensors")).out,
             "the same, bit for bit: steps 1 to 6 of run\n");
    const Result result = run(words("verify run --from epoch-000009"));
    QCOMPARE(result.code, 4);
    QVERIFY(result.err.contains(
        "run: has no checkpoint 'epoch-000009'; `wasserfarbe-cli checkpoints` lists them"));
}

void CliRunsTest::aBranchTakesOverWhatIsNotSaid() {
    const RunRecord parent = RunDirectory(shared("run")).read_record();
    Result result =
        run(QStringList{"branch", text_path("run")} + words("--run b --epochs 2 --set lambda=5 --threads 1"));
    QCOMPARE(result.code, 0);
    QVERIFY(result.out.startsWith("finished at step 12, epoch 2 of 2, after "));
    RunRecord branch = record("b");
    TrainingConfig expected = parent.config;
    expected.epochs = 2;
    expected.lambda = 5;
    QVERIFY(branch.config == expected);
    QCOMPARE(branch.preset, parent.preset);
    QCOMPARE(branch.seed, parent.seed);
    QVERIFY(branch.device == parent.device);
    QCOMPARE(branch.data.string(), parent.data.string());
    QCOMPARE(branch.fingerprint, parent.fingerprint);
    QCOMPARE(branch.branch_of.string(), model().string());
    QCOMPARE(branch.branch_step, std::int64_t{18});

    // All of it can be said.
    result = run(QStringList{"branch", text_path("run")} +
                 words("--run c --steps 2 --seed 9 --device cpu --threads 1 --leave-out animated"));
    QCOMPARE(result.code, 0);
    branch = record("c");
    QCOMPARE(branch.step, std::int64_t{2});
    QCOMPARE(branch.seed, std::uint64_t{9});
    QCOMPARE(branch.config.lambda, parent.config.lambda);
    QVERIFY(branch.selection.left_out != parent.selection.left_out);
}

void CliRunsTest::aBranchOfACheckpoint() {
    copy_run();
    run_well(words("branch run/checkpoints/epoch-000002.safetensors --run b --steps 1 --threads 1"));
    const RunRecord branch = record("b");
    QCOMPARE(branch.branch_of.string(), (path("run") / "checkpoints" / "epoch-000002.safetensors").string());
    QCOMPARE(branch.branch_step, std::int64_t{12});
    QCOMPARE(branch.data.string(), shared("faces").string());
}

void CliRunsTest::aBranchOfAFileAlone() {
    fs::copy_file(model(), path("alone.safetensors"));
    Result result = run(words("branch alone.safetensors --run b --steps 1 --threads 1"));
    QCOMPARE(result.code, 2);
    QCOMPARE(result.err, "wasserfarbe-cli: alone.safetensors: lies in no run, so --data must say which "
                         "pictures to train on\n");
    QVERIFY(!fs::exists(path("b")));
    run_well(words("branch alone.safetensors --run b --steps 1 --device cpu --threads 1 --data") +
             QStringList{text_path("faces")});
    const RunRecord branch = record("b");
    QVERIFY(branch.config == RunDirectory(shared("run")).read_record().config);
    QCOMPARE(branch.seed, std::uint64_t{1});

    fs::copy_file(shared("three.safetensors"), path("z.safetensors"));
    result = run(words("branch z.safetensors --run c"));
    QCOMPARE(result.code, 4);
    QVERIFY(result.err.contains("z.safetensors: it holds no generator"));
}

void CliRunsTest::aBranchWithAPreset() {
    run_well(QStringList{"branch", text_path("run")} +
             words("--run b --steps 1 --threads 1 --preset paper --set batch_size=4"));
    const RunRecord branch = record("b");
    QCOMPARE(branch.preset, std::string("paper"));
    QCOMPARE(branch.config.critic_updates, 5); // the preset's
    QCOMPARE(branch.config.latent_size, 8);    // of the networks that there are
    QCOMPARE(branch.config.image_size, kSize);
    const Result result =
        run(QStringList{"branch", text_path("run")} + words("--run c --set latent_size=16"));
    QCOMPARE(result.code, 2);
    QVERIFY(result.err.contains("latent_size is 16 and not 8"));
    QVERIFY(!fs::exists(path("c")));
}

void CliRunsTest::aBranchOnOtherPictures() {
    fs::create_directories(path("pictures") / "cats");
    fs::copy(shared("faces"), path("pictures"));
    fs::copy_file(shared("faces") / "face-00001.png", path("pictures") / "cats" / "cat.png");
    run_well(QStringList{"train", "--data", "pictures", "--run", "run", "--steps", "1", "--leave-out-class",
                         "cats", "--leave-out", "animated"} +
             tiny_settings());
    run_well(words("branch run --run same --steps 1 --threads 1"));
    QVERIFY(record("same").selection == record("run").selection);
    run_well(words("branch run --run other --steps 1 --threads 1 --data") + QStringList{text_path("faces")});
    QCOMPARE(record("other").data.string(), shared("faces").string());
    QCOMPARE(record("other").selection.left_out_classes, Names{}); // there are none there
    QVERIFY(record("other").selection.left_out == record("run").selection.left_out);
}

void CliRunsTest::checkpointsAreListed() {
    copy_run();
    set_pinned(path("run") / "checkpoints" / "epoch-000001.safetensors", true);
    const Result text = run(words("checkpoints run"));
    QCOMPARE(text.code, 0);
    QVERIFY2(text.out.startsWith("checkpoint                epoch  step   size  quality\n"
                                 "epoch-000001.safetensors      1     6  "),
             qPrintable(text.out));
    QVERIFY(text.out.contains(QRegularExpression("\nepoch-000003\\.safetensors      3    18  .*newest\n")));
    QVERIFY(text.out.contains(QRegularExpression("\nepoch-000001\\..*  pinned\n")));
    QVERIFY(text.out.contains(QRegularExpression("\n3 checkpoints, [0-9.]+ kB\n$")));
    const QJsonArray list = json_of(run(words("checkpoints run --json"))).array();
    QCOMPARE(list.size(), 3);
    const QJsonObject first = list[0].toObject();
    QCOMPARE(first.keys(),
             (QStringList{"best", "bytes", "epoch", "file", "newest", "pinned", "quality", "step"}));
    QCOMPARE(first["file"], QJsonValue("epoch-000001.safetensors"));
    QCOMPARE(first["step"], QJsonValue(6));
    QCOMPARE(first["pinned"], QJsonValue(true));
    QCOMPARE(first["newest"], QJsonValue(false));
    QCOMPARE(first["bytes"].toInteger(),
             static_cast<qint64>(fs::file_size(path("run") / "checkpoints" / "epoch-000001.safetensors")));
    QCOMPARE(list[2]["newest"], QJsonValue(true));
    QVERIFY(list[2]["quality"].isNull()); // of too few pictures there is none
    fs::create_directories(path("new"));
    fs::copy_file(path("run") / "run.json", path("new") / "run.json");
    QCOMPARE(run(words("checkpoints new")).out, "no checkpoint\n");
}

void CliRunsTest::theBestIsMarked() {
    run_well(words("faces --out many --count 40 --size 20"));
    run_well(words("train --data many --run run --epochs 3") + tiny_settings());
    const QJsonArray list = json_of(run(words("checkpoints run --json"))).array();
    QCOMPARE(list.size(), 3);
    double least = std::numeric_limits<double>::infinity();
    double marked = 0;
    int marks = 0;
    for (const QJsonValue& checkpoint : list) {
        QVERIFY(checkpoint["quality"].isDouble());
        least = std::min(least, checkpoint["quality"].toDouble());
        marks += checkpoint["best"].toBool() ? 1 : 0;
        marked += checkpoint["best"].toBool() ? checkpoint["quality"].toDouble() : 0;
    }
    QCOMPARE(marks, 1);
    QCOMPARE(marked, least);
    QVERIFY(run(words("checkpoints run"))
                .out.contains(QRegularExpression("  [0-9]+\\.[0-9]{2}  (newest, )?best\n")));
}

void CliRunsTest::aPinnedCheckpointStays() {
    copy_run();
    Result result = run(words("pin run epoch-000001"));
    QCOMPARE(result.code, 0);
    QCOMPARE(result.out, "pinned, so it is kept: run/checkpoints/epoch-000001.safetensors\n");
    run_well(words("resume --run run --epochs 5 --set checkpoints_kept=1"));
    const auto left = [&] {
        Names names;
        for (const RunDirectory::Checkpoint& checkpoint : RunDirectory(path("run")).checkpoints())
            names.push_back(checkpoint.path.filename().string());
        return names;
    };
    QCOMPARE(left(), (Names{"epoch-000001.safetensors", "epoch-000005.safetensors"}));
    result = run(words("pin run --unpin run/checkpoints/epoch-000001.safetensors"));
    QCOMPARE(result.out, "no longer pinned: run/checkpoints/epoch-000001.safetensors\n");
    QCOMPARE(run(words("pin run")).out, "pinned, so it is kept: run/checkpoints/epoch-000005.safetensors\n");
    run_well(words("resume --run run --epochs 6"));
    QCOMPARE(left(), (Names{"epoch-000005.safetensors", "epoch-000006.safetensors"}));

    fs::copy_file(model(), path("alone.safetensors"));
    result = run(words("pin run alone.safetensors"));
    QCOMPARE(result.code, 4);
    QVERIFY(result.err.contains("alone.safetensors: is no checkpoint of run"));
    QVERIFY(!is_pinned(path("alone.safetensors")));
}

void CliRunsTest::inspectKnowsTheCheckpoints() {
    copy_run();
    QVERIFY(!run(words("inspect run")).out.contains("not in a checkpoint"));
    fs::remove(path("run") / "checkpoints" / "epoch-000003.safetensors"); // as if the process was killed
    set_pinned(path("run") / "checkpoints" / "epoch-000002.safetensors", true);
    Result result = run(words("inspect run"));
    QVERIFY2(result.out.contains(QRegularExpression("\nepoch-000002\\..*  newest, pinned\n2 checkpoints, ")),
             qPrintable(result.out));
    QVERIFY(result.out.endsWith("\nthe last 6 steps are not in a checkpoint; resume goes on from step 12\n"));
    QCOMPARE(json_of(run(words("inspect run --json")))["steps_without_checkpoint"], QJsonValue(6));
    fs::resize_file(path("run") / "checkpoints" / "epoch-000002.safetensors", 100); // damaged
    result = run(words("inspect run"));
    QVERIFY(result.out.contains(QRegularExpression("\nepoch-000002\\.safetensors      2     \\?  ")));
    QVERIFY(result.out.endsWith("\nthe last 12 steps are not in a checkpoint; resume goes on from step 6\n"));
    for (const char* name : {"epoch-000001.safetensors", "epoch-000002.safetensors"})
        fs::remove(path("run") / "checkpoints" / name);
    QVERIFY(run(words("inspect run"))
                .out.endsWith("\nno checkpoint\nthe last 18 steps are not in a checkpoint; resume goes on "
                              "from the beginning\n"));

    run_well(QStringList{"branch", text_path("run")} + words("--run b --steps 1 --threads 1"));
    QVERIFY(run(words("inspect b"))
                .out.contains("\nbranch of             " + QString::fromStdString(model().string()) +
                              ", step 18\n"));
    const QJsonDocument json = json_of(run(words("inspect b --json")));
    QCOMPARE(json["branch_of"].toString().toStdString(), model().string());
    QCOMPARE(json["branch_step"], QJsonValue(18));
    QVERIFY(json_of(run({"inspect", text_path("run"), "--json"}))["branch_of"].isNull());
}

void CliRunsTest::resumeWithFreeSettings() {
    copy_run();
    run_well(words("resume --run run --set epochs=5 --set preview_epochs=2 --set checkpoint_epochs=5"));
    const TrainingConfig config = record("run").config;
    QCOMPARE(config.epochs, 5);
    QCOMPARE(config.preview_epochs, 2);
    QCOMPARE(record("run").step, std::int64_t{30});
    QVERIFY(!fs::exists(path("run") / "checkpoints" / "epoch-000004.safetensors"));
    // The option is the last word.
    run_well(words("resume --run run --set epochs=9 --epochs 6"));
    QCOMPARE(record("run").config.epochs, 6);
    QCOMPARE(record("run").config.preview_epochs, 2);
    QCOMPARE(record("run").step, std::int64_t{36});
}

void CliRunsTest::resumeRefusesADifferentRun() {
    copy_run();
    fs::create_directory(path("run-2")); // that name is taken
    const QByteArray before = file_bytes(path("run") / "run.json");
    Result result = run(words("resume --run run/ --set lambda=5 --set epochs=9 --set batch_size=2"));
    QCOMPARE(result.code, 2);
    QCOMPARE(result.err, "wasserfarbe-cli: run/: batch_size and lambda would make it a different run; branch "
                         "into a new one: wasserfarbe-cli branch run --run run-3 --set batch_size=2 --set "
                         "lambda=5\n");
    result = run(words("resume --run run --set lambda=5 --set beta1=0.5 --set critic_norm=layer"));
    QCOMPARE(result.code, 2);
    QCOMPARE(result.err.count("wasserfarbe-cli"), 1);
    for (const char* key : {"lambda", "beta1", "critic_norm", "begin a new one"})
        QVERIFY2(result.err.contains(key), key);
    result = run(words("resume --run run --set lamda=5"));
    QCOMPARE(result.code, 2);
    QVERIFY(result.err.contains("unknown setting 'lamda'"));
    QCOMPARE(file_bytes(path("run") / "run.json"), before);
    // What it is anyway makes no difference.
    run_well(words("resume --run run --set batch_size=4"));
}

void CliRunsTest::theSuggestedBranchWorks() {
    fs::copy(shared("run"), path("it's run-9"), fs::copy_options::recursive);
    const Result result = run({"resume", "--run", "it's run-9", "--set", "lambda=5"});
    const QString program = "wasserfarbe-cli branch ";
    QString command = result.err.mid(result.err.indexOf(program)).trimmed();
    QVERIFY(command.endsWith(" --set lambda=5"));
    command.replace(program, "'" WASSERFARBE_CLI "' branch ");
    QProcess shell;
    shell.setWorkingDirectory(QString::fromStdString(path("").string()));
    shell.start("sh", {"-c", command + " --steps 2 --threads 1"});
    QVERIFY(shell.waitForFinished(kPatience));
    QCOMPARE(shell.exitCode(), 0);
    QCOMPARE(record("it's run-10").config.lambda, 5.0);
}

WASSERFARBE_TEST(CliRunsTest)

} // namespace wasserfarbe::test::cli_runs_test

#include "cli_runs_test.moc"
