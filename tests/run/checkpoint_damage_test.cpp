// Checkpoints that the disk or somebody else has changed are refused; those of earlier versions are read.

#include <cmath>
#include <fstream>
#include <functional>
#include <map>
#include <memory>

#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <QtTest>

#include "model/run/checkpoint.h"
#include "model/torch.h"
#include "model/training/training_state.h"
#include "model/types/error.h"
#include "model/weights/model_file.h"
#include "model/weights/read/safetensors.h"
#include "model/weights/read/tensor_file.h"
#include "tests/support/checkpoint_support.h"
#include "tests/support/error_support.h"
#include "tests/support/run_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::checkpoint_damage_test {

namespace fs = std::filesystem;

namespace {

/// As small as a checkpoint can be.
TrainingState few_tensors() {
    TrainingState state = make_state();
    state.tensors = {{"random", torch::arange(16).to(torch::kUInt8)}, {"preview_z", torch::randn({2, 8})}};
    return state;
}

} // namespace

class CheckpointDamageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyFlippedBitIsRefused();
    void everyCutAndEveryRestIsRefused();
    void checkpointsOfBeforeAreRead();
    void aForeignCheckpointIsRefused_data();
    void aForeignCheckpointIsRefused();
    void countersThatContradictAreRefused_data();
    void countersThatContradictAreRefused();
    void theInfoOfAForeignModelIsRefused();

private:
    using Edit = std::function<void(std::map<std::string, std::string>& metadata)>;

    /// A checkpoint whose metadata were edited is refused.
    void compare_refusal(const Edit& edit, const QString& words);
    fs::path path(const char* name) const { return fs::path(folder_->path().toStdString()) / name; }

    std::unique_ptr<QTemporaryDir> folder_;
};

void CheckpointDamageTest::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
}

void CheckpointDamageTest::everyFlippedBitIsRefused() {
    const fs::path file = path("c.safetensors");
    write_checkpoint(file, few_tensors());
    std::string bytes = test::file_bytes(file).toStdString();
    QVERIFY(bytes.size() < 10'000);
    const std::int64_t before = peak_address_space();
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
        const auto place = static_cast<std::streamoff>(bit / 8);
        const auto put = [&](char byte) { stream.seekp(place).put(byte).flush(); };
        put(static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8)));
        const auto error = error_of([&] { read_checkpoint(file); });
        put(bytes[bit / 8]);
        QVERIFY2(error, ("bit " + std::to_string(bit)).c_str());
        QCOMPARE(error->kind(), ErrorKind::Model);
        QCOMPARE(error->path().string(), file.string());
        QVERIFY(!error->detail().empty());
    }
    QVERIFY(peak_address_space() - before < 64'000'000);
    QVERIFY(!error_of([&] { read_checkpoint(file); }));
}

void CheckpointDamageTest::everyCutAndEveryRestIsRefused() {
    const fs::path file = path("c.safetensors");
    write_checkpoint(file, make_state());
    const QByteArray whole = test::file_bytes(file);
    const auto refused = [&](const QByteArray& bytes) {
        std::ofstream(file, std::ios::binary) << bytes.toStdString();
        const auto error = error_of([&] { read_checkpoint(file); });
        return test::says(error, ErrorKind::Model, "") && error->path() == file;
    };
    const std::int64_t before = peak_address_space();
    for (qsizetype size = 0; size < whole.size(); size += 100)
        QVERIFY2(refused(whole.left(size)), QByteArray::number(size).constData());
    QVERIFY(refused(whole.chopped(1)));
    for (const int count : {1, 8, 100, 100'000})
        for (const char byte : {'\0', ' ', 'x'})
            QVERIFY(refused(whole + QByteArray(count, byte)));
    // A header of 8 exabytes, and one as long as the file.
    QVERIFY(refused(QByteArray("\0\0\0\0\0\0\0\x80", 8) + whole.mid(8)));
    QByteArray longer = whole;
    for (int i = 0; i < 8; ++i)
        longer[i] = static_cast<char>((whole.size() - 8) >> (8 * i));
    QVERIFY(refused(longer));
    QVERIFY(peak_address_space() - before < 64'000'000);
}

/// An earlier version knew neither checksums nor a score, and one order of each epoch.
void CheckpointDamageTest::checkpointsOfBeforeAreRead() {
    const fs::path file = path("c.safetensors");
    TrainingState state = few_tensors();
    write_checkpoint(file, state);
    const TensorFile content = read_tensor_file(file);
    SafetensorsHeader header;
    header.metadata = content.metadata;
    header.metadata.erase("quality");
    std::string& counters = header.metadata.at("counters");
    const std::string order = R"("order":2,)";
    QVERIFY(counters.find(order) != std::string::npos);
    counters.erase(counters.find(order), order.size());
    std::string data;
    for (const auto& [name, tensor] : content.tensors) {
        header.entries.push_back(
            {name, name == "random" ? "U8" : "F32", tensor.sizes().vec(), 0, tensor.nbytes()});
        data.append(static_cast<const char*>(tensor.data_ptr()), tensor.nbytes());
    }
    std::ofstream(file, std::ios::binary) << write_safetensors_header(header) << data;
    const TrainingState back = read_checkpoint(file);
    QCOMPARE(back.counters.position.order, 0);
    QCOMPARE(back.counters.position.epoch, 3);
    QVERIFY(std::isnan(back.quality));
    compare_tensors(back.tensors, state.tensors);
}

void CheckpointDamageTest::aForeignCheckpointIsRefused_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value"); // null: the key is missing
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const char* key, const char* value, const char* words) {
        QTest::newRow(name) << QString(key) << QString(value) << QString(words);
    };
    for (const char* key : {"format", "config", "seed", "device", "threads", "counters"})
        row((std::string("no ") + key).c_str(), key, nullptr, key);
    row("another format", "format", "wasserfarbe-checkpoint-9", "wasserfarbe-checkpoint-9");
    row("config is no JSON", "config", "{", "'config' is not valid JSON");
    row("config is a list", "config", "[]", "not an object");
    row("unknown setting", "config", R"({"lamda":10})", "did you mean 'lambda'");
    row("setting out of range", "config", R"({"image_size":17})", "image_size: 17 is out of range");
    row("setting of another type", "config", R"({"epochs":"ten"})", "epochs: 'ten' is not a whole number");
    row("setting is null", "config", R"({"epochs":null})", "epochs");
    row("seed is text", "seed", "\"1\"", "'seed'");
    row("seed is no JSON", "seed", "one", "'seed'");
    row("unknown device", "device", "abacus", "abacus");
    row("no threads", "threads", "0", "'threads' is out of range");
    row("counters are a list", "counters", "[]", "'epoch'");
    row("a counter is missing", "counters", R"({"epoch":1,"batch":0})", "'step'");
    for (const char* value : {"null", "\"1\"", "nan", "1e999"})
        row((std::string("a score of ") + value).c_str(), "quality", value, "'quality'");
    row("a negative score", "quality", "-0.5", "'quality' is out of range");
}

void CheckpointDamageTest::aForeignCheckpointIsRefused() {
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(QString, words);
    compare_refusal(
        [&](std::map<std::string, std::string>& metadata) {
            metadata.erase(key.toStdString());
            if (!value.isNull())
                metadata[key.toStdString()] = value.toStdString();
        },
        words);
}

void CheckpointDamageTest::countersThatContradictAreRefused_data() {
    QTest::addColumn<QString>("changes"); // a JSON merge patch
    QTest::addColumn<QString>("words");
    const auto row = [](const char* changes, const char* words) {
        QTest::newRow(changes) << QString(changes) << QString(words);
    };
    const char* contradict = "its counters contradict each other";
    row(R"({"epoch":0})", contradict);
    row(R"({"epoch":2147483647})", contradict);
    row(R"({"epoch":2147483648})", "'epoch'");
    row(R"({"batch":-1})", contradict);
    row(R"({"order":-1})", contradict);
    row(R"({"order":"1"})", "'order'");
    row(R"({"step":-14,"generator_updates":-7})", contradict);
    row(R"({"images":-1})", contradict);
    row(R"({"images":9223372036854775807})", contradict);
    row(R"({"images_since_generator_update":-1})", contradict);
    row(R"({"seconds":-1})", contradict);
    row(R"({"seconds":"long"})", "'seconds'");
    row(R"({"unfinished":3})", "'step'");
    // The step that the due update belongs to is missing: going on would read what is not there.
    row(R"({"generator_updates":6})", contradict);
    row(R"({"generator_updates":14})", contradict);
    row(R"({"epoch":1,"batch":0,"generator_updates":6,"unfinished":{"step":14,"epoch":1,"critic_loss":1,)"
        R"("generator_loss":1,"penalty":1,"critic_real":1,"critic_fake":1,"gradient_norm":1,)"
        R"("generator_learning_rate":1,"critic_learning_rate":1}})",
        contradict); // an update is due before the first step
}

void CheckpointDamageTest::countersThatContradictAreRefused() {
    QFETCH(QString, changes);
    QFETCH(QString, words);
    compare_refusal(
        [&](std::map<std::string, std::string>& metadata) {
            auto counters = nlohmann::json::parse(metadata.at("counters"));
            counters.merge_patch(nlohmann::json::parse(changes.toStdString()));
            metadata["counters"] = counters.dump();
        },
        words);
}

void CheckpointDamageTest::compare_refusal(const Edit& edit, const QString& words) {
    const fs::path file = path("edited.safetensors");
    write_checkpoint(file, make_state());
    TensorFile content = read_tensor_file(file);
    edit(content.metadata);
    write_tensor_file(file, content);
    const auto error = error_of([&] { read_checkpoint(file); });
    QVERIFY2(test::says(error, ErrorKind::Model, words.toStdString()), error ? error->what() : "it was read");
    QCOMPARE(error->path().string(), file.string());
}

void CheckpointDamageTest::theInfoOfAForeignModelIsRefused() {
    const fs::path file = path("edited.safetensors");
    write_checkpoint(file, make_state());
    TensorFile content = read_tensor_file(file);
    for (const char* counters :
         {R"({"epoch":-2147483648,"batch":4,"step":14})", R"({"epoch":0,"batch":4,"step":14})",
          R"({"epoch":1,"batch":0,"step":14,"unfinished":{}})", R"({"epoch":3,"batch":4,"step":-1})"}) {
        content.metadata["counters"] = counters;
        write_tensor_file(file, content);
        const auto error = error_of([&] { ModelFile(file).info(); });
        QVERIFY2(test::says(error, ErrorKind::Model, "contradict"), counters);
        QCOMPARE(error->path().string(), file.string());
    }
}

WASSERFARBE_TEST(CheckpointDamageTest)

} // namespace wasserfarbe::test::checkpoint_damage_test

#include "checkpoint_damage_test.moc"
