#include "model/dataset/picture_index.h"

#include <algorithm>
#include <cerrno>
#include <limits>
#include <string>

#include <QTest>

#include "model/dataset/pixels_hash.h"
#include "model/files/reason_json.h"
#include "tests/support/dataset_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::picture_index_test {

namespace {

PictureIndex::Entry picture(const std::string& name, std::int64_t slot) {
    PictureIndex::Entry entry;
    entry.picture.name = name;
    entry.picture.report.findings = {Finding::Grey, Finding::Rotated};
    entry.picture.report.format = ImageFormat::Jpeg;
    entry.picture.report.size = {4000, 3000};
    entry.picture.report.content_hash = 0xFEDCBA9876543210;
    entry.picture.report.perceptual_hash = 0x0123456789ABCDEF;
    entry.picture.pixels_hash = 7;
    entry.stamp = {123'456'789'012, -5};
    entry.slot = slot;
    return entry;
}

/// Every kind of value occurs.
PictureIndex example() {
    PictureIndex index;
    index.folder = "/pictures/\xFF\n";
    index.settings = {64, Fit::Pad, {1, 2, 3}, {250, 251, 252}};
    index.generation = std::numeric_limits<std::uint64_t>::max();
    index.slots = 5;
    index.compared = true;
    index.entries = {picture("a.jpg", 4), picture("b", 0), picture("c", 1)};
    index.entries[1].place = CropPlace{0.25, 1};
    index.entries[1].picture.same_as = 0;
    index.entries[2].picture.like = 1;
    PictureIndex::Entry broken;
    broken.picture.name = std::string("d\0.png", 6);
    broken.picture.report.findings = {Finding::Damaged};
    broken.picture.report.reason = Reason{ErrorCode::PictureTooLarge, {600'000, 2, "a\nb"}, EIO};
    index.entries.push_back(broken);
    return index;
}

bool same(const PictureIndex::Entry& a, const PictureIndex::Entry& b) {
    return a.picture.name == b.picture.name && a.picture.report == b.picture.report &&
           a.picture.same_as == b.picture.same_as && a.picture.like == b.picture.like &&
           a.picture.pixels_hash == b.picture.pixels_hash && a.stamp == b.stamp && a.place == b.place &&
           a.slot == b.slot;
}

bool same(const PictureIndex& a, const PictureIndex& b) {
    return a.folder == b.folder && a.settings == b.settings && a.generation == b.generation &&
           a.slots == b.slots && a.compared == b.compared && a.entries.size() == b.entries.size() &&
           std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(),
                      [](const auto& x, const auto& y) { return same(x, y); });
}

/// What the reader says to an index that no writer makes, its checksum right.
std::optional<Error> error_of_index(const PictureIndex& index) {
    return error_of([&] { parse_picture_index(format_picture_index(index)); });
}

/// Puts the right checksum behind bytes that were changed.
ByteVector with_checksum(ByteVector bytes) {
    const std::uint64_t hash = hash_bytes(std::span(bytes).first(bytes.size() - 8));
    for (std::size_t i = 0; i < 8; ++i)
        bytes[bytes.size() - 8 + i] = static_cast<std::uint8_t>(hash >> (8 * i));
    return bytes;
}

} // namespace

class PictureIndexTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void what_was_written_is_read_back() {
        QVERIFY(same(parse_picture_index(format_picture_index(example())), example()));
        PictureIndex empty;
        empty.folder = "/";
        QVERIFY(same(parse_picture_index(format_picture_index(empty)), empty));
    }

    /// Earlier versions kept a reason as its sentence alone.
    void a_reason_without_a_code_is_its_sentence() {
        PictureIndex index = example();
        ByteVector bytes = format_picture_index(index);
        const std::string written = format_reason(*index.entries[3].picture.report.reason);
        const auto place = std::ranges::search(bytes, written);
        QVERIFY(!place.empty());
        const std::string sentence =
            "the file is larger than 512 MiB" + std::string(written.size() - 31, '!');
        std::ranges::copy(sentence, place.begin());
        index = parse_picture_index(with_checksum(bytes));
        const std::optional<Reason> reason = index.entries[3].picture.report.reason;
        QVERIFY(reason && is_general(reason->code));
        QCOMPARE(reason->text(), sentence);
    }

    void every_cut_and_every_flipped_bit_is_noticed() {
        const ByteVector whole = format_picture_index(example());
        for (std::size_t size = 0; size < whole.size(); ++size)
            QVERIFY(says(error_of([&] { parse_picture_index(std::span(whole).first(size)); }),
                         ErrorKind::Data, "damaged"));
        for (std::size_t i = 0; i < whole.size(); ++i) {
            ByteVector flipped = whole;
            flipped[i] ^= 0x10;
            QVERIFY(says(error_of([&] { parse_picture_index(flipped); }), ErrorKind::Data, "damaged"));
        }
    }

    void cuts_and_changes_with_a_right_checksum_do_no_harm() {
        const ByteVector whole = format_picture_index(example());
        for (std::size_t size = 31; size < whole.size(); ++size) {
            ByteVector cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
            QVERIFY(
                says(error_of([&] { parse_picture_index(with_checksum(cut)); }), ErrorKind::Data, "damaged"));
        }
        for (std::size_t i = 23; i < whole.size() - 8; ++i) {
            ByteVector changed = whole;
            changed[i] = 0xFF; // sizes and counts become huge
            const std::optional<Error> error = error_of([&] { parse_picture_index(with_checksum(changed)); });
            QVERIFY(!error || error->kind() == ErrorKind::Data);
        }
    }

    void what_no_writer_says_is_refused() {
        const auto expect = [](const char* words, auto&& change) {
            PictureIndex index = example();
            change(index);
            QVERIFY2(says(error_of_index(index), ErrorKind::Data, words), words);
        };
        expect("not where", [](PictureIndex& index) { index.entries[0].slot = 5; });
        expect("not where", [](PictureIndex& index) { index.entries[0].slot = -2; });
        expect("not where", [](PictureIndex& index) { index.entries[0].slot = -1; }); // usable, but no pixels
        expect("not where", [](PictureIndex& index) { index.entries[3].slot = 0; });  // pixels of no picture
        expect("without a reason",
               [](PictureIndex& index) { index.entries[3].picture.report.reason.reset(); });
        expect("later one", [](PictureIndex& index) { index.entries[1].picture.same_as = 1; });
        expect("later one", [](PictureIndex& index) { index.entries[1].picture.like = -2; });
        expect("in order", [](PictureIndex& index) { index.entries[1].picture.name = "a.jpg"; });
        expect("negative", [](PictureIndex& index) { index.slots = -1; });
        expect("out of range", [](PictureIndex& index) { index.settings.image_size = 0; });
        expect("not a number", [](PictureIndex& index) {
            index.entries[1].place->x = std::numeric_limits<double>::quiet_NaN();
        });
    }
};

WASSERFARBE_TEST(PictureIndexTest)

} // namespace wasserfarbe::test::picture_index_test

#include "picture_index_test.moc"
