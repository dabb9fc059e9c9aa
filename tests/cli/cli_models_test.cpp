// Models from elsewhere and to elsewhere, by the program itself.

#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cstring>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include "model/files/descriptor.h"
#include "model/pictures/png_file.h"
#include "tests/support/cli_fixture.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::cli_models_test {

namespace {

QString fixture(const char* name) {
    return QStringLiteral(SOURCE_FOLDER "/tests/reference/weights/") + name;
}

/// How often any process opens a file, by the kernel's account.
class OpenWatch {
public:
    /// Reads are watched too: alike events that follow each other become one.
    explicit OpenWatch(const fs::path& path)
        : queue_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)),
          watching_(::inotify_add_watch(queue_.get(), path.c_str(), IN_OPEN | IN_ACCESS | IN_CLOSE) >= 0) {}

    /// Since it was asked last; -1 where nothing can be watched.
    int count() const {
        int opened = watching_ ? 0 : -1;
        std::array<char, 4096> bytes{};
        for (;;) {
            const ssize_t size = ::read(queue_.get(), bytes.data(), bytes.size());
            if (size <= 0)
                return opened;
            for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
                inotify_event event{};
                std::memcpy(&event, bytes.data() + at, sizeof event);
                opened += (event.mask & IN_OPEN) != 0 ? 1 : 0;
                at += sizeof event + event.len;
            }
        }
    }

private:
    Descriptor queue_;
    bool watching_;
};

} // namespace

class CliModelsTest : public QObject, private CliFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { make_shared(); }
    void init() { make_folder(); }

    void samplesOfForeignModels_data();
    void samplesOfForeignModels();
    void inspectSaysWhatIsUsedAsWhat();
    void inspectNamesMisfits();
    void convertGoesByTheEnding_data();
    void convertGoesByTheEnding();
    void bothNetworks();
    void theSnippetIsPrinted();
    void aConvertedModelMakesTheSameImages();
    void aBranchOfForeignModels();
    void eachCommandOpensAModelOnce();
    void whatCantBeDoneIsSaid_data();
    void whatCantBeDoneIsSaid();
};

void CliModelsTest::samplesOfForeignModels_data() {
    QTest::addColumn<QString>("file");
    for (const char* name : {"article-generator.pt", "dcgan-generator.pth", "legacy-generator.ckpt",
                             "sorted.safetensors", "nested-state_dict.pt", "cuda-legacy.pt"})
        QTest::newRow(name) << fixture(name);
}

void CliModelsTest::samplesOfForeignModels() {
    QFETCH(QString, file);
    const Result sample = run({"sample", "--model", file, "--out", "s.png", "--count", "4"});
    QVERIFY2(sample.code == 0, qPrintable(sample.err));
    QVERIFY2(sample.out.startsWith("4 images in s.png ("), qPrintable(sample.out)); // it says no epoch
    const Result grid = run({"interpolate", "--model", file, "--out", "i.png", "--steps", "2"});
    QVERIFY2(grid.code == 0, qPrintable(grid.err));
    const int size = ModelFile(fs::path(file.toStdString())).info().generator->image_size;
    QCOMPARE(read_png(path("i.png")).image.width, 3 * size + 4);
}

void CliModelsTest::inspectSaysWhatIsUsedAsWhat() {
    const Result text = run({"inspect", fixture("dcgan-generator.pth")});
    QCOMPARE(text.code, 0);
    for (const char* pattern :
         {"^format +PyTorch$", "^image_size +64$", "^latent_size +6$", "^generator_norm +batch$",
          "^  main.0.weight +F32 +6 x 16 x 4 x 4 +generator.blocks.0.conv.weight$"})
        QVERIFY2(text.out.contains(QRegularExpression(pattern, QRegularExpression::MultilineOption)),
                 pattern);

    const Result result = run({"inspect", "--json", fixture("dcgan-critic.pth")});
    QCOMPARE(result.code, 0);
    const QJsonObject json = QJsonDocument::fromJson(result.out.toUtf8()).object();
    QCOMPARE(json["critic_channels"], QJsonValue(2));
    QCOMPARE(json["critic_first_norm"], QJsonValue(false));
    QVERIFY(!json.contains("generator_norm"));
    const QJsonObject first = json["tensors"][0].toObject();
    QCOMPARE(first["name"], QJsonValue("main.0.weight"));
    QCOMPARE(first["used_as"], QJsonValue("critic.blocks.0.conv.weight"));
}

void CliModelsTest::inspectNamesMisfits() {
    const Result result = run({"inspect", fixture("types.pt")});
    QCOMPARE(result.code, 0);
    QVERIFY2(result.out.contains("Neither a generator nor a critic of the DCGAN family:\n"),
             qPrintable(result.out));
    QVERIFY(result.out.contains(": expected "));
}

void CliModelsTest::convertGoesByTheEnding_data() {
    QTest::addColumn<QString>("out");
    QTest::addColumn<QString>("format");
    QTest::newRow("pt") << "G.pt"
                        << "pytorch";
    QTest::newRow("pth") << "G.pth"
                         << "pytorch";
    QTest::newRow("ckpt") << "G.CKPT"
                          << "pytorch";
    QTest::newRow("safetensors") << "G.safetensors"
                                 << "safetensors";
    QTest::newRow("ts") << "G.ts"
                        << "torchscript";
    QTest::newRow("onnx") << "G.onnx"
                          << "onnx";
}

void CliModelsTest::convertGoesByTheEnding() {
    QFETCH(QString, out);
    QFETCH(QString, format);
    const Result result = run({"convert", text_path("run"), out});
    QVERIFY2(result.code == 0, qPrintable(result.err));
    const qint64 bytes = file_bytes(path(out.toLatin1().constData())).size();
    QVERIFY(bytes > 1000);
    QCOMPARE(result.out, QStringLiteral("%1 (%2, %3 bytes)\n").arg(out, format).arg(bytes));
}

void CliModelsTest::bothNetworks() {
    QCOMPARE(run({"convert", text_path("run"), "both.pt", "--with-critic", "--keys", "dcgan"}).code, 0);
    const ModelInfo info = ModelFile(path("both.pt")).info();
    QVERIFY(info.generator && info.critic);
    QCOMPARE(info.tensors.front().name, std::string("generator.main.0.weight"));
    const Result onnx = run({"convert", text_path("run"), "both.onnx", "--with-critic"});
    QCOMPARE(onnx.code, 0);
    QVERIFY2(onnx.out.contains("both.critic.onnx (onnx, "), qPrintable(onnx.out));
    QVERIFY(fs::exists(path("both.critic.onnx")));
}

void CliModelsTest::theSnippetIsPrinted() {
    const Result result = run({"convert", text_path("run"), "G.ckpt", "--snippet"});
    QCOMPARE(result.code, 0);
    QVERIFY2(result.out.contains("torch.load(\"G.ckpt\""), qPrintable(result.out));
}

void CliModelsTest::aConvertedModelMakesTheSameImages() {
    const auto sheet = [&](const QString& model, const QStringList& more = {}) {
        const QStringList command = {"sample", "--model", model, "--out", "s.png", "--count", "4"};
        if (run(command + more).code != 0)
            return Image();
        return read_png(path("s.png")).image;
    };
    QCOMPARE(run({"convert", text_path("run"), "G.ckpt"}).code, 0);
    QCOMPARE(run({"convert", text_path("run"), "raw.safetensors", "--raw-weights"}).code, 0);
    const Image averaged = sheet(text_path("run"));
    const Image raw = sheet(text_path("run"), {"--raw-weights"});
    QVERIFY(!averaged.empty());
    QVERIFY(averaged != raw);
    QVERIFY(sheet("G.ckpt") == averaged);
    QVERIFY(sheet("raw.safetensors") == raw);
}

void CliModelsTest::aBranchOfForeignModels() {
    const QStringList command = {"branch",    fixture("legacy-generator.ckpt"),
                                 "--critic",  fixture("legacy-critic.ckpt"),
                                 "--data",    text_path("faces"),
                                 "--run",     "tuned",
                                 "--steps",   "3",
                                 "--set",     "batch_size=4",
                                 "--device",  "cpu",
                                 "--threads", "1"};
    const Result result = run(command);
    QVERIFY2(result.code == 0, qPrintable(result.err));
    const RunRecord record = RunDirectory(path("tuned")).read_record();
    QCOMPARE(record.branch_of.string(), fixture("legacy-generator.ckpt").toStdString());
    QCOMPARE(record.config.critic_norm, Norm::Batch);
    QCOMPARE(record.step, std::int64_t{3});
}

void CliModelsTest::eachCommandOpensAModelOnce() {
    fs::copy_file(model(), path("own.safetensors"));
    for (const char* name : {"legacy-generator.ckpt", "legacy-critic.ckpt"})
        fs::copy_file(fs::path(fixture(name).toStdString()), path(name));
    const OpenWatch own(path("own.safetensors"));
    const OpenWatch generator(path("legacy-generator.ckpt"));
    const OpenWatch critic(path("legacy-critic.ckpt"));
    for (const char* command :
         {"inspect own.safetensors", "sample --model own.safetensors --out s.png --count 2",
          "convert own.safetensors both.pt --with-critic --snippet",
          "convert own.safetensors both.onnx --with-critic --snippet"}) {
        run_well(words(command));
        QVERIFY2(own.count() == 1, command);
    }
    const QStringList more = {"--data", text_path("faces"), "--steps", "1",     "--device",
                              "cpu",    "--threads",        "1",       "--set", "batch_size=4"};
    run_well(words("branch own.safetensors --run a") + more);
    QCOMPARE(own.count(), 1);
    run_well(words("branch legacy-generator.ckpt --critic legacy-critic.ckpt --run b") + more);
    QCOMPARE(generator.count(), 1);
    QCOMPARE(critic.count(), 1);
    run_well(words("inspect legacy-generator.ckpt"));
    run_well(words("inspect legacy-generator.ckpt"));
    QCOMPARE(generator.count(), 2); // it counts
}

void CliModelsTest::whatCantBeDoneIsSaid_data() {
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    const auto row = [](const QStringList& command, int code, const char* says) {
        QTest::newRow(says) << command << code << QString(says);
    };
    const QString run = text_path("run");
    const QString generator = fixture("article-generator.pt");
    row({"convert", run, "G.xyz"}, 2, "G.xyz: its ending says no format");
    row({"convert", run, "G.pt", "--format", "hdf5"}, 2, "hdf5");
    row({"convert", run, "G.pt", "--keys", "keras"}, 2, "keras");
    row({"convert", "nowhere", "G.pt"}, 4, "nowhere: there is no such run or file");
    row({"convert", generator, "G.pt", "--with-critic"}, 2,
        "article-generator.pt: has no critic that could be exported");
    row({"convert", run, QString::fromStdString(model().string())}, 2, "is the model itself");
    row({"convert", fixture("refused-module.pt"), "G.pt"}, 4, "state_dict");
    row({"convert", run, "no/such/folder/G.pt"}, 1, "no/such/folder/G.pt");
    row({"sample", "--model", fixture("article-critic.pt"), "--out", "s.png"}, 4,
        "it holds a critic but no generator");
    row({"branch", generator, "--data", text_path("faces"), "--run", "new"}, 4,
        "article-generator.pt: it holds a generator but no critic");
    row({"branch", generator, "--critic", fixture("article-critic.pt"), "--run", "new"}, 2,
        "--data must say which pictures to train on");
    row({"branch", run, "--critic", fixture("article-critic.pt"), "--run", "new"}, 2,
        "leave out the other one");
}

void CliModelsTest::whatCantBeDoneIsSaid() {
    QFETCH(QStringList, command);
    QFETCH(int, code);
    QFETCH(QString, says);
    const Result result = run(command);
    QVERIFY2(result.err.contains(says), qPrintable(result.err));
    QCOMPARE(result.code, code);
    QCOMPARE(result.err.count('\n'), 1);
    QVERIFY(!fs::exists(path("new")) && !fs::exists(path("G.pt")));
}

WASSERFARBE_TEST(CliModelsTest)

} // namespace wasserfarbe::test::cli_models_test

#include "cli_models_test.moc"
