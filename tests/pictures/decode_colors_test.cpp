#include "model/pictures/decode.h"

#include <array>
#include <cstdlib>

#include <QByteArray>
#include <QElapsedTimer>
#include <QTest>

#include "tests/support/coded_inks.h"
#include "tests/support/coded_pictures.h"
#include "tests/support/coded_png.h"
#include "tests/support/coded_tiff.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::decode_colors_test {

/// Every way to store a colour becomes 8-bit RGB.
class DecodeColorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void grey_becomes_rgb();
    void sixteen_bits_become_eight();
    void palette_with_transparency();
    void png_with_a_transparent_color_data();
    void png_with_a_transparent_color();
    void png_is_read_without_its_texts();
    void transparency_goes_over_the_color_data();
    void transparency_goes_over_the_color();
    void opaque_bmp_of_32_bits();
    void inks_without_a_profile_data();
    void inks_without_a_profile();
    void inks_by_their_profile_data();
    void inks_by_their_profile();
    void a_profile_that_is_no_use_is_passed_over_data();
    void a_profile_that_is_no_use_is_passed_over();
    void inks_are_reduced_as_well();
    void tiff_of_many_kinds_data();
    void tiff_of_many_kinds();
    void tiff_that_is_refused();
    void pnm_brightness_is_scaled_data();
    void pnm_brightness_is_scaled();
};

namespace {

/// 16-bit numbers as bytes, the lowest first.
ByteVector words(const std::vector<std::uint32_t>& numbers) {
    ByteVector bytes;
    for (const std::uint32_t number : numbers)
        append_little(bytes, number, 2);
    return bytes;
}

constexpr Color kBehind{10, 60, 110};

} // namespace

void DecodeColorsTest::grey_becomes_rgb() {
    const cv::Mat grey(5, 7, CV_8UC1, cv::Scalar(77));
    for (const char* ending : {"png", "bmp", "tif", "jpg", "pgm"}) {
        const Image decoded = decode_image(encode(grey, ending));
        QVERIFY2(decoded == Image(7, 5, 77), ending);
    }
}

void DecodeColorsTest::sixteen_bits_become_eight() {
    const cv::Mat grey(2, 3, CV_16UC1, cv::Scalar(0x8080));
    QVERIFY(decode_image(encode(grey, "png")) == Image(3, 2, 0x80));
    QVERIFY(decode_image(encode(grey, "tif")) == Image(3, 2, 0x80));
    const cv::Mat bgr(2, 3, CV_16UC3, cv::Scalar(0xFFFF, 0x1111, 0x00FF)); // 0x00FF rounds to 1
    QVERIFY(decode_image(encode(bgr, "png")) == flat_picture(3, 2, 1, 0x11, 0xFF));
}

void DecodeColorsTest::palette_with_transparency() {
    // 2 x 1 pixels, 1 bit: 10 20 30 opaque, 200 100 50 half transparent.
    const Image decoded = decode_image(from_hex(
        "89504e470d0a1a0a0000000d4948445200000002000000010103000000ceecedc900000006504c54450a141ec8643277a0b3"
        "9c"
        "0000000274524e53ff80080fb36a0000000a49444154789c63700000004200412937f4ef0000000049454e44ae426082"));
    QCOMPARE(decoded.width, 2);
    QCOMPARE(color_at(decoded, 0, 0), (Color{10, 20, 30}));
    QCOMPARE(color_at(decoded, 1, 0), (Color{227, 177, 152})); // 128/255 of the colour, 127/255 white
}

void DecodeColorsTest::png_with_a_transparent_color_data() {
    QTest::addColumn<ByteVector>("bytes"); // 2 x 1 pixels, the first transparent
    QTest::addColumn<Color>("second");
    const auto add = [](const char* name, int depth, PngColors colors, const ByteVector& row,
                        const ByteVector& transparent, Color second) {
        QTest::newRow(name) << make_png(2, 1, depth, colors, row, png_chunk("tRNS", transparent)) << second;
    };
    add("grey", 8, PngColors::Grey, {10, 200}, {0, 10}, {200, 200, 200});
    add("grey, 1 bit", 1, PngColors::Grey, {0x80}, {0, 1}, kBlack);
    add("grey, 4 bits", 4, PngColors::Grey, {0x3C}, {0, 3}, {0xCC, 0xCC, 0xCC});
    add("grey, 16 bits", 16, PngColors::Grey, {1, 2, 1, 3}, {1, 2}, {1, 1, 1});
    add("colour", 8, PngColors::Rgb, {1, 2, 3, 4, 5, 6}, {0, 1, 0, 2, 0, 3}, {4, 5, 6});
}

void DecodeColorsTest::png_with_a_transparent_color() {
    QFETCH(ByteVector, bytes);
    QFETCH(Color, second);
    const Image decoded = decode_image(bytes, {kBehind, 0});
    QCOMPARE(color_at(decoded, 0, 0), kBehind);
    QCOMPARE(color_at(decoded, 1, 0), second);
}

void DecodeColorsTest::png_is_read_without_its_texts() {
    // 200 texts of 8 million letters each, packed: 3 GB and 10 s for who unpacks them.
    const QByteArray packed = qCompress(QByteArray(7'900'000, 'a'), 9).mid(4);
    ByteVector text = bytes_of(std::string_view("key\0\0", 5));
    text.insert(text.end(), packed.begin(), packed.end());
    const ByteVector chunk = png_chunk("zTXt", text);
    ByteVector texts;
    for (int i = 0; i < 200; ++i)
        append(texts, chunk);
    const ByteVector bytes = make_png(2, 1, 8, PngColors::Rgb, {1, 2, 3, 4, 5, 6}, texts);
    QElapsedTimer timer;
    timer.start();
    const Image decoded = decode_image(bytes);
    QVERIFY(timer.elapsed() < 2000);
    QCOMPARE(color_at(decoded, 1, 0), (Color{4, 5, 6}));
}

void DecodeColorsTest::transparency_goes_over_the_color_data() {
    // Three pixels of 200 100 0: opaque, a fifth of it, transparent.
    QTest::addColumn<ByteVector>("bytes");
    const auto coded = [](const char* ending, int type) {
        const double unit = type == CV_16UC4 ? 257.0 : 1.0;
        cv::Mat bgra(1, 3, type);
        const std::array<double, 3> opacity = {255, 51, 0};
        for (int x = 0; x < 3; ++x)
            bgra(cv::Rect(x, 0, 1, 1))
                .setTo(cv::Scalar(0, 100 * unit, 200 * unit, opacity[static_cast<std::size_t>(x)] * unit));
        return encode(bgra, ending, {cv::IMWRITE_WEBP_QUALITY, 101});
    };
    QTest::newRow("png") << coded("png", CV_8UC4);
    QTest::newRow("png, 16 bits") << coded("png", CV_16UC4);
    QTest::newRow("webp") << coded("webp", CV_8UC4);
    const ByteVector straight = {200, 100, 0, 255, 200, 100, 0, 51, 200, 100, 0, 0};
    const ByteVector multiplied = {200, 100, 0, 255, 40, 20, 0, 51, 0, 0, 0, 0};
    const auto tiff = [](const ByteVector& pixels, int extra) {
        return make_tiff({{3, 1, 4, 8, 2, pixels, {{338, {extra}}}}});
    };
    QTest::newRow("tiff") << tiff(straight, 2);
    QTest::newRow("tiff, multiplied") << tiff(multiplied, 1);
    const auto wide = [](const ByteVector& bytes) {
        std::vector<std::uint32_t> numbers;
        for (const std::uint8_t byte : bytes)
            numbers.push_back(257U * byte);
        return words(numbers);
    };
    QTest::newRow("tiff, 16 bits") << make_tiff({{3, 1, 4, 16, 2, wide(straight), {{338, {2}}}}});
    QTest::newRow("tiff, 16 bits, multiplied")
        << make_tiff({{3, 1, 4, 16, 2, wide(multiplied), {{338, {1}}}}});
    // Version 5 of the header, with masks for red, green, blue and opacity.
    ByteVector bmp = bytes_of("BM");
    append_little(bmp, 14 + 124 + 12, 4);
    append_little(bmp, 0, 4);
    append_little(bmp, 14 + 124, 4);
    for (const std::uint32_t number : {124U, 3U, 1U})
        append_little(bmp, number, 4);
    append_little(bmp, 1, 2);
    append_little(bmp, 32, 2);
    for (const std::uint32_t number :
         {3U, 12U, 0U, 0U, 0U, 0U, 0x00FF0000U, 0x0000FF00U, 0x000000FFU, 0xFF000000U})
        append_little(bmp, number, 4);
    bmp.resize(14 + 124);
    append(bmp, {0, 100, 200, 255, 0, 100, 200, 51, 0, 100, 200, 0});
    QTest::newRow("bmp") << bmp;
}

void DecodeColorsTest::transparency_goes_over_the_color() {
    QFETCH(ByteVector, bytes);
    const Image white = decode_image(bytes);
    QCOMPARE(color_at(white, 0, 0), (Color{200, 100, 0}));
    QVERIFY(is_near(color_at(white, 1, 0), {244, 224, 204}, 1));
    QCOMPARE(color_at(white, 2, 0), kWhite);
    const Image colored = decode_image(bytes, {kBehind, 0});
    QCOMPARE(color_at(colored, 0, 0), (Color{200, 100, 0}));
    QVERIFY(is_near(color_at(colored, 1, 0), {48, 68, 88}, 1));
    QCOMPARE(color_at(colored, 2, 0), kBehind);
}

void DecodeColorsTest::opaque_bmp_of_32_bits() {
    // The fourth byte means nothing without a mask for it.
    ByteVector bmp = bytes_of("BM");
    append_little(bmp, 58, 4);
    append_little(bmp, 0, 4);
    append_little(bmp, 54, 4);
    for (const std::uint32_t number : {40U, 1U, 1U})
        append_little(bmp, number, 4);
    append_little(bmp, 1, 2);
    append_little(bmp, 32, 2);
    for (const std::uint32_t number : {0U, 4U, 0U, 0U, 0U, 0U})
        append_little(bmp, number, 4);
    append(bmp, {3, 2, 1, 0});
    QVERIFY(decode_image(bmp, {kBehind, 0}) == flat_picture(1, 1, 1, 2, 3));
}

void DecodeColorsTest::inks_without_a_profile_data() {
    QTest::addColumn<ByteVector>("bytes");
    QTest::addColumn<int>("tolerance");
    const Inks inks = {255, 51, 0, 51}; // full cyan, a fifth of magenta and black: 0, 0.8 * 0.8, 0.8
    ByteVector pixels;
    for (int i = 0; i < 64; ++i)
        pixels.insert(pixels.end(), inks.begin(), inks.end());
    QTest::newRow("jpeg") << cmyk_jpeg(8, 8, inks) << 2;
    QTest::newRow("tiff") << make_tiff({{8, 8, 4, 8, 5, pixels}}) << 1;
    ByteVector five;
    for (int i = 0; i < 64; ++i) {
        five.insert(five.end(), inks.begin(), inks.end());
        five.push_back(7);
    }
    QTest::newRow("tiff with a fifth channel") << make_tiff({{8, 8, 5, 8, 5, five, {{338, {0}}}}}) << 1;
    std::vector<std::uint32_t> numbers;
    for (const std::uint8_t ink : pixels)
        numbers.push_back(257U * ink);
    QTest::newRow("tiff, 16 bits") << make_tiff({{8, 8, 4, 16, 5, words(numbers)}}) << 1;
}

void DecodeColorsTest::inks_without_a_profile() {
    QFETCH(ByteVector, bytes);
    QFETCH(int, tolerance);
    const Image decoded = decode_image(bytes);
    QCOMPARE(decoded.width, 8);
    QCOMPARE(decoded.height, 8);
    QVERIFY(is_near(color_at(decoded, 4, 4), {0, 163, 204}, tolerance));
}

void DecodeColorsTest::inks_by_their_profile_data() {
    QTest::addColumn<ByteVector>("bytes");
    const ByteVector profile = exchanged_ink_profile();
    QTest::newRow("jpeg") << cmyk_jpeg(8, 8, {255, 0, 0, 0}, profile);
    ByteVector pixels;
    for (int i = 0; i < 64; ++i)
        append(pixels, {255, 0, 0, 0});
    QTest::newRow("tiff") << make_tiff({{8, 8, 4, 8, 5, pixels, {}, profile}});
}

void DecodeColorsTest::inks_by_their_profile() {
    QFETCH(ByteVector, bytes);
    const Image decoded = decode_image(bytes);
    QCOMPARE(decoded.width, 8);
    const Color color = color_at(decoded, 4, 4);
    QVERIFY2(is_near(color, {255, 255, 0}, 4), qPrintable(QString::fromStdString(color_text(color))));
}

void DecodeColorsTest::a_profile_that_is_no_use_is_passed_over_data() {
    QTest::addColumn<ByteVector>("profile");
    const ByteVector profile = exchanged_ink_profile();
    ByteVector cut = profile;
    cut.resize(profile.size() / 2);
    QTest::newRow("cut") << cut;
    QTest::newRow("rubbish") << bytes_of("no profile at all");
    ByteVector of_light = profile;
    std::copy_n("RGB ", 4, of_light.begin() + 16);
    QTest::newRow("of light") << of_light;
    ByteVector empty = profile;
    std::fill(empty.begin() + 128, empty.end(), std::uint8_t{0});
    QTest::newRow("without tags") << empty;
}

void DecodeColorsTest::a_profile_that_is_no_use_is_passed_over() {
    QFETCH(ByteVector, profile);
    const Image decoded = decode_image(cmyk_jpeg(8, 8, {255, 0, 0, 0}, profile));
    QVERIFY(is_near(color_at(decoded, 4, 4), {0, 255, 255}, 2));
}

void DecodeColorsTest::inks_are_reduced_as_well() {
    const Image decoded = decode_image(cmyk_jpeg(130, 65, {0, 255, 0, 0}), {kWhite, 8});
    QCOMPARE(decoded.width, 33);
    QCOMPARE(decoded.height, 17);
    QVERIFY(is_near(color_at(decoded, 32, 16), {255, 0, 255}, 2));
}

void DecodeColorsTest::tiff_of_many_kinds_data() {
    QTest::addColumn<ByteVector>("bytes"); // 2 x 1 pixels
    QTest::addColumn<ByteVector>("expected");
    const auto add = [](const char* name, const TiffPicture& picture, const ByteVector& expected) {
        QTest::newRow(name) << make_tiff({picture}) << expected;
    };
    const auto greys = [](std::uint8_t a, std::uint8_t b) { return ByteVector{a, a, a, b, b, b}; };
    add("grey", {2, 1, 1, 8, 1, {10, 200}}, greys(10, 200));
    add("grey, 0 is white", {2, 1, 1, 8, 0, {10, 200}}, greys(245, 55));
    add("grey, 16 bits", {2, 1, 1, 16, 1, words({0x8080, 0x00FF})}, greys(0x80, 1));
    add("grey, 16 bits, 0 is white", {2, 1, 1, 16, 0, words({0x8080, 0x00FF})}, greys(0x7F, 0xFE));
    add("grey, 4 bits", {2, 1, 1, 4, 1, {0x3C}}, greys(0x33, 0xCC));
    add("black and white", {2, 1, 1, 1, 1, {0x40}}, greys(0, 255));
    add("grey and opacity", {2, 1, 2, 8, 1, {200, 51, 200, 0}, {{338, {2}}}}, {48, 88, 128, 10, 60, 110});
    add("grey and opacity, 16 bits", {2, 1, 2, 16, 1, words({51400, 13107, 51400, 0}), {{338, {2}}}},
        {48, 88, 128, 10, 60, 110});
    add("grey and something", {2, 1, 2, 8, 1, {10, 51, 200, 0}, {{338, {0}}}}, greys(10, 200));
    add("16 bits", {2, 1, 3, 16, 2, words({257, 514, 771, 1028, 1285, 1542})}, {1, 2, 3, 4, 5, 6});
    std::vector<int> table(768);
    table[10] = 1 * 257; // red, green and blue of 10, and of 200
    table[256 + 10] = 2 * 257;
    table[512 + 10] = 3 * 257;
    table[200] = 4 * 257;
    table[256 + 200] = 5 * 257;
    table[512 + 200] = 6 * 257;
    add("palette", {2, 1, 1, 8, 3, {10, 200}, {{320, table}}}, {1, 2, 3, 4, 5, 6});
    const std::vector<int> two = {0xFFFF, 0x8080, 0, 0x2020, 0x1010, 0xFFFF};
    add("palette, 1 bit", {2, 1, 1, 1, 3, {0x40}, {{320, two}}}, {255, 0, 16, 128, 32, 255});
}

void DecodeColorsTest::tiff_of_many_kinds() {
    QFETCH(ByteVector, bytes);
    QFETCH(ByteVector, expected);
    const Image decoded = decode_image(bytes, {kBehind, 0});
    QCOMPARE(decoded.width, 2);
    QCOMPARE(decoded.height, 1);
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY2(std::abs(decoded.pixels.at(i) - expected[i]) <= 1,
                 qPrintable(QString("%1: %2").arg(i).arg(decoded.pixels[i])));
}

void DecodeColorsTest::tiff_that_is_refused() {
    QVERIFY(says(decoding_error(encode(cv::Mat(4, 4, CV_32FC1, cv::Scalar(0.5)), "tif")), ErrorKind::Data,
                 "8 or 16 bit"));
    QVERIFY(says(decoding_error(make_tiff({{2, 1, 1, 12, 1, {1, 2, 3}}})), ErrorKind::Data, "8 or 16 bit"));
    QVERIFY(says(decoding_error(make_tiff({{2, 1, 1, 8, 1, {1, 2}, {{339, {2}}}}})), ErrorKind::Data,
                 "8 or 16 bit")); // with a sign
    QVERIFY(says(decoding_error(make_tiff({{2, 1, 1, 8, 1, {1, 2}, {{259, {9}}}}})), ErrorKind::Data,
                 "can't be decoded")); // an unknown compression
}

void DecodeColorsTest::pnm_brightness_is_scaled_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("red"); // of each pixel
    QTest::newRow("bits as text") << QByteArray("P1 # two rows\n2 2\n10\n0 1")
                                  << QByteArray("\0\xFF\xFF\0", 4);
    QTest::newRow("bits") << QByteArray("P4 3 1 \xA0") << QByteArray("\0\xFF\0", 3);
    QTest::newRow("greys as text") << QByteArray("P2 3 1 15\n0 # none\n15 3") << QByteArray("\0\xFF\x33", 3);
    QTest::newRow("greys") << QByteArray("P5 2 1 15\n\x0F\x03", 12) << QByteArray("\xFF\x33");
    QTest::newRow("above what is full") << QByteArray("P5 1 1 15\n\x80") << QByteArray("\xFF");
    QTest::newRow("greys of 2 bytes")
        << QByteArray("P5 2 1 1000\n\x03\xE8\x01\xF4", 16) << QByteArray("\xFF\x80");
    QTest::newRow("colours as text") << QByteArray("P3 1 1 65535\n32896 0 65535\n") << QByteArray("\x80");
    QTest::newRow("colours") << QByteArray("P6 1 1 255\n\x80\x00\x07", 14) << QByteArray("\x80");
    QTest::newRow("colours of 2 bytes")
        << QByteArray("P6 1 1 65535\n\x80\x80\x12\x34\xFF\xFF", 19) << QByteArray("\x80");
}

void DecodeColorsTest::pnm_brightness_is_scaled() {
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, red);
    const Image decoded = decode_image(ByteVector(bytes.begin(), bytes.end()));
    QCOMPARE(decoded.width * decoded.height, static_cast<int>(red.size()));
    for (qsizetype i = 0; i < red.size(); ++i)
        QCOMPARE(decoded.pixels.at(static_cast<std::size_t>(3 * i)), static_cast<std::uint8_t>(red[i]));
}

WASSERFARBE_TEST(DecodeColorsTest)

} // namespace wasserfarbe::test::decode_colors_test

#include "decode_colors_test.moc"
