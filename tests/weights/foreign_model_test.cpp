// Models that PyTorch wrote (reference/make_weights.py): they open, make Python's images, go out and come
// back, and are trained further.

#include <algorithm>

#include "model/networks/critic.h"
#include "model/run/branch_parent.h"
#include "model/weights/model_weights.h"
#include "model/weights/read/tensor_file.h"
#include "model/weights/write/model_export.h"
#include "tests/support/error_support.h"
#include "tests/support/run_fixture.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::foreign_model_test {

namespace {

fs::path fixture(const std::string& name) {
    return fs::path(SOURCE_FOLDER "/tests/reference/weights") / name;
}

/// `images.safetensors`: what Python made of each file.
const TensorFile& python() {
    static const TensorFile file = read_tensor_file(fixture("images.safetensors"));
    return file;
}

torch::Tensor of_python(const std::string& name) {
    for (const auto& [key, tensor] : python().tensors)
        if (key == name)
            return tensor;
    throw Error(ErrorKind::Internal, "no reference called " + name);
}

/// The names of the references that begin with `prefix`, without it.
std::vector<std::string> references(const std::string& prefix) {
    std::vector<std::string> names;
    for (const auto& [key, tensor] : python().tensors)
        if (key.starts_with(prefix))
            names.push_back(key.substr(prefix.size()));
    std::sort(names.begin(), names.end());
    return names;
}

/// "FILE" or "FILE:raw", as the references are called.
struct Reference {
    explicit Reference(const std::string& name)
        : path(fixture(name.substr(0, name.find(':')))),
          weights(name.ends_with(":raw") ? Weights::Raw : Weights::Averaged) {}
    fs::path path;
    Weights weights;
};

void compare_tensors(const NamedTensors& actual, const NamedTensors& expected) {
    QCOMPARE(actual.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QCOMPARE(actual[i].first, expected[i].first);
        QVERIFY2(torch::equal(actual[i].second, expected[i].second), expected[i].first.c_str());
    }
}

} // namespace

class ForeignModelTest : public QObject, private RunFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { make_whole_run(); }
    void init() { make_folder(); }

    void imagesAreThoseOfPython_data();
    void imagesAreThoseOfPython();
    void scoresAreThoseOfPython_data();
    void scoresAreThoseOfPython();
    void whatIsReadOffTheTensors_data();
    void whatIsReadOffTheTensors();
    void inOutInKeepsEveryBit_data();
    void inOutInKeepsEveryBit();
    void aRunGoesOutAndComesBack_data();
    void aRunGoesOutAndComesBack();
    void theMappingNamesBothSides();
    void whatDoesNotFitIsNamed();
    void aCriticAloneIsNoModel();
    void aRunBeginsWithThem();
    void aRunBeginsWithTwoFiles();
    void networksOfTwoSizesAreRefused();
    void aCheckpointTakesNoOtherCritic();
};

void ForeignModelTest::imagesAreThoseOfPython_data() {
    QTest::addColumn<QString>("name");
    for (const std::string& name : references("images/"))
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
}

void ForeignModelTest::imagesAreThoseOfPython() {
    QFETCH(QString, name);
    const Reference reference(name.toStdString());
    Sampler model = ModelFile(reference.path).sampler(reference.weights);
    const torch::Tensor z = of_python("z/" + name.toStdString());
    Latents latents;
    latents.count = static_cast<int>(z.size(0));
    latents.size = static_cast<int>(z.size(1));
    latents.values.assign(z.data_ptr<float>(), z.data_ptr<float>() + z.numel());
    const std::vector<Image> images = model.sample(latents);
    const torch::Tensor expected = of_python("images/" + name.toStdString());
    QCOMPARE(static_cast<std::int64_t>(images.size()), expected.size(0));
    for (std::size_t i = 0; i < images.size(); ++i) {
        QCOMPARE(static_cast<std::int64_t>(images[i].pixels.size()),
                 expected[static_cast<std::int64_t>(i)].numel());
        const std::uint8_t* pixels = expected[static_cast<std::int64_t>(i)].data_ptr<std::uint8_t>();
        for (std::size_t k = 0; k < images[i].pixels.size(); ++k)
            QVERIFY2(std::abs(int{images[i].pixels[k]} - int{pixels[k]}) <= 1,
                     qPrintable(QStringLiteral("image %1, byte %2: %3 and not %4")
                                    .arg(i)
                                    .arg(k)
                                    .arg(images[i].pixels[k])
                                    .arg(pixels[k])));
    }
}

void ForeignModelTest::scoresAreThoseOfPython_data() {
    QTest::addColumn<QString>("name");
    for (const std::string& name : references("scores/"))
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
}

void ForeignModelTest::scoresAreThoseOfPython() {
    QFETCH(QString, name);
    const CriticWeights weights = ModelFile(Reference(name.toStdString()).path).critic();
    Critic critic(weights.spec);
    StateReader(with_prefix("critic", weights.tensors)).load(network_tensors("critic", *critic));
    critic->eval();
    const torch::NoGradGuard no_grad;
    const torch::Tensor pictures = of_python("pictures/" + std::to_string(weights.spec.image_size));
    const torch::Tensor scores = critic(pictures);
    const torch::Tensor expected = of_python("scores/" + name.toStdString());
    QVERIFY2(torch::allclose(scores, expected, 1e-4, 1e-5), c10::str(scores, expected).c_str());
}

void ForeignModelTest::whatIsReadOffTheTensors_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<GeneratorSpec>("generator");
    QTest::addColumn<bool>("averaged");
    const auto row = [](const char* file, const GeneratorSpec& generator, bool averaged = false) {
        QTest::newRow(file) << QString(file) << generator << averaged;
    };
    row("article-generator.pt", {64, 6, 2, Norm::Batch});
    row("dcgan-generator.pth", {64, 6, 2, Norm::Batch});
    row("sorted.safetensors", {64, 6, 2, Norm::Batch});
    row("legacy-generator.ckpt", {16, 6, 2, Norm::Batch});
    row("net-generator.pt", {16, 8, 3, Norm::Batch});
    row("layers-generator.pt", {16, 8, 3, Norm::Batch});
    row("bias-all-generator.pt", {16, 6, 2, Norm::Batch, Bias::All});
    row("bias-last-generator.pt", {16, 6, 2, Norm::Batch, Bias::Last});
    row("layer-generator.pt", {16, 6, 2, Norm::Layer});
    row("instance-generator.pt", {16, 6, 2, Norm::Instance});
    row("group-generator.pt", {16, 6, 2, Norm::Instance});
    row("none-generator.pt", {16, 6, 2, Norm::None});
    row("nested-g_ema.pt", {16, 6, 2, Norm::Batch}, true);
}

void ForeignModelTest::whatIsReadOffTheTensors() {
    QFETCH(QString, file);
    QFETCH(GeneratorSpec, generator);
    QFETCH(bool, averaged);
    const ModelInfo info = ModelFile(fixture(file.toStdString())).info();
    QVERIFY(!info.checkpoint);
    QVERIFY(info.generator.has_value());
    QVERIFY(*info.generator == generator);
    QCOMPARE(info.averaged, averaged);
    QVERIFY(info.misfits.empty());
}

void ForeignModelTest::inOutInKeepsEveryBit_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("format");
    QTest::addColumn<int>("keys");
    for (const std::string& name : references("images/"))
        for (const ModelFormat format : {ModelFormat::PyTorch, ModelFormat::Safetensors})
            for (const KeyStyle keys : {KeyStyle::Article, KeyStyle::Dcgan})
                QTest::addRow("%s, format %d, keys %d", name.c_str(), static_cast<int>(format),
                              static_cast<int>(keys))
                    << QString::fromStdString(name) << static_cast<int>(format) << static_cast<int>(keys);
}

void ForeignModelTest::inOutInKeepsEveryBit() {
    QFETCH(QString, name);
    QFETCH(int, format);
    QFETCH(int, keys);
    const Reference reference(name.toStdString());
    const ModelWeights first = ModelFile(reference.path).weights(reference.weights, false);
    const fs::path out = path("out");
    ModelExport how;
    how.format = static_cast<ModelFormat>(format);
    how.keys = static_cast<KeyStyle>(keys);
    how.weights = reference.weights;
    export_model(ModelFile(reference.path), out, how);
    const ModelWeights again = ModelFile(out).weights(Weights::Raw, false);
    QVERIFY(*again.info.generator == *first.info.generator);
    compare_tensors(again.generator, first.generator);
    // And once more: the file itself is the same to the last byte.
    export_model(ModelFile(out), path("again"), how);
    QVERIFY(file_bytes(path("again")) == file_bytes(out));
}

void ForeignModelTest::aRunGoesOutAndComesBack_data() {
    QTest::addColumn<int>("format");
    QTest::addColumn<int>("weights");
    for (const ModelFormat format : {ModelFormat::PyTorch, ModelFormat::Safetensors})
        for (const Weights weights : {Weights::Averaged, Weights::Raw})
            QTest::addRow("format %d, weights %d", static_cast<int>(format), static_cast<int>(weights))
                << static_cast<int>(format) << static_cast<int>(weights);
}

void ForeignModelTest::aRunGoesOutAndComesBack() {
    QFETCH(int, format);
    QFETCH(int, weights);
    const fs::path checkpoint = RunDirectory(whole()).newest_checkpoint();
    ModelExport how;
    how.format = static_cast<ModelFormat>(format);
    how.weights = static_cast<Weights>(weights);
    how.with_critic = true;
    export_model(ModelFile(checkpoint), path("both"), how);
    const ModelWeights expected = ModelFile(checkpoint).weights(how.weights, true);
    const ModelWeights back = ModelFile(path("both")).weights(how.weights, true);
    compare_tensors(back.generator, expected.generator);
    compare_tensors(back.critic, expected.critic);
    QCOMPARE(back.info.epoch, expected.info.epoch);
    QCOMPARE(back.info.step, expected.info.step);
    QVERIFY(*back.info.critic == *expected.info.critic);
    QVERIFY(!back.info.checkpoint);
}

void ForeignModelTest::theMappingNamesBothSides() {
    const ModelInfo info = ModelFile(fixture("article-generator.pt")).info();
    QCOMPARE(info.tensors.front().name, std::string("ConvT1.weight"));
    QCOMPARE(info.tensors.front().place, std::string("generator.blocks.0.conv.weight"));
    QCOMPARE(info.tensors.front().shape, (std::vector<std::int64_t>{6, 16, 4, 4}));
    for (const ModelInfo::Tensor& tensor : info.tensors)
        QVERIFY2(!tensor.place.empty(), tensor.name.c_str());
    // What is beside the networks of a training checkpoint has no place.
    const ModelInfo nested = ModelFile(fixture("nested-g_ema.pt")).info();
    const auto placed = [&](const std::string& prefix) {
        return std::count_if(nested.tensors.begin(), nested.tensors.end(),
                             [&](const auto& tensor) { return tensor.place.starts_with(prefix); });
    };
    QCOMPARE(placed("ema."), placed("generator."));
    QVERIFY(placed("ema.") > 0);
    QVERIFY(std::any_of(nested.tensors.begin(), nested.tensors.end(),
                        [](const auto& tensor) { return tensor.place.empty(); }));
}

void ForeignModelTest::whatDoesNotFitIsNamed() {
    const ModelInfo info = ModelFile(fixture("types.pt")).info();
    QVERIFY(!info.generator && !info.critic);
    QVERIFY(!info.misfits.empty());
    const auto error = error_of([] { ModelFile(fixture("types.pt")).sampler(Weights::Averaged); });
    QVERIFY(says(error, ErrorKind::Model, "it holds no generator of the DCGAN family: "));
    QCOMPARE(error->path().string(), fixture("types.pt").string());
    QVERIFY(error->detail().find(info.misfits.front().expected) != std::string::npos);
}

void ForeignModelTest::aCriticAloneIsNoModel() {
    const fs::path critic = fixture("article-critic.pt");
    QVERIFY(says(error_of([&] { ModelFile(critic).sampler(Weights::Averaged); }), ErrorKind::Model,
                 "it holds a critic but no generator"));
    const fs::path generator = fixture("article-generator.pt");
    QVERIFY(says(error_of([&] { ModelFile(generator).critic(); }), ErrorKind::Model,
                 "it holds a generator but no critic"));
    ModelExport how;
    how.with_critic = true;
    QVERIFY(error_of([&] { export_model(ModelFile(generator), path("out.pt"), how); }).has_value());
    QVERIFY(!fs::exists(path("out.pt")));
}

void ForeignModelTest::aRunBeginsWithThem() {
    ModelExport how;
    how.with_critic = true;
    how.weights = Weights::Raw;
    export_model(ModelFile(RunDirectory(whole()).newest_checkpoint()), path("both.pt"), how);
    NewRun settings = new_run(path("tuned"));
    settings.branch_of = path("both.pt");
    const auto run = TrainingRun::create(settings);
    const std::map<std::string, torch::Tensor> expected = [&] {
        const NamedTensors tensors = newest_state(whole()).tensors;
        return std::map<std::string, torch::Tensor>(tensors.begin(), tensors.end());
    }();
    const TrainingState first = read_checkpoint(RunDirectory(path("tuned")).checkpoint_path(0));
    for (const auto& [name, tensor] : first.tensors) {
        if (name.starts_with("generator.") || name.starts_with("critic."))
            QVERIFY2(torch::equal(tensor, expected.at(name)), name.c_str());
        if (name.starts_with("ema.")) // the file has no average
            QVERIFY2(torch::equal(tensor, expected.at("generator" + name.substr(3))), name.c_str());
        if (name.starts_with("generator_adam.") || name.starts_with("critic_adam."))
            QVERIFY2(tensor.count_nonzero().item<std::int64_t>() == 0, name.c_str());
    }
    Recorder recorder;
    QCOMPARE(run->run(recorder, {}), Trainer::Outcome::Finished);
    const RunRecord record = RunDirectory(path("tuned")).read_record();
    QCOMPARE(record.branch_of.string(), path("both.pt").string());
    QCOMPARE(record.branch_step, std::int64_t{0});
}

void ForeignModelTest::aRunBeginsWithTwoFiles() {
    const fs::path generator = fixture("bias-all-generator.pt");
    const fs::path critic = fixture("bias-all-critic.pt");
    const BranchParent parent = read_branch_parent(generator, critic);
    QVERIFY(!parent.record);
    QVERIFY(parent.config.generator_bias == Bias::All);
    QVERIFY(parent.config.critic_bias == Bias::All);
    NewRun settings = new_run(path("tuned"));
    settings.config = parent.config;
    settings.config.batch_size = 4;
    settings.config.epochs = 2;
    settings.branch_of = generator;
    settings.critic_of = critic;
    Recorder recorder;
    std::stop_source stop;
    recorder.at_step = [&](const StepStats& stats) {
        if (stats.step == 5)
            stop.request_stop();
    };
    QCOMPARE(TrainingRun::create(settings)->run(recorder, stop.get_token()), Trainer::Outcome::Stopped);
    // The files are not needed any more.
    QCOMPARE(go_on(path("tuned")), Trainer::Outcome::Finished);
    const ModelFile model(RunDirectory(path("tuned")).newest_checkpoint());
    QVERIFY(model.info().generator->bias == Bias::All);
    Sampler sampler = model.sampler(Weights::Averaged);
    QCOMPARE(sampler.sample(seeded_latents(1, 1, sampler.latent_size())).size(), std::size_t{1});
}

void ForeignModelTest::networksOfTwoSizesAreRefused() {
    const auto error =
        error_of([] { read_branch_parent(fixture("article-generator.pt"), fixture("legacy-critic.ckpt")); });
    QVERIFY(says(error, ErrorKind::Model, "its critic looks at images of 16 px"));
    QCOMPARE(error->path().string(), fixture("legacy-critic.ckpt").string());
    QVERIFY(says(error_of([] { read_branch_parent(fixture("article-generator.pt")); }), ErrorKind::Model,
                 "it holds a generator but no critic"));
}

void ForeignModelTest::aCheckpointTakesNoOtherCritic() {
    QVERIFY(says(error_of([&] { read_branch_parent(whole(), fixture("article-critic.pt")); }),
                 ErrorKind::Usage, "is a checkpoint, which has a critic"));
}

WASSERFARBE_TEST(ForeignModelTest)

} // namespace wasserfarbe::test::foreign_model_test

#include "foreign_model_test.moc"
