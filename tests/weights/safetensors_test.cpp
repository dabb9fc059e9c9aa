#include "model/weights/read/safetensors.h"

#include <array>
#include <cstring>
#include <string>

#include <QTest>

#include "tests/support/error_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::safetensors_test {

namespace {

using Entry = SafetensorsHeader::Entry;

/// Reads `json` as the header of a file whose tensors have `data_size` bytes.
SafetensorsHeader parse(std::string_view json, std::uint64_t data_size) {
    return parse_safetensors_header(json, 8 + json.size() + data_size);
}

std::optional<Error> error_of_header(std::string_view json, std::uint64_t data_size) {
    return error_of([&] { parse(json, data_size); });
}

std::array<std::uint8_t, 8> prefix_of(std::uint64_t size) {
    std::array<std::uint8_t, 8> prefix{};
    for (std::size_t i = 0; i < prefix.size(); ++i)
        prefix[i] = static_cast<std::uint8_t>(size >> (8 * i));
    return prefix;
}

std::uint64_t json_size(std::uint64_t claimed, std::uint64_t file_size) {
    return safetensors_json_size(prefix_of(claimed), file_size);
}

/// A tensor in JSON.
std::string tensor(std::string_view name, std::string_view type, std::string_view shape,
                   std::string_view offsets) {
    std::string json = "\"";
    json.append(name).append("\":{\"dtype\":\"").append(type).append("\",\"shape\":").append(shape);
    return json.append(",\"data_offsets\":").append(offsets).append("}");
}

std::string one_tensor(std::string_view type, std::string_view shape, std::string_view offsets) {
    return "{" + tensor("w", type, shape, offsets) + "}";
}

} // namespace

class SafetensorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void type_sizes() {
        for (const char* type : {"BOOL", "U8", "I8"})
            QCOMPARE(safetensors_type_size(type), std::size_t{1});
        for (const char* type : {"I16", "U16", "F16", "BF16"})
            QCOMPARE(safetensors_type_size(type), std::size_t{2});
        for (const char* type : {"I32", "U32", "F32"})
            QCOMPARE(safetensors_type_size(type), std::size_t{4});
        for (const char* type : {"I64", "U64", "F64"})
            QCOMPARE(safetensors_type_size(type), std::size_t{8});
        for (const char* type : {"", "f32", "F32 ", "F8", "FLOAT"})
            QCOMPARE(safetensors_type_size(type), std::size_t{0});
    }

    void the_length_is_little_endian() {
        QCOMPARE(json_size(2, 10), std::uint64_t{2});
        QCOMPARE(json_size(0x0102, 1000), std::uint64_t{0x0102});
        QCOMPARE(json_size(100'000'000, 100'000'008), std::uint64_t{100'000'000});
        QCOMPARE(json_size(0, 8), std::uint64_t{0});
    }

    void a_length_beyond_the_file_or_the_limit_is_refused() {
        for (const std::uint64_t claimed :
             {std::uint64_t{3}, std::uint64_t{1} << 32, std::uint64_t{1} << 63, UINT64_MAX, UINT64_MAX - 7})
            QVERIFY(
                says(error_of([&] { json_size(claimed, 10); }), ErrorKind::Model, "longer than the file"));
        for (const std::uint64_t size : {0, 1, 7})
            QVERIFY(says(error_of([&] { json_size(0, size); }), ErrorKind::Model, "cut off"));
        QVERIFY(says(error_of([] { json_size(100'000'001, UINT64_MAX); }), ErrorKind::Model, "100 MB"));
        QVERIFY(says(error_of([] { json_size(UINT64_MAX - 8, UINT64_MAX); }), ErrorKind::Model, "100 MB"));
    }

    void a_header_is_read() {
        const std::string json = "{\"__metadata__\":{\"format\":\"pt\",\"empty\":\"\"}," +
                                 tensor("b", "I64", "[]", "[24,32]") + "," +
                                 tensor("a", "F32", "[2,3]", "[0,24]") + "}";
        const SafetensorsHeader header = parse(json, 32);
        QCOMPARE(header.metadata, (std::map<std::string, std::string>{{"empty", ""}, {"format", "pt"}}));
        QCOMPARE(header.entries.size(), std::size_t{2});
        const Entry& a = header.entries[0];
        QCOMPARE(a.name, std::string("a"));
        QCOMPARE(a.type, std::string("F32"));
        QCOMPARE(a.shape, (std::vector<std::int64_t>{2, 3}));
        QCOMPARE(a.offset, 8 + json.size());
        QCOMPARE(a.size, std::uint64_t{24});
        const Entry& b = header.entries[1];
        QCOMPARE(b.name, std::string("b"));
        QVERIFY(b.shape.empty());
        QCOMPARE(b.offset, 8 + json.size() + 24);
        QCOMPARE(b.size, std::uint64_t{8});
    }

    void a_file_may_have_no_tensor() {
        QVERIFY(parse("{}", 0).entries.empty());
        QVERIFY(parse("{}      ", 0).metadata.empty());
        QCOMPARE(parse("{\"__metadata__\":{\"a\":\"b\"}}", 0).metadata.size(), std::size_t{1});
    }

    void empty_tensors_take_no_room() {
        const std::string json =
            "{" + tensor("a", "F32", "[1]", "[0,4]") + "," + tensor("b", "F32", "[0,7]", "[4,4]") + "," +
            tensor("c", "U8", "[2]", "[4,6]") + "," + tensor("d", "F64", "[3,0]", "[6,6]") + "}";
        const SafetensorsHeader header = parse(json, 6);
        QCOMPARE(header.entries.size(), std::size_t{4});
        QCOMPARE(header.entries[1].name, std::string("b"));
        QCOMPARE(header.entries[1].size, std::uint64_t{0});
        QCOMPARE(header.entries[3].name, std::string("d"));
    }

    void what_is_written_is_read_back() {
        SafetensorsHeader header;
        header.metadata = {{"config", "{\"a\": 1}"}, {"note", "line\nline \"quoted\" \\ \xC3\xA4"}};
        header.entries = {
            {"z", "F32", {2, 5}, 99, 40}, {"empty", "U8", {0}, 99, 0}, {"a b", "I64", {}, 99, 8}};
        const std::string bytes = write_safetensors_header(header);
        QCOMPARE(bytes.size() % 8, std::size_t{0});
        std::array<std::uint8_t, 8> prefix{};
        std::memcpy(prefix.data(), bytes.data(), prefix.size());
        const std::uint64_t size = safetensors_json_size(prefix, bytes.size() + 48);
        QCOMPARE(size, bytes.size() - 8);
        const SafetensorsHeader read = parse(std::string_view(bytes).substr(8), 48);
        QCOMPARE(read.metadata, header.metadata);
        QCOMPARE(read.entries.size(), std::size_t{3});
        std::uint64_t offset = bytes.size();
        for (std::size_t i = 0; i < read.entries.size(); ++i) {
            QCOMPARE(read.entries[i].name, header.entries[i].name);
            QCOMPARE(read.entries[i].type, header.entries[i].type);
            QCOMPARE(read.entries[i].shape, header.entries[i].shape);
            QCOMPARE(read.entries[i].size, header.entries[i].size);
            QCOMPARE(read.entries[i].offset, offset);
            offset += read.entries[i].size;
        }
    }

    /// Byte for byte what the format's own Python library writes for these tensors.
    void the_bytes_are_those_of_the_format() {
        SafetensorsHeader header;
        header.entries = {{"w", "F32", {1}, 0, 4}};
        const std::string json = R"({"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})";
        const std::string padded = json + std::string(56 - json.size(), ' ');
        QCOMPARE(write_safetensors_header(header), std::string("\x38\0\0\0\0\0\0\0", 8) + padded);
        QCOMPARE(write_safetensors_header({}), std::string("\x08\0\0\0\0\0\0\0{}      ", 16));
    }

    /// The name of a person's folder need not be UTF-8, which JSON must be.
    void text_that_is_not_utf8_is_still_written() {
        SafetensorsHeader header;
        header.metadata = {{"software", "caf\xE9"}};
        const std::string bytes = write_safetensors_header(header);
        QCOMPARE(parse(std::string_view(bytes).substr(8), 0).metadata.at("software"),
                 std::string("caf\xEF\xBF\xBD"));
    }

    void hostile_headers_are_refused_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<int>("data_size");
        QTest::addColumn<QString>("words");
        const auto add = [](const char* name, const std::string& json, int data_size, const char* words) {
            QTest::newRow(name) << QByteArray::fromStdString(json) << data_size << QString(words);
        };
        add("empty", "", 0, "not JSON");
        add("cut off", R"({"w":{"dtype":"F32")", 4, "not JSON");
        add("rubbish after", "{}x", 0, "not JSON");
        add("two objects", "{}{}", 0, "not JSON");
        add("not UTF-8", "{\"__metadata__\":{\"a\":\"\xFF\"}}", 0, "not JSON");
        add("zero bytes", std::string(64, '\0'), 0, "not JSON");
        add("array", "[]", 0, "not an object");
        add("null", "null", 0, "not an object");
        add("number", "1", 0, "not an object");
        add("nested", std::string(100'000, '['), 0, "nested too deeply");
        add("nested objects", R"({"a":{"a":{"a":{"a":{"a":{"a":1}}}}}})", 0, "nested too deeply");
        add("twice", "{" + tensor("w", "U8", "[1]", "[0,1]") + "," + tensor("w", "U8", "[1]", "[1,2]") + "}",
            2, "'w' stands twice");
        add("metadata twice", R"({"__metadata__":{},"__metadata__":{}})", 0, "stands twice");
        add("dtype twice", R"({"w":{"dtype":"U8","dtype":"F64","shape":[1],"data_offsets":[0,1]}})", 1,
            "stands twice");
        add("metadata array", R"({"__metadata__":[]})", 0, "__metadata__ is not an object");
        add("metadata number", R"({"__metadata__":{"a":1}})", 0, "'a' is not text");
        add("tensor number", R"({"w":1})", 0, "lacks dtype");
        add("no dtype", R"({"w":{"shape":[1],"data_offsets":[0,1]}})", 1, "lacks dtype");
        add("dtype number", R"({"w":{"dtype":1,"shape":[1],"data_offsets":[0,1]}})", 1, "lacks dtype");
        add("no shape", R"({"w":{"dtype":"U8","data_offsets":[0,1]}})", 1, "lacks dtype");
        add("shape object", R"({"w":{"dtype":"U8","shape":{},"data_offsets":[0,1]}})", 1, "lacks dtype");
        add("no offsets", R"({"w":{"dtype":"U8","shape":[1]}})", 1, "lacks dtype");
        add("three offsets", one_tensor("U8", "[1]", "[0,1,1]"), 1, "lacks dtype");
        add("offsets text", one_tensor("U8", "[1]", "\"01\""), 1, "lacks dtype");
        add("unknown type", one_tensor("F8", "[1]", "[0,1]"), 1, "unknown type 'F8'");
        add("lower case type", one_tensor("f32", "[1]", "[0,4]"), 4, "unknown type");
        add("many dimensions", one_tensor("U8", "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]", "[0,1]"), 1,
            "dimensions");
        add("negative length", one_tensor("U8", "[-1]", "[0,1]"), 1, "not a whole number");
        add("two negative lengths", one_tensor("U8", "[-1,-1]", "[0,1]"), 1, "not a whole number");
        add("real length", one_tensor("U8", "[1.0]", "[0,1]"), 1, "not a whole number");
        add("text length", one_tensor("U8", "[\"1\"]", "[0,1]"), 1, "not a whole number");
        add("length of 2^63", one_tensor("U8", "[9223372036854775808]", "[0,1]"), 1, "larger than the file");
        add("length of 2^64", one_tensor("U8", "[18446744073709551616]", "[0,1]"), 1, "not a whole number");
        add("product wraps to 0", one_tensor("U8", "[4294967296,4294967296]", "[0,0]"), 0,
            "larger than the file");
        add("product wraps to 4", one_tensor("F32", "[4611686018427387905]", "[0,4]"), 4,
            "larger than the file");
        add("empty but endless", one_tensor("U8", "[0,4294967296,4294967296]", "[0,0]"), 0, "larger than");
        add("endless but empty", one_tensor("F32", "[9223372036854775807,9223372036854775807,0]", "[0,0]"), 0,
            "larger than");
        add("size too small", one_tensor("F32", "[2]", "[0,4]"), 4, "larger than the file");
        add("size too small for its shape", one_tensor("U8", "[3]", "[0,2]"), 4, "another size");
        add("size too large", one_tensor("F32", "[1]", "[0,8]"), 8, "another size");
        add("scalar of two", one_tensor("F32", "[]", "[0,8]"), 8, "another size");
        add("empty with bytes", one_tensor("F32", "[0]", "[0,4]"), 4, "another size");
        add("beyond the file", one_tensor("F32", "[2]", "[0,8]"), 4, "outside the file");
        add("far beyond the file", one_tensor("U8", "[1]", "[18446744073709551614,18446744073709551615]"), 4,
            "outside the file");
        add("backwards", one_tensor("U8", "[1]", "[1,0]"), 1, "outside the file");
        add("negative offset", one_tensor("U8", "[2]", "[-1,1]"), 1, "not a whole number");
        add("real offset", one_tensor("U8", "[1]", "[0,1e0]"), 1, "not a whole number");
        add("hole before", one_tensor("U8", "[1]", "[1,2]"), 2, "leaves a hole");
        add("hole between",
            "{" + tensor("a", "U8", "[1]", "[0,1]") + "," + tensor("b", "U8", "[1]", "[2,3]") + "}", 3,
            "'b' overlaps another or leaves a hole");
        add("hole after", one_tensor("U8", "[1]", "[0,1]"), 2, "belong to no tensor");
        add("data without tensors", "{}", 1, "belong to no tensor");
        add("overlap",
            "{" + tensor("a", "U8", "[2]", "[0,2]") + "," + tensor("b", "U8", "[2]", "[1,3]") + "}", 3,
            "'b' overlaps");
        add("same bytes",
            "{" + tensor("a", "U8", "[2]", "[0,2]") + "," + tensor("b", "U8", "[2]", "[0,2]") + "}", 2,
            "'b' overlaps");
        add("empty in the middle",
            "{" + tensor("a", "U8", "[2]", "[0,2]") + "," + tensor("b", "U8", "[0]", "[1,1]") + "}", 2,
            "'b' overlaps");
    }
    void hostile_headers_are_refused() {
        QFETCH(QByteArray, json);
        QFETCH(int, data_size);
        QFETCH(QString, words);
        const std::optional<Error> error =
            error_of_header(json.toStdString(), static_cast<std::uint64_t>(data_size));
        QVERIFY2(says(error, ErrorKind::Model, words.toStdString()), error ? error->what() : "it was taken");
        QVERIFY(error->detail().starts_with("not a valid safetensors file: "));
    }

    void a_file_shorter_than_its_header_is_refused() {
        QVERIFY(says(error_of([] { parse_safetensors_header("{}", 9); }), ErrorKind::Model, "cut off"));
        QVERIFY(says(error_of([] { parse_safetensors_header("{}", 0); }), ErrorKind::Model, "cut off"));
    }

    /// A whole header is taken at its right size and refused at every other, and so is each part of it.
    void every_truncation_is_refused() {
        const std::string json =
            "{" + tensor("a", "F32", "[2]", "[0,8]") + "," + tensor("b", "U8", "[3]", "[8,11]") + "}";
        QCOMPARE(parse(json, 11).entries.size(), std::size_t{2});
        for (std::uint64_t size = 0; size < 20; ++size)
            QVERIFY(size == 11 || error_of_header(json, size));
        for (std::size_t length = 0; length < json.size(); ++length)
            QVERIFY(says(error_of_header(json.substr(0, length), 11), ErrorKind::Model, "not JSON"));
    }

    void many_tensors_are_sorted_by_offset() {
        std::string json = "{";
        constexpr int count = 500;
        for (int i = 0; i < count; ++i) {
            const std::string range =
                "[" + std::to_string(2 * (count - 1 - i)) + "," + std::to_string(2 * (count - i)) + "]";
            json.append(i > 0 ? "," : "").append(tensor("t" + std::to_string(i), "I16", "[1]", range));
        }
        const SafetensorsHeader header = parse(json + "}", 2 * count);
        QCOMPARE(header.entries.front().name, std::string("t499"));
        QCOMPARE(header.entries.back().name, std::string("t0"));
    }
};

WASSERFARBE_TEST(SafetensorsTest)

} // namespace wasserfarbe::test::safetensors_test

#include "safetensors_test.moc"
