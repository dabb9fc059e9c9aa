// `wasserfarbe-cli scan` and `cache`: the report for people and for programs, exit codes, hostile names, an
// interruption; and the selection that `train` takes.

#include <csignal>
#include <set>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "model/demo/demo_faces.h"
#include "model/pictures/png_file.h"
#include "model/types/escaped_name.h"
#include "tests/support/cli_fixture.h"
#include "tests/support/dataset_support.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::cli_scan_test {

namespace {

void write_picture(const fs::path& path, const Image& image) {
    write_bytes(path, ppm_bytes(image));
}

/// A face of 40 x 40 pixels.
void write_face(const fs::path& path, int number) {
    write_picture(path, draw_demo_face(1, number, 40));
}

} // namespace

class CliScanTest : public QObject, private CliFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { make_cache(); }
    void init() {
        make_folder();
        fs::create_directory(path("faces"));
    }

    void theReport();
    void classesAndSelection();
    void manyUnusableFilesAreCounted();
    void aListOfAKind();
    void json();
    void jsonMarksTheSelection();
    void heldOutPictures();
    void tooFewToTrainOn_data();
    void tooFewToTrainOn();
    void hostileNames();
    void interrupted();
    void theCache();
    void aCacheThatCantBeWritten();
    void trainingOnASelection();

private:
    /// 8 faces and one of each kind that needs no codec, in `faces`.
    void makeMixedFolder() const;
};

void CliScanTest::makeMixedFolder() const {
    const fs::path folder = path("faces");
    for (int i = 0; i < 8; ++i)
        write_face(folder / ("face-" + std::to_string(i) + ".ppm"), i);
    fs::copy_file(folder / "face-3.ppm", folder / "x-copy.ppm");
    write_bytes(folder / "x-empty.jpg", {});
    write_picture(folder / "x-flat.png",
                  flat_picture(64, 8, 90, 90, 90)); // grey, small, extreme and misnamed
    std::ofstream(folder / "x-text.png") << "no picture";
    fs::copy_file(folder / "face-4.ppm", folder / "x-torn.ppm");
    fs::resize_file(folder / "x-torn.ppm", 1000);
}

void CliScanTest::theReport() {
    makeMixedFolder();
    const Result result = run(words("scan faces --set batch_size=4"));
    QCOMPARE(result.err, "");
    QCOMPARE(result.code, 0);
    const QString reason_of_text = "x-text.png: ";
    const QStringList lines = result.out.split('\n');
    QCOMPARE(lines[0],
             "faces: 13 files, 10 can be used, from 64x8 to 40x40 px, half of them at least 40 px on the "
             "shorter side");
    const auto kind = [&](const QString& key, int count, const QString& action) {
        const QString head = QString("%1  %2").arg(count, 7).arg(key, -14);
        const auto found = std::find_if(lines.begin(), lines.end(),
                                        [&](const QString& line) { return line.startsWith(head); });
        QVERIFY2(found != lines.end(), qPrintable(head));
        QCOMPARE(std::next(found)->trimmed(), action);
    };
    kind("empty", 1, "Skipped.");
    kind("not-an-image", 1, "Skipped.");
    kind("truncated", 1, "Skipped.");
    kind("misnamed", 1, "Used: the content decides.");
    kind("small", 1, "Enlarged, which makes it soft.");
    kind("extreme-aspect", 1, "Used: cropping keeps only a part of it, stretching distorts it.");
    kind("grey", 1, "Used as an RGB picture of greys.");
    kind("duplicate", 1, "Used as well, so it counts twice.");
    QVERIFY(!result.out.contains("alpha")); // only those that occur
    QVERIFY(!result.out.contains("classes"));
    QVERIFY(result.out.contains("\ncan't be used\n  x-empty.jpg: "));
    QVERIFY(result.out.contains("\n  x-text.png: "));
    QVERIFY(result.out.contains("\n  x-torn.ppm: "));
    QVERIFY(result.out.contains("\n10 pictures take part\n"));
    QVERIFY(result.out.endsWith("  train --set augment_color=true --set augment_translation=true "
                                "--set augment_cutout=true\n"));
    for (const QString& line : lines)
        QVERIFY2(line.size() <= 110, qPrintable(line));

    // The same from the cache, and without a suggestion of what is chosen already.
    QCOMPARE(run(words("scan faces --set batch_size=4")).out, result.out);
    const QString chosen =
        run(words("scan faces --set batch_size=4 --set augment_color=true --set augment_cutout=true")).out;
    QVERIFY(chosen.endsWith("  train --set augment_translation=true\n"));
}

void CliScanTest::classesAndSelection() {
    makeMixedFolder();
    fs::create_directories(path("faces") / "cats" / "old");
    fs::create_directory(path("faces") / "dogs");
    write_face(path("faces") / "cats" / "1.ppm", 20);
    write_face(path("faces") / "cats" / "old" / "2.ppm", 21);
    write_bytes(path("faces") / "dogs" / "1.ppm", {});
    const QString all = run(words("scan faces --set batch_size=4")).out;
    QVERIFY(all.contains("\nclasses, by the pictures that can be used\n"
                         "     10  .  (in no folder)\n"
                         "      2  cats\n"
                         "      0  dogs\n"));
    QVERIFY(all.contains("\n12 pictures take part\n"));

    const Result some = run(
        words("scan faces --set batch_size=4 --leave-out duplicate --leave-out grey --leave-out-class cats"));
    QCOMPARE(some.code, 0);
    QVERIFY(some.out.contains("\n8 pictures take part\n"));
    QVERIFY(some.out.contains("      2  cats  - left out\n"));
    QCOMPARE(some.out.count("Left out.\n"), 2);
    QVERIFY(run(words("scan faces --set batch_size=2 --leave-out-class ."))
                .out.contains("\n2 pictures take part\n"));
}

void CliScanTest::manyUnusableFilesAreCounted() {
    for (int i = 0; i < 4; ++i)
        write_face(path("faces") / ("a" + std::to_string(i) + ".ppm"), i);
    for (int i = 0; i < 23; ++i)
        write_bytes(path("faces") / ("b" + std::to_string(100 + i) + ".png"), {});
    const Result result = run(words("scan faces --set batch_size=4"));
    QCOMPARE(result.code, 0);
    QCOMPARE(result.out.count("\n  b1"), 20);
    QVERIFY(result.out.contains("\n  b119.png: "));
    QVERIFY(!result.out.contains("b120.png"));
    QVERIFY(result.out.contains("\n  and 3 more; --json lists all\n"));
}

void CliScanTest::aListOfAKind() {
    makeMixedFolder();
    const auto list = [&](const char* kind) {
        return run(words("scan faces --set batch_size=4 --list") << kind).out;
    };
    QCOMPARE(list("duplicate"), "x-copy.ppm: the same bytes as face-3.ppm\n");
    QCOMPARE(list("extreme-aspect"), "x-flat.png: 64x8 px\n");
    QVERIFY(list("not-an-image").startsWith("x-text.png: "));
    QCOMPARE(list("not-an-image").count('\n'), 1);
    QCOMPARE(list("cmyk"), "");
    Image brighter = draw_demo_face(1, 5, 40);
    for (std::uint8_t& value : brighter.pixels)
        value = static_cast<std::uint8_t>(std::min(255, value + 4));
    write_picture(path("faces") / "y.ppm", brighter);
    QCOMPARE(list("near-duplicate"), "y.ppm: looks like face-5.ppm\n");
}

void CliScanTest::json() {
    makeMixedFolder();
    const Result result = run(words("scan faces --json --set batch_size=4 --set image_size=16"));
    QCOMPARE(result.code, 0);
    QCOMPARE(result.err, "");
    QJsonParseError problem{};
    const QJsonObject json = QJsonDocument::fromJson(result.out.toUtf8(), &problem).object();
    QCOMPARE(problem.error, QJsonParseError::NoError);
    QCOMPARE(json["folder"], QJsonValue("faces"));
    QCOMPARE(json["image_size"], QJsonValue(16));
    QCOMPARE(json["files"], QJsonValue(13));
    QCOMPARE(json["usable"], QJsonValue(10));
    QCOMPARE(json["taking_part"], QJsonValue(10));
    QCOMPARE(json["findings"].toArray().size(), qsizetype{kFindingCount});
    QCOMPARE(json["pictures"].toArray().size(), 13);
    int found = 0;
    for (const QJsonValue& item : json["findings"].toArray())
        found += item["count"].toInt();
    int named = 0;
    for (const QJsonValue& picture : json["pictures"].toArray())
        named += static_cast<int>(picture["findings"].toArray().size());
    QCOMPARE(found, named);
    const QJsonObject copy = json["pictures"].toArray()[8].toObject();
    QCOMPARE(copy["name"], QJsonValue("x-copy.ppm"));
    QCOMPARE(copy["same_as"], QJsonValue("face-3.ppm"));
    QCOMPARE(copy["format"], QJsonValue("pnm"));
    QCOMPARE(copy["width"], QJsonValue(40));
    QCOMPARE(copy["left_out"], QJsonValue(false));
    const QJsonObject torn = json["pictures"].toArray()[12].toObject();
    QCOMPARE(torn["findings"].toArray(), QJsonArray{"truncated"});
    QVERIFY(!torn["reason"].toString().isEmpty());
    QCOMPARE(torn["left_out"], QJsonValue(true));
}

void CliScanTest::jsonMarksTheSelection() {
    makeMixedFolder();
    const Result result = run(words("scan faces --json --set batch_size=4 --leave-out duplicate"));
    QCOMPARE(result.code, 0);
    const QJsonObject json = QJsonDocument::fromJson(result.out.toUtf8()).object();
    QCOMPARE(json["taking_part"], QJsonValue(9));
    for (const QJsonValue& item : json["findings"].toArray())
        if (item["key"] == QJsonValue("duplicate"))
            QCOMPARE(item["left_out"], QJsonValue(true));
    QCOMPARE(json["pictures"].toArray()[8].toObject()["left_out"], QJsonValue(true));
}

void CliScanTest::heldOutPictures() {
    for (int i = 0; i < 500; ++i) {
        Image picture = flat_picture(4, 4, static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i / 2), 7);
        picture.pixels[0] = static_cast<std::uint8_t>(i / 3);
        write_picture(path("faces") / (std::to_string(1000 + i) + ".ppm"), picture);
    }
    const QString out = run(words("scan faces --set image_size=16 --set held_out=0.1")).out;
    const QRegularExpression said("\n500 pictures take part: (\\d+) for training, (\\d+) are kept from it");
    const QRegularExpressionMatch match = said.match(out);
    QVERIFY2(match.hasMatch(), qPrintable(out));
    QCOMPARE(match.captured(1).toInt() + match.captured(2).toInt(), 500);
    QVERIFY(match.captured(2).toInt() <= 50);
    QVERIFY(run(words("scan faces --set image_size=16 --set held_out=0"))
                .out.contains("\n500 pictures take part\n"));
}

void CliScanTest::tooFewToTrainOn_data() {
    QTest::addColumn<QString>("options");
    QTest::newRow("for people") << "";
    QTest::newRow("JSON") << "--json";
    QTest::newRow("a list") << "--list small";
}

void CliScanTest::tooFewToTrainOn() {
    QFETCH(QString, options);
    makeMixedFolder();
    const Result result =
        run(words("scan faces --set batch_size=11") + options.split(' ', Qt::SkipEmptyParts));
    QCOMPARE(result.code, 3);
    QVERIFY(!result.out.isEmpty());
    QCOMPARE(result.err,
             "wasserfarbe-cli: faces: not enough to train on: 10 of 13 files, and one batch takes 11; "
             "add pictures or lower batch_size\n");
}

void CliScanTest::hostileNames() {
    const std::vector<std::string> names = {"line\nend.ppm",
                                            "\xFF\xFE.ppm",
                                            std::string(251, 'n') + ".ppm",
                                            "back\\slash \x1b[31m.PPM",
                                            "caf\xC3\xA9 \xE7\xB5\xB5.ppm",
                                            "-rf --json.ppm",
                                            "class\n\xE9/in.ppm"};
    fs::create_directory(path("faces") / "class\n\xE9");
    for (std::size_t i = 0; i < names.size(); ++i)
        write_face(path("faces") / names[i], static_cast<int>(i));
    write_bytes(path("faces") / "empty\r\n\xFF.ppm", {});

    const Result text = run(words("scan faces --set batch_size=4"));
    QCOMPARE(text.code, 0);
    QCOMPARE(text.err, "");
    QVERIFY(text.out.startsWith("faces: 8 files, 7 can be used, 40x40 px each\n"));
    QVERIFY(text.out.contains("      1  class\\x0a\\xe9\n"));
    QVERIFY(text.out.contains("\n  empty\\x0d\\x0a\\xff.ppm: "));
    QVERIFY(!text.out.contains('\x1b') && !text.out.contains('\r') && !text.out.contains(QChar(0xFFFD)));
    const QStringList listed =
        run(words("scan faces --set batch_size=4 --list empty")).out.split('\n', Qt::SkipEmptyParts);
    QCOMPARE(listed.size(), 1);

    const Result json = run(words("scan faces --set batch_size=4 --json"));
    QCOMPARE(json.code, 0);
    std::set<std::string> read;
    for (const QJsonValue& picture :
         QJsonDocument::fromJson(json.out.toUtf8()).object()["pictures"].toArray())
        read.insert(unescaped_name(picture["name"].toString().toStdString()));
    for (const std::string& name : names)
        QVERIFY2(read.contains(name), escaped_name(name).c_str());
    QCOMPARE(read.size(), names.size() + 1);
    fs::remove_all(path("faces")); // QTemporaryDir can't
}

void CliScanTest::interrupted() {
    const Image picture = draw_demo_face(1, 1, 512);
    const fs::path first = path("faces") / "0.png";
    write_png(first, picture);
    for (int i = 1; i < 4000; ++i) // many times as long as it takes to send a signal
        fs::create_hard_link(first, path("faces") / (std::to_string(i) + ".png"));
    for (const int signal : {SIGINT, SIGTERM}) {
        run_well({"cache", "--clear"});
        QProcess process;
        start(process, words("scan faces"));
        while (fs::is_empty(cache())) // what it decodes lands here
            QVERIFY(process.state() == QProcess::Running && !process.waitForFinished(1));
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), signal), 0);
        QVERIFY(process.waitForFinished(kPatience));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 128 + signal);
        QCOMPARE(process.readAllStandardOutput(), QByteArray());
        QCOMPARE(process.readAllStandardError(), QByteArray());
    }
}

void CliScanTest::theCache() {
    run_well({"cache", "--clear"});
    const QString folder = QString::fromStdString(cache().string());
    QCOMPARE(run({"cache"}).out, folder + ": 0 bytes\n");
    makeMixedFolder();
    run_well(words("scan faces --set batch_size=4"));
    const Result filled = run({"cache"});
    QCOMPARE(filled.code, 0);
    QVERIFY2(QRegularExpression("^" + QRegularExpression::escape(folder) + ": [0-9.]+ (kB|MB)\n$")
                 .match(filled.out)
                 .hasMatch(),
             qPrintable(filled.out));
    const Result cleared = run({"cache", "--clear"});
    QCOMPARE(cleared.code, 0);
    QCOMPARE(cleared.out, filled.out.chopped(1) + " removed\n");
    QCOMPARE(run({"cache"}).out, folder + ": 0 bytes\n");
    run_well(words("scan faces --set batch_size=4")); // made again
    QVERIFY(run({"cache"}).out == filled.out);
}

void CliScanTest::aCacheThatCantBeWritten() {
    makeMixedFolder();
    qputenv("WASSERFARBE_CACHE", "/dev/null/cache");
    const auto again = qScopeGuard([this] { make_cache(); });
    const Result result = run(words("scan faces --set batch_size=4"));
    QCOMPARE(result.code, 0);
    QCOMPARE(result.err.count('\n'), 1);
    QVERIFY(result.err.startsWith("the decoded pictures are not kept for the next time: "));
    QVERIFY(result.out.contains("\n10 pictures take part\n"));
    QCOMPARE(run({"cache"}).out, "/dev/null/cache: 0 bytes\n");
    QCOMPARE(run({"cache", "--clear"}).code, 0);
}

void CliScanTest::trainingOnASelection() {
    makeMixedFolder();
    fs::create_directory(path("faces") / "cats");
    write_picture(path("faces") / "cats" / "wide,=0.ppm", draw_demo_face(1, 20, 40));
    const QStringList command =
        words("train --data faces --run run --steps 2 --leave-out-class . --leave-out grey "
              "--crop cats/wide,=0.ppm=0,0.75 --leave-out duplicate") +
        tiny_settings();
    const Result few = run(command);
    QCOMPARE(few.code, 3);
    QCOMPARE(few.err.count('\n'), 1);
    for (int i = 0; i < 3; ++i)
        write_face(path("faces") / "cats" / (std::to_string(i) + ".ppm"), 21 + i);
    const Result result = run(command);
    QVERIFY2(result.code == 0, qPrintable(result.err));
    QVERIFY(result.err.contains("\n4 pictures in use\n"));
    const RunRecord record = RunDirectory(path("run")).read_record();
    QCOMPARE(record.images, 4);
    QCOMPARE(record.held_out, 0);
    QCOMPARE(record.selection.left_out_classes, std::vector<std::string>{""});
    QVERIFY(record.selection.left_out == (Findings{Finding::Grey, Finding::Duplicate}));
    QVERIFY(record.selection.crop_places == (CropPlaces{{"cats/wide,=0.ppm", {0.0, 0.75}}}));
    run_well(words("resume --run run --steps 4"));

    const QJsonObject shown =
        QJsonDocument::fromJson(run({"inspect", "--json", "run"}).out.toUtf8()).object();
    QCOMPARE(shown["selection"]["left_out"].toArray(), (QJsonArray{"grey", "duplicate"}));
    QCOMPARE(shown["held_out"], QJsonValue(0));
    QVERIFY(run({"inspect", "run"}).out.contains("\n  left_out            [\"grey\",\"duplicate\"]\n"));
}

WASSERFARBE_TEST(CliScanTest)

} // namespace wasserfarbe::test::cli_scan_test

#include "cli_scan_test.moc"
