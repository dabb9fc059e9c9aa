// Which pictures look like an earlier one: the search by hashes against comparing each with each, its bounds,
// and what counts as looking the same.

#include <bit>
#include <set>

#include <QtTest>

#include "model/dataset/fit_image.h"
#include "model/dataset/near_duplicates.h"
#include "model/dataset/pictures_alike.h"
#include "model/demo/demo_faces.h"
#include "model/types/random.h"
#include "tests/support/dataset_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::near_duplicates_test {

namespace {

using Hashes = std::vector<std::uint64_t>;
using Confirm = std::function<bool(std::size_t, std::size_t)>;

Hashes random_hashes(std::size_t count, std::uint64_t free_bits, std::uint64_t seed) {
    Hashes hashes(count);
    for (std::size_t i = 0; i < count; ++i)
        hashes[i] = mix_seed(seed, i) & free_bits;
    return hashes;
}

/// Some of a few hashes with up to `most` of their bits turned.
Hashes clustered_hashes(std::size_t count, std::size_t clusters, int most) {
    PortableRandom random(7);
    Hashes hashes = random_hashes(count, ~std::uint64_t{0}, 8);
    for (std::size_t i = clusters; i < count; ++i) {
        hashes[i] = hashes[random.below(clusters)];
        for (auto turns = random.below(static_cast<std::uint64_t>(most) + 1); turns > 0; --turns)
            hashes[i] ^= std::uint64_t{1} << random.below(64);
    }
    return hashes;
}

/// A hash with `bits` different ones turned.
std::uint64_t turned(std::uint64_t hash, int bits, PortableRandom& random) {
    for (std::uint64_t turned_bits = 0; std::popcount(turned_bits) < bits;)
        if (const std::uint64_t bit = std::uint64_t{1} << random.below(64); !(turned_bits & bit)) {
            turned_bits |= bit;
            hash ^= bit;
        }
    return hash;
}

int bits_between(const Hashes& hashes, std::size_t a, std::size_t b) {
    return std::popcount(hashes[a] ^ hashes[b]);
}

/// As first_alike, by comparing each with each; of several that are equally close, any is right, so that
/// `found` decides.
void compare_with_each(const Hashes& hashes, const Confirm& confirm, const std::vector<std::int64_t>& found) {
    QCOMPARE(found.size(), hashes.size());
    std::vector<std::size_t> firsts;
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        int closest = kAlikeBits + 1;
        for (const std::size_t first : firsts)
            if (bits_between(hashes, first, i) < closest && confirm(first, i))
                closest = bits_between(hashes, first, i);
        if (closest > kAlikeBits) {
            QCOMPARE(found[i], std::int64_t{-1});
            firsts.push_back(i);
            continue;
        }
        QVERIFY(found[i] >= 0);
        const auto first = static_cast<std::size_t>(found[i]);
        QVERIFY(std::binary_search(firsts.begin(), firsts.end(), first));
        QVERIFY(confirm(first, i));
        QCOMPARE(bits_between(hashes, first, i), closest);
    }
}

bool always(std::size_t, std::size_t) {
    return true;
}
bool never(std::size_t, std::size_t) {
    return false;
}
bool of_one_color(std::size_t a, std::size_t b) {
    return a % 3 == b % 3;
}

std::span<const std::uint8_t> as_span(const Image& image) {
    return image.pixels;
}

Image brighter(Image image, double factor) {
    for (std::uint8_t& value : image.pixels)
        value = static_cast<std::uint8_t>(std::min(255.0, value * factor));
    return image;
}

Image with_noise(Image image, int most) {
    PortableRandom random(3);
    for (std::uint8_t& value : image.pixels) {
        const int noise = static_cast<int>(random.below(static_cast<std::uint64_t>(2 * most + 1))) - most;
        value = static_cast<std::uint8_t>(std::clamp(value + noise, 0, 255));
    }
    return image;
}

Image cut(const Image& image, int left, int top, int right, int bottom) {
    Image part(image.width - left - right, image.height - top - bottom);
    for (int y = 0; y < part.height; ++y)
        std::copy_n(image.row(y + top) + std::ptrdiff_t{3} * left, part.row_bytes(), part.row(y));
    return part;
}

} // namespace

class NearDuplicatesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asComparingEachWithEach_data();
    void asComparingEachWithEach();
    void tenBitsAreFoundWhereverTheyAre();
    void nothingIsAlike();
    void manyWithOneHashStayBounded_data();
    void manyWithOneHashStayBounded();
    void manyThatShareQuartersStayBounded();
    void copiesLookAlike_data();
    void copiesLookAlike();
    void differentFacesDoNot();
    void flatPictures();
    void picturesOfAnySize();
    void byPixelsAsByConfirm();
};

void NearDuplicatesTest::asComparingEachWithEach_data() {
    QTest::addColumn<Hashes>("hashes");
    const std::uint64_t all = ~std::uint64_t{0};
    QTest::newRow("none") << Hashes{};
    QTest::newRow("one") << Hashes{5};
    QTest::newRow("random") << random_hashes(2000, all, 1);
    QTest::newRow("clusters") << clustered_hashes(2000, 40, 14);
    QTest::newRow("all the same") << Hashes(300, 42);
    QTest::newRow("two opposites") << [all] {
        Hashes hashes(400, 0);
        for (std::size_t i = 0; i < hashes.size(); i += 2)
            hashes[i] = all;
        return hashes;
    }();
    QTest::newRow("only a quarter differs") << random_hashes(2000, 0xFFFF, 2);
    QTest::newRow("only two quarters differ") << random_hashes(2000, 0xFFFF00000000FFFF, 3);
    QTest::newRow("half of each quarter differs") << random_hashes(2000, 0x00FF00FF00FF00FF, 4);
    QTest::newRow("twenty bits differ") << random_hashes(2000, 0x1111111111111111 | 0xF000F, 5);
}

void NearDuplicatesTest::asComparingEachWithEach() {
    QFETCH(Hashes, hashes);
    for (const auto confirm : {always, of_one_color})
        compare_with_each(hashes, confirm, first_alike(hashes, Confirm(confirm)));
}

void NearDuplicatesTest::tenBitsAreFoundWhereverTheyAre() {
    PortableRandom random(9);
    for (int i = 0; i < 300; ++i) {
        const std::uint64_t hash = mix_seed(10, static_cast<std::uint64_t>(i));
        const Hashes near = {hash, turned(hash, kAlikeBits, random)};
        QCOMPARE(first_alike(near, Confirm(always)), (std::vector<std::int64_t>{-1, 0}));
        const Hashes far = {hash, turned(hash, kAlikeBits + 1, random)};
        QCOMPARE(first_alike(far, Confirm(always)), (std::vector<std::int64_t>{-1, -1}));
    }
    // The hardest to find: as evenly over the quarters as can be.
    const std::uint64_t even = 0x0007000700070001;
    QCOMPARE(std::popcount(even), kAlikeBits);
    for (int turn = 0; turn < 64; ++turn)
        QCOMPARE(first_alike(Hashes{0, std::rotl(even, turn)}, Confirm(always)),
                 (std::vector<std::int64_t>{-1, 0}));
}

void NearDuplicatesTest::nothingIsAlike() {
    const Hashes hashes = clustered_hashes(500, 10, 4);
    QCOMPARE(first_alike(hashes, Confirm(never)), std::vector<std::int64_t>(hashes.size(), -1));
}

void NearDuplicatesTest::manyWithOneHashStayBounded_data() {
    QTest::addColumn<Hashes>("hashes");
    QTest::newRow("one hash") << Hashes(20'000, 42);
    QTest::newRow("a few bits") << random_hashes(20'000, 0x00FF, 6);
    QTest::newRow("near each other") << clustered_hashes(20'000, 2, 8);
}

void NearDuplicatesTest::manyWithOneHashStayBounded() {
    QFETCH(Hashes, hashes);
    std::vector<std::vector<std::size_t>> compared(hashes.size());
    const auto alike = first_alike(hashes, [&](std::size_t earlier, std::size_t later) {
        compared[later].push_back(earlier);
        return false;
    });
    QCOMPARE(alike, std::vector<std::int64_t>(hashes.size(), -1));
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        QVERIFY(compared[i].size() <= kMostCompared);
        QCOMPARE(std::set(compared[i].begin(), compared[i].end()).size(), compared[i].size());
        int bits = 0; // the closest first
        for (const std::size_t earlier : compared[i]) {
            QVERIFY(earlier < i);
            QVERIFY(bits_between(hashes, earlier, i) >= bits);
            bits = bits_between(hashes, earlier, i);
        }
        QVERIFY(bits <= kAlikeBits);
    }
    QCOMPARE(compared.back().size(), kMostCompared); // there were enough
}

void NearDuplicatesTest::manyThatShareQuartersStayBounded() {
    // Three quarters are the same in all, the hashes differ in the fourth: each shares a quarter with each.
    Hashes hashes(20'000);
    for (std::size_t i = 0; i < hashes.size(); ++i)
        hashes[i] = static_cast<std::uint64_t>(i) << 16;
    std::size_t calls = 0;
    first_alike(hashes, [&](std::size_t, std::size_t) {
        ++calls;
        return false;
    });
    QVERIFY(calls > 0);
    QVERIFY(calls <= kMostCompared * hashes.size());
}

void NearDuplicatesTest::copiesLookAlike_data() {
    QTest::addColumn<int>("size");
    for (const int size : {32, 64, 128})
        QTest::addRow("%d px", size) << size;
}

void NearDuplicatesTest::copiesLookAlike() {
    QFETCH(int, size);
    for (int face = 0; face < 20; ++face) {
        const Image picture = draw_demo_face(1, face, 200);
        const auto prepared = [size](const Image& image) { return fit_image(image, size, Fit::Stretch); };
        const Image original = prepared(picture);
        const std::vector<Image> copies = {
            original,
            prepared(fit_image(picture, 100, Fit::Stretch)),
            prepared(fit_image(picture, 90, Fit::Stretch)),
            prepared(fit_image(picture, 420, Fit::Stretch)),
            prepared(with_noise(picture, 24)),
            prepared(brighter(picture, 1.05)),
            prepared(brighter(picture, 0.95)),
            prepared(cut(picture, 2, 2, 2, 2)),
            prepared(cut(picture, 4, 4, 4, 4)),
            prepared(cut(picture, 4, 4, 0, 0)),
            prepared(cut(picture, 0, 4, 4, 0)),
            prepared(cut(brighter(picture, 1.05), 0, 0, 4, 4)),
        };
        for (std::size_t i = 0; i < copies.size(); ++i) {
            const QByteArray what = QByteArray::number(face) + ", copy " + QByteArray::number(i);
            QVERIFY2(pictures_alike(as_span(original), as_span(copies[i])), what);
            QVERIFY2(pictures_alike(as_span(copies[i]), as_span(original)), what);
            QVERIFY2(thumbs_alike(picture_thumb(as_span(original)), picture_thumb(as_span(copies[i]))), what);
        }
    }
}

void NearDuplicatesTest::differentFacesDoNot() {
    std::vector<Image> faces;
    for (int i = 0; i < 60; ++i)
        faces.push_back(draw_demo_face(2, i, 32));
    for (std::size_t i = 0; i < faces.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            QVERIFY(!pictures_alike(as_span(faces[i]), as_span(faces[j])));
}

void NearDuplicatesTest::flatPictures() {
    const Image grey = flat_picture(32, 32, 120, 120, 120);
    QVERIFY(pictures_alike(as_span(grey), as_span(grey)));
    QVERIFY(pictures_alike(as_span(grey), as_span(with_noise(grey, 4))));
    QVERIFY(pictures_alike(as_span(grey), as_span(brighter(grey, 1.05))));
    QVERIFY(!pictures_alike(as_span(grey), as_span(flat_picture(32, 32, 140, 120, 120))));
    QVERIFY(!pictures_alike(as_span(grey), as_span(flat_picture(32, 32, 120, 120, 100))));
    QVERIFY(!pictures_alike(as_span(grey), as_span(numbered_picture(32, 30)))); // a faint ramp
}

void NearDuplicatesTest::picturesOfAnySize() {
    for (const int size : {1, 2, 3, 7, 17, 33}) {
        const Image face = draw_demo_face(3, 1, 64);
        const Image small = fit_image(face, size, Fit::Stretch);
        QVERIFY(pictures_alike(as_span(small), as_span(small)));
        QVERIFY(!pictures_alike(as_span(small), as_span(flat_picture(size, size, 255, 0, 255))));
    }
}

void NearDuplicatesTest::byPixelsAsByConfirm() {
    std::vector<Image> pictures;
    for (int i = 0; i < 40; ++i)
        pictures.push_back(draw_demo_face(4, i, 32));
    for (std::size_t i = 0; i < 40; i += 2)
        pictures.push_back(brighter(pictures[i], 1.04));
    const Hashes hashes(pictures.size(), 1); // that say nothing
    const auto pixels = [&](std::size_t i) { return as_span(pictures[i]); };
    const std::vector<std::int64_t> alike = first_alike(hashes, pixels);
    QCOMPARE(alike, first_alike(hashes, [&](std::size_t a, std::size_t b) {
                 return pictures_alike(pixels(a), pixels(b));
             }));
    for (std::size_t i = 0; i < pictures.size(); ++i)
        QCOMPARE(alike[i], i < 40 ? std::int64_t{-1} : static_cast<std::int64_t>(2 * (i - 40)));
}

WASSERFARBE_TEST(NearDuplicatesTest)

} // namespace wasserfarbe::test::near_duplicates_test

#include "near_duplicates_test.moc"
