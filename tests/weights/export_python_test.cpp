// What a model is exported as, read by Python with nothing but PyTorch; see reference/read_exports.py.

#include <fstream>

#include <QCryptographicHash>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include "model/torch.h"
#include "model/types/norm_table.h"
#include "model/weights/write/python_snippet.h"
#include "tests/support/export_support.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::export_python_test {

namespace fs = std::filesystem;

namespace {

struct Style {
    KeyStyle keys;
    const char* name;
};
constexpr Style kStyles[] = {{KeyStyle::Article, "article"}, {KeyStyle::Dcgan, "dcgan"}};

QByteArray bytes_of(const torch::Tensor& tensor) {
    const torch::Tensor plain = tensor.contiguous();
    return {static_cast<const char*>(plain.data_ptr()), static_cast<qsizetype>(plain.nbytes())};
}

void write_bytes(const fs::path& path, const QByteArray& bytes) {
    std::ofstream(path, std::ios::binary).write(bytes.data(), bytes.size());
}

/// Pairs of key and digest.
QJsonArray tensors_json(const std::vector<KeyName>& keys, const NamedTensors& tensors) {
    const std::map<std::string, torch::Tensor> by_name(tensors.begin(), tensors.end());
    QJsonArray array;
    for (const KeyName& key : keys) {
        const QByteArray digest =
            QCryptographicHash::hash(bytes_of(by_name.at(key.name)), QCryptographicHash::Sha256);
        array.append(QJsonArray{QString::fromStdString(key.key), QString::fromLatin1(digest.toHex())});
    }
    return array;
}

QJsonValue norm_json(Norm norm) {
    return norm == Norm::None ? QJsonValue(QJsonValue::Null) : QLatin1String(norm_info(norm).name);
}

QString bias_name(Bias bias) {
    return bias == Bias::None   ? QStringLiteral("none")
           : bias == Bias::Last ? QStringLiteral("last")
                                : QStringLiteral("all");
}

QJsonObject expected_json(const ExportModel& model) {
    const GeneratorSpec& generator = model.generator->spec();
    const CriticSpec& critic = model.critic->spec();
    const ModelWeights weights = model.weights();
    QJsonObject tensors;
    for (const Style& style : kStyles)
        tensors[QLatin1String(style.name)] =
            QJsonObject{{"generator", tensors_json(network_keys(generator, style.keys), weights.generator)},
                        {"critic", tensors_json(network_keys(critic, style.keys), weights.critic)}};
    const QJsonObject arguments{{"generator", QJsonObject{{"size", generator.image_size},
                                                          {"latent", generator.latent_size},
                                                          {"channels", generator.channels},
                                                          {"norm", norm_json(generator.norm)},
                                                          {"bias", bias_name(generator.bias)}}},
                                {"critic", QJsonObject{{"size", critic.image_size},
                                                       {"channels", critic.channels},
                                                       {"norm", norm_json(critic.norm)},
                                                       {"bias", bias_name(critic.bias)},
                                                       {"first_norm", critic.first_norm}}}};
    return {{"size", generator.image_size},
            {"latent", generator.latent_size},
            {"arguments", arguments},
            {"tensors", tensors}};
}

/// Exports with a snippet beside.
void write_export(const fs::path& folder, const ModelInfo& info, const std::string& name,
                  const ModelExport& how) {
    export_model(ModelFile(folder / "model.safetensors"), folder / name, how);
    std::ofstream(folder / (name + ".py")) << python_snippet(info, folder / name, how);
}

void write_case(const fs::path& folder, const ExportCase& export_case) {
    fs::create_directories(folder);
    ExportModel model(export_case.config);
    write_model(folder / "model.safetensors", model);
    const ModelInfo info = ModelFile(folder / "model.safetensors").info();
    for (const bool both : {false, true}) {
        const std::string more = both ? "-both" : "";
        for (const ExportFormat& each : kExportFormats)
            for (const Style& style : kStyles)
                if (each.has_keys() || style.keys == KeyStyle{})
                    write_export(folder, info,
                                 style.name + more + std::string(written_endings(each.format).front()),
                                 {each.format, style.keys, Weights::Averaged, both});
    }
    const torch::Tensor z = model.latents(3);
    const torch::Tensor images = model.images(z);
    write_bytes(folder / "z.raw", bytes_of(z));
    write_bytes(folder / "images.raw", bytes_of(images));
    write_bytes(folder / "scores.raw", bytes_of(model.scores(images)));
    write_bytes(folder / "expected.json", QJsonDocument(expected_json(model)).toJson());
}

/// A Python that has PyTorch; empty where there is none.
QString python_with_torch() {
    for (const QString& python : {QStringLiteral("/usr/bin/python3"), QStringLiteral("python3")}) {
        QProcess process;
        process.start(python, {QStringLiteral("-c"), QStringLiteral("import torch")});
        if (process.waitForFinished(kPatience) && process.exitStatus() == QProcess::NormalExit &&
            process.exitCode() == 0)
            return python;
    }
    return {};
}

} // namespace

class ExportPythonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pythonReadsAll();
    void snippetsQuoteNames();
};

void ExportPythonTest::pythonReadsAll() {
    const QString python = python_with_torch();
    if (python.isEmpty())
        QSKIP("no Python with PyTorch is installed (Debian's python3-torch)");
    const QTemporaryDir folder;
    for (const ExportCase& export_case : export_cases())
        write_case(fs::path(folder.path().toStdString()) / export_case.name, export_case);
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(python, {QStringLiteral("-B"),
                           QStringLiteral(SOURCE_FOLDER "/tests/reference/read_exports.py"), folder.path()});
    QVERIFY(process.waitForFinished(kPatience));
    const QByteArray output = process.readAll();
    QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0, output.constData());
    QVERIFY2(output.endsWith("all as expected\n"), output.constData());
}

void ExportPythonTest::snippetsQuoteNames() {
    ModelInfo info;
    info.generator = GeneratorSpec{16, 8, 4};
    const std::string snippet =
        python_snippet(info, "folder/it's \"mine\"\\\n.ts", {ModelFormat::TorchScript});
    QVERIFY(snippet.find("torch.jit.load(\"it's \\\"mine\\\"\\\\\\x0a.ts\")\n") != std::string::npos);
}

WASSERFARBE_TEST(ExportPythonTest)

} // namespace wasserfarbe::test::export_python_test

#include "export_python_test.moc"
