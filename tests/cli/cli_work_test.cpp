// The command line at work: its output, its exit codes, its files.

#include <csignal>
#include <map>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "model/latent/two_axis.h"
#include "model/pictures/png_file.h"
#include "model/run/image_origin.h"
#include "model/run/metrics_log.h"
#include "model/types/field_table.h"
#include "model/types/image_grid.h"
#include "model/types/version.h"
#include "tests/support/cli_fixture.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::cli_work_test {

namespace {

std::map<std::string, std::string> text_of(const fs::path& png) {
    const TextChunks text = read_png(png).text;
    return {text.begin(), text.end()};
}

Image cell(const Image& sheet, int column, int row, int padding) {
    Image image(kSize, kSize);
    for (int y = 0; y < kSize; ++y) {
        const std::uint8_t* source = sheet.row(row * (kSize + padding) + padding + y);
        std::copy_n(source + 3 * (column * (kSize + padding) + padding), image.row_bytes(), image.row(y));
    }
    return image;
}

} // namespace

class CliWorkTest : public QObject, private CliFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { make_shared(); }
    void init() { make_folder(); }

    void facesTwice();
    void whatARunSaid();
    void theSameSeedTrainsTheSameRun();
    void aLaterSettingWins();
    void resumeGoesOn();
    void skippedFilesAreNamed();
    void sampleMakesTheSheet_data();
    void sampleMakesTheSheet();
    void sampleSaysWhereItIsFrom();
    void sheetsCanBeMadeAgain();
    void sampleTwice();
    void sampleFromLatents();
    void rawWeightsDiffer();
    void interpolateGoesFromAToB();
    void interpolateFromLatents();
    void inspectARun();
    void inspectAModel();
    void aSignalStopsAfterSaving_data();
    void aSignalStopsAfterSaving();
    void aSignalWhileFacesAreDrawn();
};

void CliWorkTest::facesTwice() {
    const Result result = run(words("faces --out a/b --count 3 --size 16 --seed 7"));
    QCOMPARE(result.code, 0);
    QCOMPARE(result.out, "3 faces of 16x16 px in a/b\n");
    QCOMPARE(result.err, "");
    run_well(words("faces --out again --count 3 --size 16 --seed 7"));
    run_well(words("faces --out others --count 3 --size 16 --seed 8"));
    const std::vector<std::string> names = {"face-00001.png", "face-00002.png", "face-00003.png"};
    QCOMPARE(names_in(path("a/b")), names);
    for (const std::string& name : names) {
        QCOMPARE(file_bytes(path("again") / name), file_bytes(path("a/b") / name));
        QVERIFY(file_bytes(path("others") / name) != file_bytes(path("a/b") / name));
    }
}

void CliWorkTest::whatARunSaid() {
    const Result result =
        run(QStringList{"train", "--data", text_path("faces"), "--run", "run", "--epochs", "2"} +
            tiny_settings());
    QCOMPARE(result.code, 0);
    QVERIFY(result.out.startsWith("finished at step 12, epoch 2 of 2, after "));
    QVERIFY(result.out.endsWith(" of training: run\n"));
    const QStringList lines = result.err.split('\n');
    QVERIFY(lines.contains("24 pictures in use"));
    QVERIFY(lines.contains("training on cpu, 1 thread"));
    QVERIFY(lines.contains("checkpoint of step 6: run/checkpoints/epoch-000001.safetensors"));
    QVERIFY(lines.contains("checkpoint of step 12: run/checkpoints/epoch-000002.safetensors"));
    for (const QString& text : {result.out, result.err}) // no terminal: plain lines
        QVERIFY(!text.contains('\x1b') && !text.contains('\r') && !text.contains('['));
    QCOMPARE(names_in(path("")), std::vector<std::string>{"run"});
    const RunRecord record = RunDirectory(path("run")).read_record();
    QCOMPARE(run_state_name(record.state), run_state_name(RunState::Finished));
    QCOMPARE(record.preset, std::string("quick"));
    QCOMPARE(record.config.epochs, 2);
    QCOMPARE(record.data.string(), shared("faces").string());
    QCOMPARE(read_metrics(path("run") / "metrics.csv").size(), std::size_t{12});
}

void CliWorkTest::theSameSeedTrainsTheSameRun() {
    const QStringList common =
        QStringList{"train", "--data", text_path("faces"), "--steps", "8"} + tiny_settings();
    for (const char* name : {"a", "b", "c"})
        run_well(common + QStringList{"--run", name, "--seed", *name == 'c' ? "4" : "18446744073709551615"});
    const auto sheet = [&](const char* name) {
        run_well({"sample", "--model", name, "--out", "s.png", "--raw-weights", "--count", "4"});
        return read_png(path("s.png")).image;
    };
    const Image a = sheet("a");
    QVERIFY(sheet("b") == a);
    QVERIFY(!(sheet("c") == a));
    QCOMPARE(RunDirectory(path("a")).read_record().seed, UINT64_MAX);
}

void CliWorkTest::aLaterSettingWins() {
    run_well(QStringList{"train", "--data", text_path("faces"), "--run", "run", "--steps", "1", "--preset",
                         "paper", "--set", "lambda=3", "--set", "critic_norm=instance"} +
             tiny_settings() + QStringList{"--set", "lambda=4"});
    const RunRecord record = RunDirectory(path("run")).read_record();
    QCOMPARE(record.config.lambda, 4.0);
    QCOMPARE(record.config.critic_norm, Norm::Instance);
    QCOMPARE(record.config.critic_updates, 5); // the preset's
    QCOMPARE(record.preset, std::string("paper"));
}

void CliWorkTest::resumeGoesOn() {
    run_well(QStringList{"train", "--data", text_path("faces"), "--run", "run", "--steps", "7"} +
             tiny_settings());
    Result result = run(words("resume --run run --steps 9"));
    QCOMPARE(result.code, 0);
    QVERIFY(result.out.startsWith("finished at step 9, epoch 1 of 100, after "));
    QVERIFY(result.err.contains(
        "checkpoint of step 9: run/checkpoints/epoch-000001-step-000000009.safetensors\n"));
    result = run(words("resume --run run --epochs 3"));
    QCOMPARE(result.code, 0);
    QVERIFY(result.out.startsWith("finished at step 18, epoch 3 of 3, after "));
    // It is the run that was never stopped.
    for (const QString& model : {QString("run"), text_path("run")})
        run_well({"sample", "--raw-weights", "--model", model, "--out", model == "run" ? "a.png" : "b.png"});
    QVERIFY(read_png(path("a.png")).image == read_png(path("b.png")).image);
    QCOMPARE(read_metrics(path("run") / "metrics.csv").size(), std::size_t{18});
}

void CliWorkTest::skippedFilesAreNamed() {
    fs::copy(shared("faces"), path("pictures"));
    for (const char* name : {"a", "b", "c", "d", "e", "f", "g"})
        std::ofstream(path("pictures") / (std::string(name) + ".png")) << "no picture";
    const Result result = run(words("train --data pictures --run run --steps 1") + tiny_settings());
    QCOMPARE(result.code, 0);
    QCOMPARE(result.err.count("skipped pictures/"), 5);
    QVERIFY(result.err.contains("skipped pictures/a.png: "));
    QVERIFY(result.err.contains("... and 2 more, all named in run/log.txt\n"));
    QVERIFY(file_bytes(path("run") / "log.txt").contains("pictures/g.png"));
}

void CliWorkTest::sampleMakesTheSheet_data() {
    QTest::addColumn<QString>("options");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("padding");
    QTest::addColumn<double>("pad_value");
    QTest::newRow("defaults") << "" << 40 << 8 << 1 << 0.5;
    QTest::newRow("a last row that is not full") << "--count 7 --columns 3" << 7 << 3 << 1 << 0.5;
    QTest::newRow("fewer than a row") << "--count 2 --columns 5" << 2 << 5 << 1 << 0.5;
    QTest::newRow("a frame") << "--count 4 --columns 2 --padding 5 --pad-value 1" << 4 << 2 << 5 << 1.0;
    QTest::newRow("none") << "--count 4 --columns 2 --padding 0" << 4 << 2 << 0 << 0.5;
    QTest::newRow("one") << "--count 1 --padding 3" << 1 << 8 << 3 << 0.5;
}

void CliWorkTest::sampleMakesTheSheet() {
    QFETCH(QString, options);
    QFETCH(int, count);
    QFETCH(int, columns);
    QFETCH(int, padding);
    QFETCH(double, pad_value);
    const Result result =
        run(QStringList{"sample", "--model", text_path("run"), "--out", "s.png", "--seed", "3"} +
            options.split(' ', Qt::SkipEmptyParts));
    QCOMPARE(result.code, 0);
    QCOMPARE(result.err, "");
    Sampler opened = ModelFile(model()).sampler(Weights::Averaged);
    const Image expected =
        make_grid(opened.sample(seeded_latents(3, count, 8)), {columns, padding, pad_value});
    QVERIFY(read_png(path("s.png")).image == expected);
    QCOMPARE(result.out, QString("%1 %2 of epoch 3 in s.png (%3x%4 px)\n")
                             .arg(count)
                             .arg(count == 1 ? "image" : "images")
                             .arg(expected.width)
                             .arg(expected.height));
    QCOMPARE(names_in(path("")), std::vector<std::string>{"s.png"});
}

void CliWorkTest::sampleSaysWhereItIsFrom() {
    run_well({"sample", "--model", text_path("run"), "--out", "s.png", "--seed", "3", "--count", "5"});
    std::map<std::string, std::string> text = text_of(path("s.png"));
    QCOMPARE(text.at("Software"), std::string(software_name()));
    QCOMPARE(text.at("model"), model().string());
    QCOMPARE(text.at("epoch"), std::string("3"));
    QCOMPARE(text.at("step"), std::string("18"));
    QCOMPARE(text.at("weights"), std::string("averaged"));
    QCOMPARE(text.at("seed"), std::string("3"));
    QCOMPARE(text.at("latents"), std::string("seed 3, rows 0 to 4"));

    fs::copy_file(model(), path("moved.safetensors")); // a model without its run, by a relative path
    run_well(words("interpolate --model moved.safetensors --out i.png --raw-weights --seed-a 5 --seed-b 6 "
                   "--steps 2 --slerp"));
    text = text_of(path("i.png"));
    QCOMPARE(text.at("model"), fs::canonical(path("moved.safetensors")).string());
    QCOMPARE(text.at("weights"), std::string("raw"));
    QCOMPARE(text.at("seed"), std::string("5 6"));
    QCOMPARE(text.at("latents"), std::string("A to B from seeds 5 and 6, 2 steps, split at 4, slerp"));
}

void CliWorkTest::sheetsCanBeMadeAgain() {
    const QStringList common = {"--model", text_path("run"), "--out", "s.png"};
    for (const char* command :
         {"sample --seed 3 --count 5 --columns 3", "sample --count 1 --padding 3",
          "interpolate --steps 2 --split 3 --slerp", "sample --count 2 --raw-weights"}) {
        run_well(words(command) + common);
        const PngFile png = read_png(path("s.png"));
        const std::optional<ImageOrigin> origin = parse_origin(png.text);
        QVERIFY2(origin, command);
        Sampler opened = ModelFile(origin->model).sampler(origin->weights);
        const Latents& z = origin->latents;
        const Latents cells = origin->axes ? two_axis_grid(z.row(0), z.row(1), *origin->axes) : z;
        QVERIFY2(make_grid(opened.sample(cells), origin->layout) == png.image, command);
        QCOMPARE(origin->image_size, kSize);
        QVERIFY(origin->seed.has_value());
        QCOMPARE(origin->seed_b.has_value(), origin->axes.has_value());
    }
}

void CliWorkTest::sampleTwice() {
    for (const char* command : {"sample", "interpolate"}) {
        for (const char* name : {"a.png", "b.png"})
            run_well({command, "--model", text_path("run"), "--out", name});
        QCOMPARE(file_bytes(path("a.png")), file_bytes(path("b.png")));
        QVERIFY(!file_bytes(path("a.png")).isEmpty());
    }
}

void CliWorkTest::sampleFromLatents() {
    write_latents(path("z.safetensors"), seeded_latents(9, 6, 8));
    run_well({"sample", "--model", text_path("run"), "--out", "a.png", "--latents", "z.safetensors"});
    run_well({"sample", "--model", text_path("run"), "--out", "b.png", "--seed", "9", "--count", "6"});
    run_well({"sample", "--model", text_path("run"), "--out", "c.png", "--seed", "10", "--count", "6"});
    QVERIFY(read_png(path("a.png")).image == read_png(path("b.png")).image);
    QVERIFY(!(read_png(path("a.png")).image == read_png(path("c.png")).image));
    QCOMPARE(text_of(path("a.png")).at("latents"), std::string("file z.safetensors"));
    QCOMPARE(text_of(path("a.png")).at("seed"), std::string());
}

void CliWorkTest::rawWeightsDiffer() {
    run_well({"sample", "--model", text_path("run"), "--out", "a.png"});
    run_well({"sample", "--model", text_path("run"), "--out", "b.png", "--raw-weights"});
    QVERIFY(!(read_png(path("a.png")).image == read_png(path("b.png")).image));
    Sampler raw = ModelFile(model()).sampler(Weights::Raw);
    QVERIFY(read_png(path("b.png")).image == make_grid(raw.sample(seeded_latents(1, 40, 8)), {8, 1, 0.5}));
}

void CliWorkTest::interpolateGoesFromAToB() {
    const Result result = run({"interpolate", "--model", text_path("run"), "--out", "i.png"});
    QCOMPARE(result.code, 0);
    const Image sheet = read_png(path("i.png")).image;
    QCOMPARE(sheet.width, 11 * (kSize + 1) + 1);
    QCOMPARE(sheet.height, 11 * (kSize + 1) + 1);
    QCOMPARE(result.out, "121 images of epoch 3 in i.png (188x188 px)\n");
    for (const char* seed : {"1", "2"})
        run_well({"sample", "--model", text_path("run"), "--out", seed, "--seed", seed, "--count", "1"});
    QVERIFY(cell(sheet, 0, 0, 1) == read_png(path("1")).image);
    QVERIFY(cell(sheet, 10, 10, 1) == read_png(path("2")).image);
    QVERIFY(!(cell(sheet, 10, 0, 1) == cell(sheet, 0, 10, 1)));

    run_well({"interpolate", "--model", text_path("run"), "--out", "j.png", "--steps", "3", "--split", "1",
              "--padding", "2", "--seed-a", "2", "--seed-b", "1"});
    const Image small = read_png(path("j.png")).image;
    QCOMPARE(small.width, 4 * (kSize + 2) + 2);
    QVERIFY(cell(small, 0, 0, 2) == read_png(path("2")).image);
    QVERIFY(cell(small, 3, 3, 2) == read_png(path("1")).image);
    run_well({"interpolate", "--model", text_path("run"), "--out", "k.png", "--slerp"});
    QVERIFY(!(read_png(path("k.png")).image == sheet));
}

void CliWorkTest::interpolateFromLatents() {
    Latents ends = seeded_latents(1, 1, 8);
    ends.append(seeded_latents(2, 1, 8).row(0));
    write_latents(path("z.safetensors"), ends);
    run_well({"interpolate", "--model", text_path("run"), "--out", "a.png", "--latents", "z.safetensors"});
    run_well(
        {"interpolate", "--model", text_path("run"), "--out", "b.png", "--seed-a", "1", "--seed-b", "2"});
    QVERIFY(read_png(path("a.png")).image == read_png(path("b.png")).image);
    QCOMPARE(text_of(path("a.png")).at("latents"),
             std::string("A to B from file z.safetensors, 10 steps, split at 4, lerp"));
}

void CliWorkTest::inspectARun() {
    const Result result = run({"inspect", text_path("run"), "--json"});
    QCOMPARE(result.code, 0);
    const QJsonObject json = QJsonDocument::fromJson(result.out.toUtf8()).object();
    QCOMPARE(json["run"].toString(), text_path("run"));
    QCOMPARE(json["state"], QJsonValue("finished"));
    QCOMPARE(json["epoch"], QJsonValue(3));
    QCOMPARE(json["epochs"], QJsonValue(3));
    QCOMPARE(json["step"], QJsonValue(18));
    QCOMPARE(json["images"], QJsonValue(24));
    QCOMPARE(json["data"].toString(), text_path("faces"));
    QCOMPARE(json["preset"], QJsonValue("quick"));
    const QJsonObject changed = json["changed_from_preset"].toObject();
    QCOMPARE(changed.keys(),
             (QStringList{"batch_size", "checkpoint_epochs", "critic_channels", "epochs",
                          "generator_channels", "image_size", "latent_size", "preview_images"}));
    QCOMPARE(changed["latent_size"], QJsonValue(8));
    QCOMPARE(json["config"].toObject().size(), static_cast<qsizetype>(field_table().size()));
    QCOMPARE(json["last_step"]["step"], QJsonValue(18));
    QVERIFY(json["last_step"]["critic_loss"].isDouble());
    const QJsonArray checkpoints = json["checkpoints"].toArray();
    QCOMPARE(checkpoints.size(), 3);
    QCOMPARE(checkpoints[2]["file"], QJsonValue("epoch-000003.safetensors"));
    QCOMPARE(checkpoints[2]["step"], QJsonValue(18));

    const Result text = run({"inspect", text_path("run")});
    QCOMPARE(text.code, 0);
    for (const char* line : {"\nstate                 finished\n", "\nepochs                3 of 3\n",
                             "\npreset                quick\n", "\n  latent_size         8\n"})
        QVERIFY2(text.out.contains(line), line);

    // Of a version with a preset that this one does not know.
    fs::create_directory(path("later"));
    QByteArray record = file_bytes(shared("run") / "run.json").replace("\"quick\"", "\"huge\"");
    std::ofstream(path("later") / "run.json") << record.toStdString();
    QVERIFY(run({"inspect", "later"}).out.contains("\npreset                huge\n"));
}

void CliWorkTest::inspectAModel() {
    const QString file = QString::fromStdString(model().string());
    const Result result = run({"inspect", "--json", file});
    QCOMPARE(result.code, 0);
    const QJsonObject json = QJsonDocument::fromJson(result.out.toUtf8()).object();
    QCOMPARE(json["file"].toString(), file);
    QCOMPARE(json["software"].toString().toStdString(), std::string(software_name()));
    QCOMPARE(json["epoch"], QJsonValue(3));
    QCOMPARE(json["step"], QJsonValue(18));
    QCOMPARE(json["image_size"], QJsonValue(kSize));
    QCOMPARE(json["latent_size"], QJsonValue(8));
    QCOMPARE(json["generator_channels"], QJsonValue(4));
    QCOMPARE(json["generator_norm"], QJsonValue("batch"));
    const QJsonObject first = json["tensors"][0].toObject();
    QCOMPARE(first["name"], QJsonValue("generator.blocks.0.conv.weight"));
    QCOMPARE(first["type"], QJsonValue("F32"));
    QCOMPARE(first["shape"].toArray(), (QJsonArray{8, 8, 4, 4}));

    const Result text = run({"inspect", file});
    QCOMPARE(text.code, 0);
    const QRegularExpression line("^  generator.blocks.0.conv.weight +F32 +8 x 8 x 4 x 4$",
                                  QRegularExpression::MultilineOption);
    QVERIFY2(text.out.contains(line), qPrintable(text.out));
}

void CliWorkTest::aSignalStopsAfterSaving_data() {
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void CliWorkTest::aSignalStopsAfterSaving() {
    QFETCH(int, signal);
    QProcess process;
    start(process, QStringList{"train", "--data", text_path("faces"), "--run", "run", "--epochs", "1000000"} +
                       tiny_settings());
    process.setReadChannel(QProcess::StandardError);
    for (QByteArray line; !line.startsWith("checkpoint of step 12:"); line = process.readLine())
        QVERIFY(process.canReadLine() || process.waitForReadyRead(kPatience));
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), signal), 0);
    QVERIFY(process.waitForFinished(kPatience));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit); // not killed by it
    QCOMPARE(process.exitCode(), 128 + signal);

    const RunDirectory directory(path("run"));
    const RunRecord record = directory.read_record();
    QCOMPARE(run_state_name(record.state), run_state_name(RunState::Stopped));
    QVERIFY(record.step >= 12);
    QCOMPARE(ModelFile(directory.newest_checkpoint()).info().step, record.step);
    // The last step has no row yet where its generator update is still due.
    const auto rows = static_cast<std::int64_t>(read_metrics(directory.metrics_path()).size());
    QVERIFY2(rows == record.step || rows == record.step - 1, qPrintable(QString::number(rows)));
    const QString out = process.readAllStandardOutput();
    QVERIFY2(
        out.startsWith(QString("stopped at step %1, epoch %2 of 1000000").arg(record.step).arg(record.epoch)),
        qPrintable(out));
    QVERIFY(out.endsWith("to go on: wasserfarbe-cli resume --run run\n"));

    const Result result = run({"resume", "--run", "run", "--steps", QString::number(record.step + 2)});
    QCOMPARE(result.code, 0);
    QCOMPARE(directory.read_record().step, record.step + 2);
    QCOMPARE(run_state_name(directory.read_record().state), run_state_name(RunState::Finished));
}

void CliWorkTest::aSignalWhileFacesAreDrawn() {
    QProcess process;
    start(process, words("faces --out f --count 1000000 --size 16"));
    while (!fs::exists(path("f"))) // the first face follows at once
        QVERIFY(process.state() == QProcess::Running && !process.waitForFinished(1));
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(kPatience));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    for (const std::string& name : names_in(path("f")))
        QCOMPARE(read_png(path("f") / name).image.width, 16); // what is there is whole
}

WASSERFARBE_TEST(CliWorkTest)

} // namespace wasserfarbe::test::cli_work_test

#include "cli_work_test.moc"
