#include "model/weights/read/weights_file.h"

#include <filesystem>
#include <map>
#include <string>
#include <sys/stat.h>

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "model/weights/read/safetensors_file.h"
#include "tests/support/error_support.h"
#include "tests/support/run_support.h"
#include "tests/support/test_program.h"
#include "tests/support/weights_support.h"

namespace wasserfarbe::test::weights_file_test {

namespace {

std::filesystem::path fixture(const QString& name) {
    return std::filesystem::path(SOURCE_FOLDER "/tests/reference/weights") / name.toStdString();
}

QJsonObject expected_files() {
    return QJsonDocument::fromJson(file_bytes(fixture("expected.json"))).object();
}

QString format_text(WeightsFormat format) {
    switch (format) {
    case WeightsFormat::Safetensors:
        return "Safetensors";
    case WeightsFormat::PyTorchZip:
        return "PyTorchZip";
    case WeightsFormat::PyTorchLegacy:
        return "PyTorchLegacy";
    }
    return {};
}

QString hash_of(const std::vector<std::uint8_t>& bytes) {
    const QByteArray data(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    return QString::fromLatin1(QCryptographicHash::hash(data, QCryptographicHash::Sha256).toHex().left(16));
}

std::vector<std::int64_t> shape_of(const QJsonObject& tensor) {
    std::vector<std::int64_t> shape;
    for (const QJsonValue length : tensor["shape"].toArray())
        shape.push_back(length.toInteger());
    return shape;
}

std::map<std::string, std::string> metadata_of(const QJsonObject& file) {
    std::map<std::string, std::string> metadata;
    const QJsonObject texts = file["metadata"].toObject();
    for (const QString& key : texts.keys())
        metadata[key.toStdString()] = texts[key].toString().toStdString();
    return metadata;
}

std::vector<std::string> names_of(const WeightsFile& file) {
    std::vector<std::string> names;
    for (const StoredTensor& tensor : file.tensors())
        names.push_back(tensor.info.name);
    return names;
}

std::optional<Error> error_of_file(const std::filesystem::path& path) {
    return error_of([&] { WeightsFile file(path); });
}

} // namespace

class WeightsFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_tensor_is_pytorchs_data() {
        QTest::addColumn<QJsonObject>("expected");
        const QJsonObject files = expected_files();
        QVERIFY(files.size() > 50);
        for (const QString& name : files.keys())
            QTest::newRow(qPrintable(name)) << files[name].toObject();
    }

    void every_tensor_is_pytorchs() {
        QFETCH(const QJsonObject, expected);
        const std::filesystem::path path = fixture(QTest::currentDataTag());
        const WeightsFile file(path);
        QCOMPARE(format_text(file.format()), expected["format"].toString());
        QVERIFY(file.metadata() == metadata_of(expected));
        const QJsonArray tensors = expected["tensors"].toArray();
        QCOMPARE(static_cast<qsizetype>(file.tensors().size()), tensors.size());
        for (qsizetype i = 0; i < tensors.size(); ++i) {
            const StoredTensor& tensor = file.tensors()[static_cast<std::size_t>(i)];
            const QJsonObject wanted = tensors[i].toObject();
            QCOMPARE(QString::fromStdString(tensor.info.name), wanted["name"].toString());
            QCOMPARE(QString::fromStdString(tensor.info.type), wanted["type"].toString());
            QCOMPARE(tensor.info.shape, shape_of(wanted));
            QCOMPARE(tensor.strides.size(), tensor.info.shape.size());
            QCOMPARE(hash_of(elements_of(tensor, file.read_storage(tensor.storage))),
                     wanted["sha256"].toString());
        }
    }

    void tensors_that_share_a_storage_have_its_number() {
        for (const char* name : {"shared.pt", "shared-legacy.pt"}) {
            const WeightsFile file(fixture(name));
            const std::size_t half = file.tensors().size() / 2;
            for (std::size_t i = 0; i < half; ++i)
                QCOMPARE(file.tensors()[i].storage, file.tensors()[half + i].storage);
        }
        for (const char* name : {"flat.pt", "flat-legacy.pt"}) {
            const WeightsFile file(fixture(name));
            QCOMPARE(file.tensors()[0].offset, std::uint64_t{0});
            QCOMPARE(file.tensors()[1].storage, file.tensors()[0].storage);
            QCOMPARE(file.tensors()[1].offset, std::uint64_t{6 * 4 * 4 * 4});
        }
    }

    void strides_are_those_of_the_file() {
        const WeightsFile file(fixture("strided.pt"));
        QCOMPARE(file.tensors()[0].info.name, std::string("main.0.weight"));
        QVERIFY(file.tensors()[0].strides != std::vector<std::int64_t>({64, 16, 4, 1}));
        const auto of = [&](const std::string& name) {
            const auto found = std::find_if(file.tensors().begin(), file.tensors().end(),
                                            [&](const StoredTensor& t) { return t.info.name == name; });
            return found == file.tensors().end() ? std::vector<std::int64_t>() : found->strides;
        };
        QCOMPARE(of("main.1.running_mean"), std::vector<std::int64_t>({2}));
        QCOMPARE(of("main.1.running_var"), std::vector<std::int64_t>({0}));
    }

    void a_whole_module_is_refused_by_its_class() {
        QVERIFY(says(error_of_file(fixture("refused-module.pt")), ErrorKind::Model,
                     "'torch.nn.modules.container.Sequential'"));
        const std::optional<Error> error = error_of_file(fixture("refused-generator.pt"));
        QVERIFY(says(error, ErrorKind::Model, "'__main__.Generator'"));
        QVERIFY(says(error, ErrorKind::Model, "save the network's state_dict()"));
        QCOMPARE(error->path(), fixture("refused-generator.pt"));
    }

    void a_storage_is_read_whole() {
        const WeightsFolder folder;
        const WeightsFile file(folder.write_pickle(pickled::weights()));
        const std::vector<std::uint8_t> bytes = file.read_storage(0);
        QCOMPARE(std::string(bytes.begin(), bytes.end()), six_floats());
        const WeightsFile older(
            folder.write(legacy_of(pickled::weights(), {{"0", 6, six_floats()}}), "w.pt"));
        QCOMPARE(older.read_storage(0), bytes);
    }

    void a_damaged_storage_is_found_by_its_checksum() {
        const WeightsFolder folder;
        std::string bytes = archive_of(pickled::weights(), {{"archive/data/0", six_floats()}});
        bytes[bytes.find(six_floats()) + 3] ^= 1;
        const WeightsFile file(folder.write(bytes));
        const auto error = error_of([&] { file.read_storage(0); });
        QVERIFY(says(error, ErrorKind::Model, "'archive/data/0' can't be read (CRC error)"));
        QCOMPARE(error->path(), folder.path("weights.pt"));
    }

    void it_can_be_moved() {
        WeightsFile file(fixture("f16.pt"));
        WeightsFile other(fixture("plain.pt"));
        other = std::move(file);
        QCOMPARE(other.tensors().at(0).info.type, std::string("F16"));
        QVERIFY(!other.read_storage(0).empty());
    }

    void names_are_keys_and_indexes() {
        const WeightsFolder folder;
        const std::string tensor = pickled::tensor(pickled::storage("FloatStorage", "0", 6), 0, {6}, {1});
        const auto names = [&](const std::string& value) {
            return names_of(WeightsFile(folder.write_pickle(pickled::whole(value))));
        };
        using Names = std::vector<std::string>;
        QCOMPARE(names(tensor), Names{"tensor"});
        QCOMPARE(names("](" + tensor + tensor + "e"), (Names{"0", "1"}));
        QCOMPARE(names("}" + pickled::number(-7) + tensor + "s"), Names{"-7"});
        QCOMPARE(names(pickled::dict({{"a", "](N" + tensor + "e"}, {"b", "(" + tensor + "t"}})),
                 (Names{"a.1", "b.0"}));
        QCOMPARE(names(pickled::dict({{"\x1b[31m\n", tensor}})), Names{"\\x1b[31m\\x0a"});
        QCOMPARE(names(pickled::dict({{"\xff", tensor}})), Names{"\\xff"});
        QCOMPARE(names(pickled::dict({})), Names{});
    }

    void texts_of_the_first_state_dict_are_metadata() {
        const WeightsFolder folder;
        const auto state = [](const std::string& texts) {
            return pickled::global("collections", "OrderedDict") + ")R" +
                   pickled::dict({{"_metadata", pickled::dict({{"", texts}, {"conv", pickled::dict({})}})}}) +
                   "b";
        };
        const std::string none = state(pickled::dict({{"version", pickled::number(1)}}));
        const std::string some = state(pickled::dict(
            {{"version", pickled::number(1)}, {"a", pickled::text("b")}, {"c", pickled::text("")}}));
        const std::string other = state(pickled::dict({{"a", pickled::text("x")}}));
        const WeightsFile file(folder.write_pickle(
            pickled::whole(pickled::dict({{"first", none}, {"second", some}, {"third", other}}))));
        QVERIFY(file.metadata() == (std::map<std::string, std::string>{{"a", "b"}, {"c", ""}}));
    }

    void an_ordered_dict_of_python_2_is_read() {
        const WeightsFolder folder;
        const std::string tensor = pickled::tensor(pickled::storage("FloatStorage", "0", 6), 0, {6}, {1});
        const std::string dict =
            pickled::global("collections", "OrderedDict") + "(]q\x01(](U\x01w" + tensor + "eetR";
        QCOMPARE(names_of(WeightsFile(folder.write_pickle(pickled::whole(dict)))),
                 std::vector<std::string>{"w"});
    }

    void the_beginning_tells_the_format() {
        for (const char* name : {"plain.pt", "legacy-generator.ckpt", "protocol4-legacy.pt"}) {
            const std::string bytes = file_bytes(fixture(name)).toStdString();
            QVERIFY(WeightsFile::looks_like_weights(bytes));
            QVERIFY(WeightsFile::looks_like_weights(bytes.substr(0, 16)));
        }
        QVERIFY(WeightsFile::looks_like_weights(file_bytes(fixture("sorted.safetensors")).toStdString()));
        for (const std::string& bytes :
             {""s, "\x80"s, "\x80\x02"s, "\x80\x02}."s, "PK"s, "\x80\x04\x95"s, std::string(16, '\0'),
              "\x89PNG\r\n\x1a\n"s, "\1\0\0\0\0\0\0\0{"s, "a letter{"s})
            QVERIFY(!WeightsFile::looks_like_weights(bytes));
    }

    void the_content_decides_not_the_name() {
        const WeightsFolder folder;
        const std::string safetensors = file_bytes(fixture("sorted.safetensors")).toStdString();
        QVERIFY(WeightsFile(folder.write(safetensors, "a.pt")).format() == WeightsFormat::Safetensors);
        const std::string archive = file_bytes(fixture("plain.pt")).toStdString();
        QVERIFY(WeightsFile(folder.write(archive, "b.safetensors")).format() == WeightsFormat::PyTorchZip);
    }

    void other_files_are_refused_in_a_sentence() {
        const WeightsFolder folder;
        const auto refused = [&](const std::string& bytes, const char* words) {
            const std::optional<Error> error = error_of_file(folder.write(bytes));
            return says(error, ErrorKind::Model, words) && error->path() == folder.path("weights.pt");
        };
        QVERIFY(refused("", "it is empty"));
        QVERIFY(refused("<html><body>Not found</body></html>", "neither a safetensors file nor one"));
        QVERIFY(refused("\x80\x02}.", "did not write"));
        std::string tar(512, '\0');
        tar.replace(257, 5, "ustar");
        QVERIFY(refused(tar, "before its version 0.1.10"));
        QVERIFY(refused(zip_of({{"word/document.xml", "<w/>"}}), "not one that PyTorch's torch.save wrote"));
        QVERIFY(refused(zip_of({}), "not one that PyTorch's torch.save wrote"));
        QVERIFY(
            refused(archive_of(pickled::weights(), {{"archive/constants.pkl", ""}}), "TorchScript module"));
        QVERIFY(
            refused(archive_of(pickled::weights(), {{"archive/code/__torch__.py", ""}}), "torch.jit.load"));
    }

    void whatever_is_no_file_is_refused_at_once() {
        const WeightsFolder folder;
        const std::filesystem::path pipe = folder.path("pipe.pt");
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        QVERIFY(says(error_of_file(pipe), ErrorKind::Model, "it is not a file"));
        QVERIFY(says(error_of_file(folder.path("")), ErrorKind::Model, "it is not a file"));
        QVERIFY(says(error_of_file(folder.path("absent.pt")), ErrorKind::Model, "No such file"));
    }
};

WASSERFARBE_TEST(WeightsFileTest)

} // namespace wasserfarbe::test::weights_file_test

#include "weights_file_test.moc"
