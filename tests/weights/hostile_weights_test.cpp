#include "model/weights/read/weights_file.h"

#include <filesystem>
#include <string>

#include <QTest>

#include "tests/support/error_support.h"
#include "tests/support/run_support.h"
#include "tests/support/test_program.h"
#include "tests/support/weights_support.h"

namespace wasserfarbe::test::hostile_weights_test {

namespace {

std::filesystem::path fixture(const char* name) {
    return std::filesystem::path(SOURCE_FOLDER "/tests/reference/weights") / name;
}

/// Reads all of a file.
void read_all(const std::filesystem::path& path) {
    const WeightsFile file(path);
    for (const StoredTensor& tensor : file.tensors())
        elements_of(tensor, file.read_storage(tensor.storage));
}

std::string state_of(const std::string& type, std::int64_t elements) {
    return pickled::whole(
        pickled::dict({{"w", pickled::tensor(pickled::storage(type, "0", elements), 0, {elements}, {1})}}));
}

} // namespace

class HostileWeightsTest : public QObject {
    Q_OBJECT

    WeightsFolder folder_;

    bool refused(const std::string& bytes, const std::string& words) const {
        const std::filesystem::path path = folder_.write(bytes);
        const std::optional<Error> error = error_of([&] { read_all(path); });
        if (error && (error->path() != path || !says(error, ErrorKind::Model, words)))
            qWarning("%s", error->what());
        return says(error, ErrorKind::Model, words) && error->path() == path;
    }

private Q_SLOTS:
    void every_truncated_file_is_refused_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"plain.pt", "f16.pt", "legacy-generator.ckpt", "f64-legacy.pt",
                                 "protocol4-legacy.pt", "nested-model.pt", "sorted.safetensors"})
            QTest::newRow(name) << name;
    }

    void every_truncated_file_is_refused() {
        QFETCH(const QString, name);
        const std::string whole = file_bytes(fixture(qPrintable(name))).toStdString();
        QVERIFY(!error_of([&] { read_all(folder_.write(whole)); }));
        for (std::size_t size = 0; size < whole.size(); size += 100)
            QVERIFY(refused(whole.substr(0, size), ""));
        QVERIFY(refused(whole.substr(0, whole.size() - 1), ""));
    }

    void changed_bytes_do_no_harm_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"plain.pt", "strided.pt", "legacy-generator.ckpt", "types-legacy.pt"})
            QTest::newRow(name) << name;
    }

    /// A changed byte is found, or is one that does not matter, or one of the older format's weights.
    void changed_bytes_do_no_harm() {
        QFETCH(const QString, name);
        const std::string whole = file_bytes(fixture(qPrintable(name))).toStdString();
        int refusals = 0;
        for (std::size_t at = 0; at < whole.size(); at += 7) {
            std::string changed = whole;
            changed[at] = static_cast<char>(changed[at] ^ (1 << at % 8));
            const std::filesystem::path path = folder_.write(changed);
            const std::optional<Error> error = error_of([&] { read_all(path); });
            QVERIFY(!error || (error->kind() == ErrorKind::Model && error->path() == path));
            refusals += error ? 1 : 0;
        }
        QVERIFY(refusals > 50);
    }

    void storages_of_exabytes_are_refused() {
        const std::int64_t before = peak_address_space();
        const std::int64_t exabyte = std::int64_t{1} << 60;
        for (const std::int64_t elements : {8 * (exabyte / 8), 2 * exabyte, INT64_MAX, std::int64_t{7}}) {
            QVERIFY(
                refused(archive_of(state_of("FloatStorage", elements), {{"archive/data/0", six_floats()}}),
                        elements == 7 ? "another size" : "storage '0' is larger than the file"));
            QVERIFY(refused(legacy_of(state_of("FloatStorage", elements),
                                      {{"0", static_cast<std::uint64_t>(elements), six_floats()}}),
                            elements == 7 ? "lies outside the file" : "storage '0' is larger than the file"));
        }
        QVERIFY(peak_address_space() - before < 64 << 20);
    }

    void a_storage_has_the_size_of_its_type_and_count() {
        const std::vector<ZipEntry> entry = {{"archive/data/0", six_floats()}};
        for (const std::string type : {"DoubleStorage", "HalfStorage", "ByteStorage"})
            QVERIFY(refused(archive_of(state_of(type, 6), entry),
                            "has another size than its type and count say"));
        QVERIFY(refused(archive_of(state_of("FloatStorage", 5), entry), "has another size"));
        QVERIFY(refused(archive_of(state_of("FloatStorage", 6)), "lacks the bytes of storage '0'"));
        QVERIFY(
            refused(legacy_of(state_of("FloatStorage", 6), {{"0", 5, six_floats()}}), "has another size"));
        QVERIFY(refused(legacy_of(state_of("FloatStorage", 6), {{"0", UINT64_MAX, six_floats()}}),
                        "has another size"));
        QVERIFY(refused(legacy_of(state_of("FloatStorage", 6), {}), "lacks the bytes of storage '0'"));
    }

    void older_files_have_every_storage_once() {
        const std::string pickle = state_of("FloatStorage", 6);
        QVERIFY(refused(legacy_of(pickle, {{"0", 6, six_floats()}, {"0", 6, six_floats()}}), "or one twice"));
        QVERIFY(refused(legacy_of(pickle, {{"1", 6, six_floats()}}), "nothing refers to"));
        QVERIFY(refused(legacy_of(pickle, {{"0", 6, six_floats() + "x"}}), "belong to no storage"));
    }

    void older_files_say_what_they_are() {
        const std::string pickle = state_of("FloatStorage", 6);
        const std::vector<LegacyStorage> storages = {{"0", 6, six_floats()}};
        QVERIFY(!error_of([&] { read_all(folder_.write(legacy_of(pickle, storages))); }));
        QVERIFY(refused(legacy_of(pickle, storages, "\x89"), "its numbers are big-endian"));
        QVERIFY(refused(legacy_of(pickle, storages, "N"), "does not say how its numbers are stored"));
        std::string other = legacy_of(pickle, storages);
        other[other.find("\xe9\x03")] = '\x01';
        QVERIFY(refused(other, "its protocol is not 1001"));
        other = legacy_of(pickle, storages);
        other[12] ^= 1;
        QVERIFY(refused(other, "its magic number is wrong"));
    }

    void functions_are_refused_in_both_formats() {
        const std::string call =
            pickled::whole(pickled::global("posix", "system") + "(" + pickled::text("true") + "tR");
        QVERIFY(refused(archive_of(call), "holds 'posix.system'"));
        QVERIFY(refused(legacy_of(call, {}), "holds 'posix.system'"));
    }

    /// Every entry but the last holds those after it, headers and all, so that each is right by itself.
    void overlapping_entries_are_refused() {
        constexpr std::size_t kEntries = 50;
        std::vector<ZipEntry> entries(kEntries);
        std::string rest(10'000, 'x');
        std::string value = "](";
        for (std::size_t i = kEntries; i-- > 0;) {
            const std::string key = std::to_string(i);
            entries[i] = {"archive/data/" + key, rest};
            rest = "PK\x03\x04" + header_of(entries[i]) + entries[i].name + rest;
            const auto size = static_cast<std::int64_t>(entries[i].bytes.size());
            value += pickled::tensor(pickled::storage("ByteStorage", key, size), 0, {size}, {1});
        }
        for (std::size_t i = 1; i < kEntries; ++i)
            entries[i].at = static_cast<std::int64_t>(rest.size() - entries[i - 1].bytes.size());
        entries.push_back({"archive/data.pkl", pickled::whole(value + "e")});
        QVERIFY(refused(zip_of(entries), "the entries of its archive overlap"));
    }

    void entries_are_where_the_directory_says() {
        const std::string pickle = pickled::whole("N");
        QVERIFY(refused(zip_of({{"archive/data.pkl", pickle}, {"archive/data.pkl", pickle}}),
                        "two entries of one name"));
        QVERIFY(refused(zip_of({{"archive/data.pkl", pickle}, {"archive/data/0", "", 0, 4, 0}}),
                        "its archive can't be opened"));
        QVERIFY(refused(zip_of({{"archive/data.pkl", pickle}, {"archive/data/0", "", 0, 4, 1'000'000}}),
                        "its archive can't be opened"));
    }

    void compressed_entries_are_refused() {
        // 03 00 is an empty deflated stream; a bomb would say that it has gigabytes.
        QVERIFY(refused(zip_of({{"archive/data.pkl", "\x03\0"s, 8, 0}}), "'archive/data.pkl' is compressed"));
        const std::int64_t before = peak_address_space();
        QVERIFY(refused(zip_of({{"archive/data.pkl", "\x03\0"s, 8, 0xFFFFFFF0}}), "compressed"));
        QVERIFY(refused(zip_of({{"archive/data.pkl", "N.", 0, 0xFFFFFFF0}}), "its archive can't be opened"));
        QVERIFY(refused(archive_of(pickled::weights(),
                                   {{"archive/data/0", six_floats()}, {"archive/x", "\x03\0"s, 8, 0}}),
                        "'archive/x' is compressed"));
        QVERIFY(peak_address_space() - before < 64 << 20);
    }

    void an_entry_stays_in_the_archive() {
        for (const std::string name : {"archive/../x", "../x", "..", "/etc/passwd", "a\\..\\x", "archive/.."})
            QVERIFY(refused(archive_of(pickled::weights(), {{"archive/data/0", six_floats()}, {name, "x"}}),
                            "leads out of the archive"));
        QVERIFY(!error_of([&] {
            read_all(folder_.write(
                archive_of(pickled::weights(), {{"archive/data/0", six_floats()}, {"archive/..x", "x"}})));
        }));
    }

    void there_is_one_pickle() {
        const std::string pickle = pickled::whole("N");
        QVERIFY(refused(zip_of({{"a/data.pkl", pickle}, {"b/data.pkl", pickle}}), "more than one data.pkl"));
        QVERIFY(refused(zip_of({{"data.pkl", pickle}}), "not one that PyTorch's torch.save wrote"));
        QVERIFY(refused(zip_of({{"a/data.pkl", pickle + "N."}}), "something follows its pickle"));
        QVERIFY(refused(archive_of(pickle, {{"archive/byteorder", "big"}}), "its numbers are big-endian"));
        QVERIFY(!error_of([&] {
            read_all(folder_.write(archive_of(pickle, {{"archive/byteorder", "little"}})));
        }));
    }

    void a_pickle_of_an_archive_is_checked_against_its_checksum() {
        std::string bytes = archive_of(pickled::weights(), {{"archive/data/0", six_floats()}});
        bytes[bytes.find("_rebuild")] = 'X';
        QVERIFY(refused(bytes, "'archive/data.pkl' can't be read (CRC error)"));
    }
};

WASSERFARBE_TEST(HostileWeightsTest)

} // namespace wasserfarbe::test::hostile_weights_test

#include "hostile_weights_test.moc"
