// The safetensors files as they lie on the disk: what is written, what is read back, and what is refused.

#include <array>
#include <cmath>
#include <cstring>
#include <limits>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include "model/torch.h"
#include "model/training/training_state.h"
#include "model/types/error.h"
#include "model/weights/read/safetensors_file.h"
#include "model/weights/read/tensor_file.h"
#include "tests/support/dataset_support.h"
#include "tests/support/run_support.h"
#include "tests/support/tensor_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::tensor_file_test {

namespace fs = std::filesystem;

namespace {

void write_file(const fs::path& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

std::string length_prefix(std::uint64_t size) {
    std::string prefix;
    for (int i = 0; i < 8; ++i)
        prefix.push_back(static_cast<char>((size >> (8 * i)) & 0xFF));
    return prefix;
}

std::string container(const std::string& json, std::size_t data_size) {
    return length_prefix(json.size()) + json + std::string(data_size, '\7');
}

} // namespace

class TensorFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyTypeAndShapeComesBack();
    void theBytesAreThoseOfTheFormat();
    void aFileOfAnotherWriterIsRead();
    void aTypeThatTheFormatLacksIsRefused();
    void hostileFilesAreRefused_data();
    void hostileFilesAreRefused();
    void everyCutIsRefused();
    void everyFlippedBitIsRefused();
    void whatIsReadIsCheckedAlone();
    void aChecksumAloneIsRefused();
    void exchangedTensorsAreRefused();
    void theOrderInTheFileDoesNotMatter();
    void aHeaderLongerThanTheLimitIsRefused();

private:
    fs::path path(const char* name) const { return fs::path(folder_->path().toStdString()) / name; }
    void compare_refusal(const std::string& bytes, const char* words);
    /// A file of two tensors of one type and shape, and metadata.
    std::string small_file();

    std::unique_ptr<QTemporaryDir> folder_;
};

void TensorFileTest::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
}

void TensorFileTest::everyTypeAndShapeComesBack() {
    TensorFile file;
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const torch::Tensor values = torch::tensor({0.0F, -1.0F, 3.5F, 100.0F});
    for (const auto type : {torch::kFloat32, torch::kFloat64, torch::kFloat16, torch::kBFloat16,
                            torch::kInt64, torch::kInt32, torch::kInt16, torch::kInt8, torch::kBool})
        file.tensors.emplace_back(std::string("of ") + torch::toString(type), values.to(type));
    file.tensors.emplace_back("bytes", torch::arange(256).to(torch::kUInt8));
    file.tensors.emplace_back("scalar", torch::tensor(std::int64_t{-7}));
    file.tensors.emplace_back("empty", torch::empty({0}));
    file.tensors.emplace_back("empty within", torch::empty({3, 0, 2}, torch::kInt16));
    file.tensors.emplace_back("many dimensions", torch::arange(2 * 3 * 4 * 5.0).view({1, 2, 3, 1, 4, 5}));
    file.tensors.emplace_back("not finite", torch::tensor({nan, -nan, INFINITY, -INFINITY, -0.0F, 1e-42F}));
    file.tensors.emplace_back("odd, \"quoted\" and \xC3\xBC", torch::ones({3}, torch::kUInt8));
    file.tensors.emplace_back("not contiguous", torch::arange(12.0).view({3, 4}).t());
    file.tensors.emplace_back("a parameter", torch::ones({2}).requires_grad_());
    file.metadata = {{"text", "line\nline \xE2\x82\xAC \"quoted\" \\"}, {"empty", ""}};

    write_tensor_file(path("all.safetensors"), file);
    const TensorFile back = read_tensor_file(path("all.safetensors"));
    QVERIFY(back.metadata == file.metadata);
    QCOMPARE(back.tensors.size(), file.tensors.size());
    for (auto& [name, tensor] : file.tensors) {
        const auto found = std::find_if(back.tensors.begin(), back.tensors.end(),
                                        [&, &wanted = name](const auto& t) { return t.first == wanted; });
        QVERIFY2(found != back.tensors.end(), name.c_str());
        QVERIFY2(same_bits(found->second, tensor), name.c_str());
        QVERIFY(found->second.is_contiguous() && !found->second.requires_grad());
    }
    write_tensor_file(path("nothing.safetensors"), {});
    QVERIFY(read_tensor_file(path("nothing.safetensors")).tensors.empty());
}

void TensorFileTest::theBytesAreThoseOfTheFormat() {
    write_tensor_file(path("two.safetensors"), {{{"bytes", torch::tensor({1, 2, 3}, torch::kUInt8)},
                                                 {"floats", torch::tensor({{1.0F}, {-2.0F}})}},
                                                {{"who", "me"}}});
    const std::string bytes = test::file_bytes(path("two.safetensors")).toStdString();
    std::uint64_t length = 0;
    for (std::size_t i = 8; i-- > 0;)
        length = length << 8 | static_cast<unsigned char>(bytes.at(i));
    QCOMPARE(length % 8, std::uint64_t{0});
    QCOMPARE(bytes.size(), 8 + length + 3 + 8);
    const std::string json = bytes.substr(8, length);
    const std::size_t end = json.find_last_not_of(' ');
    QCOMPARE(json.front(), '{');
    QCOMPARE(json.at(end), '}'); // then spaces alone
    QVERIFY(json.size() - end <= 8);

    const QJsonObject header = QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
    QCOMPARE(header.keys(), (QStringList{"__metadata__", "bytes", "floats"}));
    QJsonObject metadata = header["__metadata__"].toObject();
    // Worked out in Python.
    QCOMPARE(metadata.take("checksums").toString(),
             QString(R"({"bytes":"72649c44b027dc16","floats":"536a776a18caa5de"})"));
    QCOMPARE(metadata.take("header_checksum").toString(), QString("da73bf68d98c4a9a"));
    QCOMPARE(metadata, (QJsonObject{{"who", "me"}}));
    QCOMPARE(header["bytes"],
             (QJsonObject{{"dtype", "U8"}, {"shape", QJsonArray{3}}, {"data_offsets", QJsonArray{0, 3}}}));
    QCOMPARE(
        header["floats"],
        (QJsonObject{{"dtype", "F32"}, {"shape", QJsonArray{2, 1}}, {"data_offsets", QJsonArray{3, 11}}}));
    QCOMPARE(bytes.substr(8 + length), std::string("\1\2\3\0\0\x80\x3F\0\0\0\xC0", 11));
}

void TensorFileTest::aFileOfAnotherWriterIsRead() {
    // Not padded, not in the order of the data, an empty tensor between the others.
    const std::string json = R"({"b":{"shape":[2],"dtype":"I16","data_offsets":[4,8]},
        "nothing":{"dtype":"F64","shape":[0,9],"data_offsets":[4,4]},
        "a":{"data_offsets":[0,4],"dtype":"F32","shape":[]}})";
    write_file(path("foreign.safetensors"),
               length_prefix(json.size()) + json + std::string("\0\0\x80\x3F\1\0\xFF\xFF", 8));
    const TensorFile file = read_tensor_file(path("foreign.safetensors"));
    QVERIFY(file.metadata.empty());
    const StateReader tensors(file.tensors);
    QCOMPARE(tensors.find("a", torch::empty({})).item<float>(), 1.0F);
    QVERIFY(torch::equal(tensors.find("b", torch::empty({2}, torch::kInt16)),
                         torch::tensor({1, -1}, torch::kInt16)));
    tensors.find("nothing", torch::empty({0, 9}, torch::kFloat64));
}

void TensorFileTest::aTypeThatTheFormatLacksIsRefused() {
    const torch::Tensor complex = torch::zeros({2}, torch::kComplexFloat);
    const auto error = error_of([&] {
        write_tensor_file(path("complex.safetensors"), {{{"c", complex}}, {}});
    });
    QVERIFY(test::says(error, ErrorKind::Internal, "no type"));
    QVERIFY(test::names_in(path("")).empty());
}

void TensorFileTest::compare_refusal(const std::string& bytes, const char* words) {
    const fs::path file = path("hostile.safetensors");
    write_file(file, bytes);
    const std::int64_t before = peak_address_space();
    const auto error = error_of([&] { read_tensor_file(file); });
    QVERIFY2(error, "it was read");
    QCOMPARE(error->kind(), ErrorKind::Model);
    QCOMPARE(error->path().string(), file.string());
    QVERIFY2(error->detail().find(words) != std::string::npos, error->what());
    QVERIFY(before > 0);
    QVERIFY(peak_address_space() - before < 64'000'000);
}

void TensorFileTest::hostileFilesAreRefused_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("words");
    const auto raw = [](const char* name, const std::string& bytes, const char* words) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << QByteArray(words);
    };
    const auto header = [&](const char* name, const std::string& json, const char* words,
                            std::size_t data = 8) { raw(name, container(json, data), words); };
    const auto entry = [&](const char* name, const std::string& fields, const char* words,
                           std::size_t data = 8) { header(name, R"({"t":{)" + fields + "}}", words, data); };
    raw("empty", "", "fewer than 8 bytes");
    raw("seven bytes", "1234567", "fewer than 8 bytes");
    raw("longer than the file", length_prefix(100) + "{}", "longer than the file");
    raw("one byte longer", length_prefix(3) + "{}", "longer than the file");
    raw("2^63", length_prefix(1ULL << 63) + "{}", "longer than the file");
    raw("2^64 - 1", length_prefix(UINT64_MAX) + "{}", "longer than the file");
    raw("no header at all", length_prefix(0), "not JSON");
    header("not JSON", "{\"t\":", "not JSON");
    header("not UTF-8", "{\"t\xFF\":1}", "not JSON");
    header("text behind it", "{} {}", "not JSON", 0);
    header("an array", "[1,2]", "not an object");
    header("nested", "{\"t\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}",
           "nested too deeply");
    header("bytes that belong to none", "{}", "belong to no tensor");
    header("metadata is a list", R"({"__metadata__":["a"]})", "__metadata__", 0);
    header("metadata is a number", R"({"__metadata__":{"a":1}})", "__metadata__ 'a' is not text", 0);
    header("metadata is nested", R"({"__metadata__":{"a":{"b":"c"}}})", "__metadata__ 'a' is not text", 0);
    header("a tensor is a number", R"({"t":1})", "'t' lacks");
    entry("no type", R"("shape":[8],"data_offsets":[0,8])", "'t' lacks");
    entry("no shape", R"("dtype":"U8","data_offsets":[0,8])", "'t' lacks");
    entry("no offsets", R"("dtype":"U8","shape":[8])", "'t' lacks");
    entry("one offset", R"("dtype":"U8","shape":[8],"data_offsets":[0])", "'t' lacks");
    entry("three offsets", R"("dtype":"U8","shape":[8],"data_offsets":[0,4,8])", "'t' lacks");
    entry("type is a number", R"("dtype":3,"shape":[8],"data_offsets":[0,8])", "'t' lacks");
    entry("unknown type", R"("dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8])", "unknown type 'F8_E4M3'");
    entry("type that LibTorch lacks", R"("dtype":"U32","shape":[2],"data_offsets":[0,8])",
          "'t' is of type U32");
    entry("negative shape", R"("dtype":"U8","shape":[-8],"data_offsets":[0,8])", "whole number");
    entry("two negative", R"("dtype":"U8","shape":[-2,-4],"data_offsets":[0,8])", "whole number");
    entry("fraction", R"("dtype":"U8","shape":[8.0],"data_offsets":[0,8])", "whole number");
    entry("text", R"("dtype":"U8","shape":["8"],"data_offsets":[0,8])", "whole number");
    entry("negative offset", R"("dtype":"U8","shape":[8],"data_offsets":[-8,0])", "whole number");
    entry("huge", R"("dtype":"F32","shape":[4000000000,2],"data_offsets":[0,8])", "larger than the file");
    entry("2^64 - 1", R"("dtype":"U8","shape":[18446744073709551615],"data_offsets":[0,8])",
          "larger than the file");
    entry("beyond 2^64", R"("dtype":"U8","shape":[18446744073709551616],"data_offsets":[0,8])",
          "whole number");
    entry("overflows to 8", R"("dtype":"F64","shape":[2305843009213693953],"data_offsets":[0,8])",
          "larger than the file");
    entry("overflows to 0", R"("dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,0])",
          "larger than the file", 0);
    entry("no elements, but huge", R"("dtype":"F32","shape":[4611686018427387904,4,0],"data_offsets":[0,0])",
          "larger than the file", 0);
    entry("too many dimensions",
          R"("dtype":"U8","shape":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,8],"data_offsets":[0,8])",
          "too many dimensions");
    entry("too small", R"("dtype":"U8","shape":[7],"data_offsets":[0,8])", "another size");
    entry("too large", R"("dtype":"F32","shape":[2],"data_offsets":[0,4])", "another size");
    entry("beyond the file", R"("dtype":"U8","shape":[9],"data_offsets":[0,9])", "outside the file");
    entry("far beyond", R"("dtype":"U8","shape":[9],"data_offsets":[0,18446744073709551615])",
          "outside the file");
    entry("backwards", R"("dtype":"U8","shape":[8],"data_offsets":[8,0])", "outside the file");
    raw("trailing bytes", container(R"({"t":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}})", 9),
        "belong to no tensor");
    header("text behind a zero", std::string("{}\0x", 4), "not JSON", 0);
    entry("hole before", R"("dtype":"U8","shape":[4],"data_offsets":[4,8])", "leaves a hole");
    entry("hole behind", R"("dtype":"U8","shape":[4],"data_offsets":[0,4])", "belong to no tensor");
    const std::string first = R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},)";
    header("overlap", first + R"("b":{"dtype":"U8","shape":[5],"data_offsets":[3,8]}})", "overlaps");
    header("the same bytes", first + R"("b":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})", "overlaps");
    header("hole between", first + R"("b":{"dtype":"U8","shape":[3],"data_offsets":[5,8]}})",
           "leaves a hole");
    header("name twice", first + R"("a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}})",
           "'a' stands twice");
    entry("key twice", R"("dtype":"U8","shape":[8],"data_offsets":[0,8],"dtype":"I8")",
          "'dtype' stands twice");
}

void TensorFileTest::hostileFilesAreRefused() {
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, words);
    compare_refusal(bytes.toStdString(), words.constData());
}

void TensorFileTest::everyCutIsRefused() {
    write_tensor_file(
        path("whole.safetensors"),
        {{{"a", torch::ones({3})}, {"b", torch::ones({5}, torch::kInt64)}}, {{"key", "value"}}});
    const std::string whole = test::file_bytes(path("whole.safetensors")).toStdString();
    QVERIFY(!error_of([&] { read_tensor_file(path("whole.safetensors")); }));
    for (std::size_t size = 0; size < whole.size(); ++size)
        compare_refusal(whole.substr(0, size), "");
}

std::string TensorFileTest::small_file() {
    const fs::path file = path("small.safetensors");
    write_tensor_file(file, {{{"a", torch::tensor({1.0F, 2.0F})}, {"b", torch::tensor({3.0F, 4.0F})}},
                             {{"note", "\"quoted\" \xC3\xBC"}}});
    return test::file_bytes(file).toStdString();
}

void TensorFileTest::everyFlippedBitIsRefused() {
    const std::string whole = small_file();
    for (std::size_t bit = 0; bit < 8 * whole.size(); ++bit) {
        std::string damaged = whole;
        damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
        compare_refusal(damaged, "");
    }
}

void TensorFileTest::whatIsReadIsCheckedAlone() {
    std::string bytes = small_file();
    bytes[bytes.size() - 16] ^= 1; // the first of 'a'
    const fs::path file = path("damaged.safetensors");
    write_file(file, bytes);
    const SafetensorsFile opened(file);
    const std::vector<SafetensorsHeader::Entry>& entries = opened.header().entries;
    QCOMPARE(entries.size(), std::size_t{2});
    std::array<std::uint8_t, 8> read{};
    opened.read(entries[1], read);
    QCOMPARE(std::memcmp(read.data(), bytes.data() + bytes.size() - read.size(), read.size()), 0);
    for (const auto& error :
         {error_of([&] { opened.read(entries[0], read); }), error_of([&] { read_tensor_file(file); })}) {
        QVERIFY(test::says(error, ErrorKind::Model,
                           "the tensor 'a' is damaged: its bytes do not match their checksum"));
        QCOMPARE(error->path().string(), file.string());
    }
    bytes = small_file();
    bytes[bytes.find("quoted")] ^= 1;
    write_file(file, bytes);
    for (const auto& error :
         {error_of([&] { read_tensor_file(file); }), error_of([&] { SafetensorsFile{file}; })})
        QVERIFY(test::says(error, ErrorKind::Model, "its header is damaged: it does not match its checksum"));
}

void TensorFileTest::aChecksumAloneIsRefused() {
    const std::string whole = small_file();
    for (const std::string key : {"checksums", "header_checksum"}) {
        std::string renamed = whole;
        renamed.replace(renamed.find('"' + key + '"') + 1, key.size(), std::string(key.size(), 'x'));
        compare_refusal(renamed, "its header is damaged");
    }
}

void TensorFileTest::exchangedTensorsAreRefused() {
    const std::string whole = small_file();
    const std::string a = whole.substr(whole.size() - 16, 8);
    const std::string b = whole.substr(whole.size() - 8);
    compare_refusal(whole.substr(0, whole.size() - 16) + b + a, "the tensor 'a' is damaged");
}

/// Other programs write the same tensors in another order, and metadata as they found them.
void TensorFileTest::theOrderInTheFileDoesNotMatter() {
    const std::string whole = small_file();
    const fs::path file = path("reordered.safetensors");
    std::string reordered = whole;
    const auto replace = [&](const std::string& from, const std::string& to) {
        QVERIFY(reordered.find(from) != std::string::npos);
        reordered.replace(reordered.find(from), from.size(), to);
    };
    replace("[0,8]", "[x]");
    replace("[8,16]", "[0,8]");
    replace("[x]", "[8,16]");
    const std::string a = whole.substr(whole.size() - 16, 8);
    const std::string b = whole.substr(whole.size() - 8);
    write_file(file, reordered.substr(0, whole.size() - 16) + b + a);
    QVERIFY(same_bits(StateReader(read_tensor_file(file).tensors).find("a", torch::empty({2})),
                      torch::tensor({1.0F, 2.0F})));
}

void TensorFileTest::aHeaderLongerThanTheLimitIsRefused() {
    // The file really is that long, as a hole: its size alone would allow the header.
    const fs::path file = path("long.safetensors");
    write_file(file, length_prefix(100'000'001));
    fs::resize_file(file, 300'000'000);
    const std::int64_t before = peak_address_space();
    QVERIFY(test::says(error_of([&] { read_tensor_file(file); }), ErrorKind::Model, "longer than 100 MB"));
    QVERIFY(peak_address_space() - before < 64'000'000);
}

WASSERFARBE_TEST(TensorFileTest)

} // namespace wasserfarbe::test::tensor_file_test

#include "tensor_file_test.moc"
