// A model file is opened once for all that is done with it.

#include <cerrno>
#include <latch>
#include <thread>

#include "model/run/branch_parent.h"
#include "model/weights/model_weights.h"
#include "model/weights/read/tensor_file.h"
#include "model/weights/write/model_export.h"
#include "model/weights/write/python_snippet.h"
#include "tests/support/error_support.h"
#include "tests/support/open_count.h"
#include "tests/support/run_fixture.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::model_file_test {

namespace {

fs::path fixture(const std::string& name) {
    return fs::path(SOURCE_FOLDER "/tests/reference/weights") / name;
}

bool same_tensors(const NamedTensors& a, const NamedTensors& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& one, const auto& other) {
        return one.first == other.first && torch::equal(one.second, other.second);
    });
}

} // namespace

class ModelFileTest : public QObject, private RunFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { make_whole_run(); }
    void init() { make_folder(); }

    void everyQuestionIsAnsweredByOneOpening_data() { addFiles(); }
    void everyQuestionIsAnsweredByOneOpening();
    void everyExportOpensTheModelOnce();
    void aBranchOpensItsCheckpointOnce_data();
    void aBranchOpensItsCheckpointOnce();
    void aBranchOpensEachOfTwoFilesOnce_data() { aBranchOpensItsCheckpointOnce_data(); }
    void aBranchOpensEachOfTwoFilesOnce();
    void aFileThatIsReplacedStaysWhatItWas_data() { addFiles(); }
    void aFileThatIsReplacedStaysWhatItWas();
    void severalThreadsMayAsk_data() { addFiles(); }
    void severalThreadsMayAsk();
    void itCanBeMoved();
    void whatCantBeOpenedIsNamed();

private:
    /// One of each format that is read, all with both networks, and a checkpoint.
    void addFiles() const;
    fs::path modelOf(const QString& format) const;
    NewRun branch(const BranchParent& parent, bool handedOver) const;
};

void ModelFileTest::addFiles() const {
    QTest::addColumn<QString>("format");
    for (const char* format : {"checkpoint", "pytorch", "safetensors"})
        QTest::newRow(format) << QString(format);
}

fs::path ModelFileTest::modelOf(const QString& format) const {
    const fs::path model = path("model");
    const fs::path checkpoint = RunDirectory(whole()).newest_checkpoint();
    if (format == QStringLiteral("checkpoint"))
        fs::copy_file(checkpoint, model);
    else
        export_model(ModelFile(checkpoint), model,
                     {parse_model_format(format.toStdString()), KeyStyle::Article, Weights::Averaged, true});
    return model;
}

void ModelFileTest::everyQuestionIsAnsweredByOneOpening() {
    QFETCH(QString, format);
    const fs::path model = modelOf(format);
    const OpenCount opened;
    const ModelFile file(model);
    QCOMPARE(file.info().path.string(), model.string());
    QVERIFY(!file.metadata().empty());
    QVERIFY(!file.weights(Weights::Averaged, true).critic.empty());
    QVERIFY(!file.weights(Weights::Raw, false).generator.empty());
    QVERIFY(!file.critic().tensors.empty());
    QCOMPARE(file.contents().tensors.size(), file.info().tensors.size());
    Sampler sampler = file.sampler(Weights::Averaged);
    QCOMPARE(sampler.sample(seeded_latents(1, 2, sampler.latent_size())).size(), std::size_t{2});
    QCOMPARE(opened.of(model), 1);
}

void ModelFileTest::everyExportOpensTheModelOnce() {
    const fs::path model = modelOf(QStringLiteral("pytorch"));
    for (const ExportFormat& format : kExportFormats) {
        const OpenCount opened;
        const ModelFile file(model);
        const fs::path out = path(std::string(format.name).c_str());
        const ModelExport how{format.format, KeyStyle::Article, Weights::Averaged, true};
        QCOMPARE(export_model(file, out, how), exported_files(out, how));
        for (const fs::path& written : exported_files(out, how))
            QVERIFY2(fs::exists(written), written.c_str());
        QVERIFY(!python_snippet(file.info(), out, how).empty());
        QCOMPARE(opened.of(model), 1);
        QCOMPARE(opened.of(out), 0); // written, not read
    }
}

NewRun ModelFileTest::branch(const BranchParent& parent, bool handedOver) const {
    NewRun run = new_run(path("branch"));
    run.config = parent.config;
    run.config.epochs = 1;
    run.config.batch_size = 4;
    run.branch_of = parent.checkpoint;
    if (handedOver)
        run.branch_files = parent.files;
    return run;
}

void ModelFileTest::aBranchOpensItsCheckpointOnce_data() {
    QTest::addColumn<bool>("handedOver");
    QTest::newRow("looked at, then begun") << true;
    QTest::newRow("begun by its name") << false;
}

void ModelFileTest::aBranchOpensItsCheckpointOnce() {
    QFETCH(bool, handedOver);
    const fs::path checkpoint = RunDirectory(whole()).newest_checkpoint();
    const OpenCount looked;
    const NewRun settings = branch(read_branch_parent(whole()), handedOver);
    QCOMPARE(looked.of(checkpoint), 1);
    const auto run = TrainingRun::create(settings);
    QCOMPARE(looked.of(checkpoint), handedOver ? 1 : 2); // each operation once
    QCOMPARE(run->record().branch_of.string(), checkpoint.string());
    QCOMPARE(run->record().branch_step, std::int64_t{18});
}

void ModelFileTest::aBranchOpensEachOfTwoFilesOnce() {
    QFETCH(bool, handedOver);
    const fs::path generator = fixture("bias-all-generator.pt");
    const fs::path critic = fixture("bias-all-critic.pt");
    const OpenCount looked;
    NewRun settings = branch(read_branch_parent(generator, critic), handedOver);
    settings.critic_of = critic;
    QCOMPARE(looked.of(generator), 1);
    QCOMPARE(looked.of(critic), 1);
    TrainingRun::create(settings);
    QCOMPARE(looked.of(generator), handedOver ? 1 : 2);
    QCOMPARE(looked.of(critic), handedOver ? 1 : 2);
    const ModelFile begun(RunDirectory(path("branch")).checkpoint_path(0));
    QVERIFY(same_tensors(begun.critic().tensors, ModelFile(critic).critic().tensors));
}

void ModelFileTest::aFileThatIsReplacedStaysWhatItWas() {
    QFETCH(QString, format);
    const fs::path model = modelOf(format);
    const ModelWeights before = ModelFile(model).weights(Weights::Averaged, true);
    const ModelFile file(model);
    fs::copy_file(fixture("article-critic.pt"), path("other"));
    fs::rename(path("other"), model); // as a program writes a file whole
    const ModelWeights after = file.weights(Weights::Averaged, true);
    QVERIFY(same_tensors(after.generator, before.generator));
    QVERIFY(same_tensors(after.critic, before.critic));
    QVERIFY(!ModelFile(model).info().generator);
    fs::remove(model);
    QCOMPARE(file.sampler(Weights::Averaged).image_size(), before.info.generator->image_size);
}

void ModelFileTest::severalThreadsMayAsk() {
    QFETCH(QString, format);
    constexpr int kThreads = 4;
    const ModelFile file(modelOf(format));
    const ModelWeights expected = file.weights(Weights::Averaged, true);
    std::vector<ModelWeights> read(kThreads);
    {
        std::latch begin(kThreads);
        std::vector<std::jthread> threads;
        for (ModelWeights& weights : read)
            threads.emplace_back([&] {
                begin.arrive_and_wait();
                weights = file.weights(Weights::Averaged, true);
            });
    }
    for (const ModelWeights& weights : read) {
        QVERIFY(same_tensors(weights.generator, expected.generator));
        QVERIFY(same_tensors(weights.critic, expected.critic));
    }
}

void ModelFileTest::itCanBeMoved() {
    ModelFile first(modelOf(QStringLiteral("pytorch")));
    const ModelWeights expected = first.weights(Weights::Averaged, false);
    ModelFile second = std::move(first);
    QVERIFY(same_tensors(second.weights(Weights::Averaged, false).generator, expected.generator));
    second = ModelFile(RunDirectory(whole()).newest_checkpoint());
    QVERIFY(second.info().checkpoint);
}

void ModelFileTest::whatCantBeOpenedIsNamed() {
    const fs::path model = modelOf(QStringLiteral("pytorch"));
    set_io_fault([&](IoCall call, const fs::path& file) {
        return call == IoCall::Read && file == model ? EMFILE : 0;
    });
    const auto error = error_of([&] { ModelFile{model}; });
    set_io_fault({});
    QVERIFY(says(error, ErrorKind::Model, "can't be read: Too many open files"));
    QCOMPARE(error->path().string(), model.string());
}

WASSERFARBE_TEST(ModelFileTest)

} // namespace wasserfarbe::test::model_file_test

#include "model_file_test.moc"
