// What a model is exported as, read back by LibTorch, OpenCV and the program itself.

#include <algorithm>
#include <fstream>
#include <map>
#include <memory>

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

#include <opencv2/dnn.hpp>
#include <torch/csrc/jit/serialization/export.h>
#include <torch/script.h>

#include "model/torch.h"
#include "model/weights/write/model_export.h"
#include "model/weights/write/onnx_writer.h"
#include "model/weights/write/pytorch_writer.h"
#include "model/weights/write/torchscript_writer.h"
#include "tests/support/error_support.h"
#include "tests/support/export_support.h"
#include "tests/support/tensor_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::model_export_test {

namespace fs = std::filesystem;

namespace {

/// "1 of 255" is an image whose bytes may differ by one; these differ by rounding alone.
constexpr double kClose = 2e-5;
constexpr double kCloseForOpenCv = 1e-4; ///< it adds epsilon once more after layer and instance norm

cv::Mat to_mat(const torch::Tensor& tensor) {
    const torch::Tensor plain = tensor.contiguous();
    const std::vector<int> sizes(plain.sizes().begin(), plain.sizes().end());
    return cv::Mat(sizes, CV_32F, plain.data_ptr()).clone();
}

/// What OpenCV computes from an ONNX file, in the shape that is expected.
torch::Tensor run_onnx(const std::string& bytes, const torch::Tensor& input, const torch::Tensor& like) {
    cv::dnn::Net net = cv::dnn::readNetFromONNX(bytes.data(), bytes.size());
    net.setInput(to_mat(input));
    const cv::Mat output = net.forward();
    if (static_cast<std::int64_t>(output.total()) != like.numel())
        return torch::empty({0});
    return torch::from_blob(output.data, like.sizes(), torch::kFloat32).clone();
}

void add_case_rows() {
    QTest::addColumn<std::size_t>("number");
    const std::vector<ExportCase> cases = export_cases();
    for (std::size_t i = 0; i < cases.size(); ++i)
        QTest::newRow(cases[i].name.c_str()) << i;
}

ExportModel model_of_case(std::size_t number) {
    return ExportModel(export_cases().at(number).config);
}

void write_text(const fs::path& path, std::string_view text) {
    std::ofstream(path, std::ios::binary) << text;
}

std::string read_text(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

bool same_tensors(const NamedTensors& a, const NamedTensors& b) {
    const std::map<std::string, torch::Tensor> others(b.begin(), b.end());
    return a.size() == others.size() && std::all_of(a.begin(), a.end(), [&](const auto& item) {
               const auto other = others.find(item.first);
               return other != others.end() && same_bits(item.second, other->second);
           });
}

} // namespace

class ModelExportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void formatsHaveNames();
    void endingsSayTheFormat();
    void torchScriptComputesTheSame_data() { add_case_rows(); }
    void torchScriptComputesTheSame();
    void torchScriptHasTheArticlesKeys();
    void onnxComputesTheSame_data() { add_case_rows(); }
    void onnxComputesTheSame();
    void weightsComeBackToTheBit_data() { add_case_rows(); }
    void weightsComeBackToTheBit();
    void rawOrAveraged();
    void onnxHasAFileForEachNetwork();
    void picklesHaveLargeCounts();
    void criticThatIsNotThere();
    void fullDiskLeavesWhatWasThere();
    void folderThatIsNotThere();

private:
    fs::path file(const std::string& name) const { return fs::path(folder_->path().toStdString()) / name; }

    std::unique_ptr<QTemporaryDir> folder_;
};

void ModelExportTest::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
}

void ModelExportTest::formatsHaveNames() {
    for (const ExportFormat& each : kExportFormats)
        QCOMPARE(parse_model_format(std::string(each.name)), each.format);
    QVERIFY(says(error_of([] { parse_model_format("PyTorch"); }), ErrorKind::Usage,
                 "'PyTorch' is not known; allowed: pytorch, safetensors, torchscript, onnx"));
}

void ModelExportTest::endingsSayTheFormat() {
    for (const char* name : {"a.pt", "b/a.pth", "a.b.ckpt", "a.PT"})
        QCOMPARE(format_of_ending(name), ModelFormat::PyTorch);
    QCOMPARE(format_of_ending("a.Safetensors"), ModelFormat::Safetensors);
    QCOMPARE(format_of_ending("a.ts"), ModelFormat::TorchScript);
    QCOMPARE(format_of_ending("a.torchscript"), ModelFormat::TorchScript);
    QCOMPARE(format_of_ending("a.onnx"), ModelFormat::Onnx);
    for (const char* name : {"pt", ".pt", "a.png", "a.pt.bak", "a.bin", ""})
        QVERIFY(!format_of_ending(name));
    for (const char* name : {"a.safetensors", "a.PT", "a.pth", "a.ckpt", "a.bin"})
        QVERIFY(has_read_ending(name));
    for (const char* name : {"a.ts", "a.onnx", "a.png", ".pt", ""})
        QVERIFY(!has_read_ending(name));
    QCOMPARE(written_endings(ModelFormat::PyTorch), (std::vector<std::string_view>{".pt", ".pth", ".ckpt"}));
    QCOMPARE(onnx_critic_path("b/a.onnx"), fs::path("b/a.critic.onnx"));
    QCOMPARE(onnx_critic_path("a.v2"), fs::path("a.v2.critic.onnx"));
}

void ModelExportTest::torchScriptComputesTheSame() {
    QFETCH(std::size_t, number);
    ExportModel model = model_of_case(number);
    const torch::Tensor z = model.latents(5);
    const torch::Tensor images = model.images(z);
    QVERIFY(images.abs().max().item<double>() > 0.1);
    write_torchscript(file("model.ts"), model.weights());

    torch::jit::Module module = torch::jit::load(file("model.ts").string());
    QVERIFY(difference(module.forward({z}).toTensor(), images) < kClose);
    QVERIFY(difference(module.forward({z.view({5, -1, 1, 1})}).toTensor(), images) < kClose);
    torch::jit::Module critic = module.attr("critic").toModule();
    QVERIFY(difference(critic.forward({images}).toTensor(), model.scores(images)) < kClose);
    module.train(); // changes nothing
    QVERIFY(difference(module.forward({z}).toTensor(), images) < kClose);
}

void ModelExportTest::torchScriptHasTheArticlesKeys() {
    const ExportModel model(export_cases().front().config);
    ModelWeights weights = model.weights();
    write_torchscript(file("model.ts"), weights);
    const torch::jit::Module module = torch::jit::load(file("model.ts").string());
    std::map<std::string, torch::Tensor> tensors;
    for (const auto& item : module.named_parameters())
        tensors[item.name] = item.value;
    for (const auto& item : module.named_buffers())
        tensors[item.name] = item.value;
    QCOMPARE(tensors.size(), weights.generator.size() + weights.critic.size());
    QVERIFY(same_bits(tensors["ConvT1.weight"], weights.generator.front().second));
    QVERIFY(same_bits(tensors["critic.Conv1.weight"], weights.critic.front().second));
    QCOMPARE(tensors["batchN1.num_batches_tracked"].item<int>(), 1234);
    QCOMPARE(tensors.count("critic.batchN4.running_var"), 1U);

    weights.critic.clear();
    write_torchscript(file("model.ts"), weights);
    QVERIFY(!torch::jit::load(file("model.ts").string()).hasattr("critic"));
}

void ModelExportTest::onnxComputesTheSame() {
    QFETCH(std::size_t, number);
    ExportModel model = model_of_case(number);
    const std::string generator = write_onnx_generator(model.weights());
    const std::string critic = write_onnx_critic(model.weights());
    torch::jit::check_onnx_proto(generator); // throws what ONNX's own checker finds
    torch::jit::check_onnx_proto(critic);
    for (const int count : {1, 3}) {
        const torch::Tensor z = model.latents(count);
        const torch::Tensor images = model.images(z);
        QVERIFY(difference(run_onnx(generator, z, images), images) < kCloseForOpenCv);
        const torch::Tensor scores = model.scores(images);
        QVERIFY(difference(run_onnx(critic, images, scores), scores) < kCloseForOpenCv);
    }
}

void ModelExportTest::weightsComeBackToTheBit() {
    QFETCH(std::size_t, number);
    const ExportModel model = model_of_case(number);
    const ModelWeights before = model.weights();
    write_model(file("model.safetensors"), model);
    for (const ModelFormat format : {ModelFormat::PyTorch, ModelFormat::Safetensors})
        for (const KeyStyle keys : {KeyStyle::Article, KeyStyle::Dcgan})
            for (const bool with_critic : {false, true}) {
                export_model(ModelFile(file("model.safetensors")), file("out"),
                             {format, keys, Weights::Averaged, with_critic});
                const ModelWeights after = ModelFile(file("out")).weights(Weights::Averaged, with_critic);
                QCOMPARE(*after.info.generator, *before.info.generator);
                QCOMPARE(after.info.step, std::int64_t{14});
                QVERIFY(same_tensors(after.generator, before.generator));
                if (with_critic) {
                    QCOMPARE(*after.info.critic, *before.info.critic);
                    QVERIFY(same_tensors(after.critic, before.critic));
                }
                // Out once more: the same file.
                export_model(ModelFile(file("out")), file("again"),
                             {format, keys, Weights::Averaged, with_critic});
                QVERIFY(read_text(file("out")) == read_text(file("again")));
            }
}

void ModelExportTest::rawOrAveraged() {
    const ExportModel model(export_cases()[3].config);
    write_model(file("model.safetensors"), model);
    export_model(ModelFile(file("model.safetensors")), file("raw.pt"),
                 {ModelFormat::PyTorch, KeyStyle::Article, Weights::Raw, false});
    Networks networks(model.config, 3, torch::kCPU);
    const ModelWeights raw = ModelFile(file("raw.pt")).weights(Weights::Raw, false);
    NamedTensors expected;
    for (const auto& [name, tensor] : networks.state())
        if (name.starts_with("generator."))
            expected.emplace_back(name.substr(10), tensor);
    QVERIFY(same_tensors(raw.generator, expected));
    QVERIFY(!same_tensors(raw.generator, model.weights().generator));
}

void ModelExportTest::onnxHasAFileForEachNetwork() {
    ExportModel model(export_cases().front().config);
    write_model(file("model.safetensors"), model);
    QCOMPARE(export_model(ModelFile(file("model.safetensors")), file("a.onnx"), {ModelFormat::Onnx}),
             (std::vector{file("a.onnx")}));
    QVERIFY(!fs::exists(file("a.critic.onnx")));
    const auto files = export_model(ModelFile(file("model.safetensors")), file("a.onnx"),
                                    {ModelFormat::Onnx, KeyStyle::Article, Weights::Averaged, true});
    QCOMPARE(files, (std::vector{file("a.onnx"), file("a.critic.onnx")}));
    const torch::Tensor z = model.latents(2);
    QVERIFY(difference(run_onnx(read_text(files[0]), z, model.images(z)), model.images(z)) < kCloseForOpenCv);
    const torch::Tensor scores = model.scores(model.images(z));
    QVERIFY(difference(run_onnx(read_text(files[1]), model.images(z), scores), scores) < kCloseForOpenCv);
}

void ModelExportTest::picklesHaveLargeCounts() {
    using namespace std::string_literals;
    const auto pickle_of = [](torch::ScalarType type) {
        const torch::Tensor weight = torch::empty({1}, type).expand({3'000'000'000});
        const std::vector<std::uint8_t> bytes = write_pickle({{"", {{"weight", weight}}}}, {});
        return std::string(bytes.begin(), bytes.end());
    };
    const std::string count = "\x8a\x08\x00\x5e\xd0\xb2\x00\x00\x00\x00"s; // LONG1: BININT has a sign
    const std::string pickle = pickle_of(torch::kFloat32);
    QVERIFY(pickle.find("X\3\0\0\0cpu"s + count) != std::string::npos);       // elements of the storage
    QVERIFY(pickle.find("(" + count + "t(J\1\0\0\0t"s) != std::string::npos); // shape and strides
    QVERIFY(pickle_of(torch::kInt64).find("ctorch\nLongStorage\n") != std::string::npos);
    QVERIFY(says(error_of([&] { pickle_of(torch::kFloat16); }), ErrorKind::Internal, "'weight' of type F16"));
}

void ModelExportTest::criticThatIsNotThere() {
    const ExportModel model(export_cases().front().config);
    write_model(file("model.safetensors"), model);
    export_model(ModelFile(file("model.safetensors")), file("generator.pt"), {});
    for (const ExportFormat& each : kExportFormats) {
        const auto error = error_of([&] {
            export_model(ModelFile(file("generator.pt")), file("out"),
                         {each.format, KeyStyle::Article, Weights::Averaged, true});
        });
        QVERIFY(says(error, ErrorKind::Usage, "has no critic"));
        QCOMPARE(error->path(), file("generator.pt"));
        QVERIFY(!fs::exists(file("out")));
    }
}

void ModelExportTest::fullDiskLeavesWhatWasThere() {
    const ExportModel model(export_cases().front().config);
    write_model(file("model.safetensors"), model);
    for (const ExportFormat& each : kExportFormats) {
        write_text(file("out.onnx"), "as it was");
        write_text(file("out.critic.onnx"), "as it was");
        const auto error = [&] {
            const FileSizeLimit limit(30000);
            return error_of([&] {
                export_model(ModelFile(file("model.safetensors")), file("out.onnx"),
                             {each.format, KeyStyle::Article, Weights::Averaged, true});
            });
        }();
        QVERIFY(says(error, ErrorKind::Disk, "can't be written"));
        QCOMPARE(read_text(file("out.onnx")), std::string("as it was"));
        QCOMPARE(read_text(file("out.critic.onnx")), std::string("as it was"));
        QCOMPARE(QDir(folder_->path()).entryList(QDir::Files).size(), 3); // no temporary file stays
    }
}

void ModelExportTest::folderThatIsNotThere() {
    const ExportModel model(export_cases().front().config);
    write_model(file("model.safetensors"), model);
    for (const ExportFormat& each : kExportFormats)
        QVERIFY(says(error_of([&] {
                         export_model(ModelFile(file("model.safetensors")), file("no/out"), {each.format});
                     }),
                     ErrorKind::Disk, "can't be written"));
}

WASSERFARBE_TEST(ModelExportTest)

} // namespace wasserfarbe::test::model_export_test

#include "model_export_test.moc"
