#include "model/dataset/decode.h"

#include <filesystem>

#include <QTemporaryDir>
#include <QTest>

#include "tests/coded_pictures.h"

using namespace wasserfarbe;
using namespace wasserfarbe::test;
namespace fs = std::filesystem;

class DecodeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decodes_each_format_data();
    void decodes_each_format();
    void decodes_jpeg_data();
    void decodes_jpeg();
    void grey_becomes_rgb();
    void sixteen_bits_become_eight();
    void palette_with_transparency();
    void cmyk_jpeg();
    void transparency_goes_over_white_data();
    void transparency_goes_over_white();
    void tiff_with_straight_alpha();
    void floating_point_tiff_is_refused();
    void exif_turns_a_jpeg_data();
    void exif_turns_a_jpeg();
    void gif_shows_its_first_frame();
    void gif_interlaced();
    void gif_frame_within_the_screen();
    void gif_without_colors_or_frames_is_refused();
    void truncated_is_refused_data();
    void truncated_is_refused();
    void what_is_no_image_is_refused_data();
    void what_is_no_image_is_refused();
    void reads_a_file_of_any_name_data();
    void reads_a_file_of_any_name();
    void errors_name_the_file();
};

void DecodeTest::decodes_each_format_data() {
    QTest::addColumn<QString>("ending");
    for (const char* ending : {"png", "bmp", "webp", "tif", "ppm"})
        QTest::newRow(ending) << QString(ending);
}

void DecodeTest::decodes_each_format() {
    QFETCH(QString, ending);
    QVERIFY(decode_image(encode(quarters(), ending.toStdString())) == quarters());
}

void DecodeTest::decodes_jpeg_data() {
    QTest::addColumn<int>("progressive");
    QTest::newRow("baseline") << 0;
    QTest::newRow("progressive") << 1;
}

void DecodeTest::decodes_jpeg() {
    QFETCH(int, progressive);
    cv::Mat bgr = cv::imdecode(encode(quarters(), "png"), cv::IMREAD_COLOR);
    const Image decoded = decode_image(encode(bgr, "jpg", {cv::IMWRITE_JPEG_PROGRESSIVE, progressive}));
    QCOMPARE(decoded.width, kWidth);
    QCOMPARE(decoded.height, kHeight);
    for (const int x : {kWidth / 4, 3 * kWidth / 4})
        for (const int y : {kHeight / 4, 3 * kHeight / 4})
            QVERIFY(is_near(color_at(decoded, x, y), color_at(quarters(), x, y), 4));
}

void DecodeTest::grey_becomes_rgb() {
    const cv::Mat grey(5, 7, CV_8UC1, cv::Scalar(77));
    for (const char* ending : {"png", "bmp", "tif", "jpg", "pgm"}) {
        const Image decoded = decode_image(encode(grey, ending));
        QVERIFY2(decoded == Image(7, 5, 77), ending);
    }
}

void DecodeTest::sixteen_bits_become_eight() {
    const cv::Mat grey(2, 3, CV_16UC1, cv::Scalar(0x8080));
    QVERIFY(decode_image(encode(grey, "png")) == Image(3, 2, 0x80));
    QVERIFY(decode_image(encode(grey, "tif")) == Image(3, 2, 0x80));
    const cv::Mat bgr(2, 3, CV_16UC3, cv::Scalar(0xFFFF, 0x1111, 0x00FF)); // 0x00FF rounds to 1
    QVERIFY(decode_image(encode(bgr, "png")) == flat_picture(3, 2, 1, 0x11, 0xFF));
}

void DecodeTest::palette_with_transparency() {
    // 2 x 1 pixels, 1 bit: 10 20 30 opaque, 200 100 50 half transparent.
    const Image decoded = decode_image(from_hex(
        "89504e470d0a1a0a0000000d4948445200000002000000010103000000ceecedc900000006504c54450a141ec8643277a0b3"
        "9c"
        "0000000274524e53ff80080fb36a0000000a49444154789c63700000004200412937f4ef0000000049454e44ae426082"));
    QCOMPARE(decoded.width, 2);
    QCOMPARE(color_at(decoded, 0, 0), (Color{10, 20, 30}));
    QCOMPARE(color_at(decoded, 1, 0), (Color{227, 177, 152})); // 128/255 of the colour, 127/255 white
}

void DecodeTest::cmyk_jpeg() {
    // 8 x 8 pixels of pure red, in Adobe's inverted CMYK.
    const Image decoded = decode_image(from_hex("ffd8ffee000e41646f626500640000000000ffdb004300100b0c0e0c0a10"
                                                "0e0d0e1211101318281a181616183123251d283a333d"
                                                "3c3933383740485c4e404457453738506d51575f626768673e4d71797064"
                                                "785c656763ffc000140800080008044311004d110059"
                                                "11004b1100ffc40014000100000000000000000000000000000007ffc400"
                                                "14100100000000000000000000000000000000ffda00"
                                                "0e0443004d0059004b00003f00401f8fc80fffd9"));
    QCOMPARE(decoded.width, 8);
    QVERIFY(is_near(color_at(decoded, 4, 4), {255, 0, 0}, 3));
}

void DecodeTest::transparency_goes_over_white_data() {
    QTest::addColumn<QString>("ending");
    QTest::addColumn<int>("type");
    QTest::newRow("png") << QString("png") << CV_8UC4;
    QTest::newRow("png, 16 bits") << QString("png") << CV_16UC4;
    QTest::newRow("webp") << QString("webp") << CV_8UC4;
}

void DecodeTest::transparency_goes_over_white() {
    QFETCH(QString, ending);
    QFETCH(int, type);
    const double unit = type == CV_16UC4 ? 257.0 : 1.0;
    cv::Mat bgra(1, 3, type);
    const auto put = [&](int x, double opacity) {
        bgra(cv::Rect(x, 0, 1, 1)).setTo(cv::Scalar(0 * unit, 100 * unit, 200 * unit, opacity * unit));
    };
    put(0, 255);
    put(1, 51); // a fifth
    put(2, 0);
    const Image decoded = decode_image(encode(bgra, ending.toStdString(), {cv::IMWRITE_WEBP_QUALITY, 101}));
    QCOMPARE(color_at(decoded, 0, 0), (Color{200, 100, 0}));
    QVERIFY(is_near(color_at(decoded, 1, 0), {244, 224, 204}, 1));
    QCOMPARE(color_at(decoded, 2, 0), (Color{255, 255, 255}));
}

void DecodeTest::tiff_with_straight_alpha() {
    // 2 x 1 pixels of 200 100 0, the second half transparent; the library hands them over premultiplied.
    const Image decoded = decode_image(from_hex(
        "49492a00080000000b0000010400010000000200000001010400010000000100000002010300040000009200000003010300"
        "010000000100000006010300010000000200000011010400010000009a000000150103000100000004000000160104000100"
        "00"
        "00010000001701040001000000080000001c0103000100000001000000520103000100000002000000000000000800080008"
        "000800c86400ffc8640080"));
    QCOMPARE(color_at(decoded, 0, 0), (Color{200, 100, 0}));
    QVERIFY(is_near(color_at(decoded, 1, 0), {227, 177, 127}, 1));
}

void DecodeTest::floating_point_tiff_is_refused() {
    QVERIFY(says(decoding_error(encode(cv::Mat(4, 4, CV_32FC1, cv::Scalar(0.5)), "tif")), ErrorKind::Data,
                 "8 or 16 bit"));
}

void DecodeTest::exif_turns_a_jpeg_data() {
    QTest::addColumn<int>("orientation");
    QTest::addColumn<QPoint>("red"); // a place in the quarter where the red one goes
    QTest::addColumn<bool>("upright");
    QTest::newRow("1 as it is") << 1 << QPoint(4, 4) << false;
    QTest::newRow("2 mirrored") << 2 << QPoint(kWidth - 5, 4) << false;
    QTest::newRow("3 upside down") << 3 << QPoint(kWidth - 5, kHeight - 5) << false;
    QTest::newRow("6 turned right") << 6 << QPoint(kHeight - 5, 4) << true;
    QTest::newRow("8 turned left") << 8 << QPoint(4, kWidth - 5) << true;
}

void DecodeTest::exif_turns_a_jpeg() {
    QFETCH(int, orientation);
    QFETCH(QPoint, red);
    QFETCH(bool, upright);
    const ByteVector jpeg =
        with_orientation(encode(quarters(), "jpg"), static_cast<std::uint8_t>(orientation));
    const Image decoded = decode_image(jpeg);
    QCOMPARE(decoded.width, upright ? kHeight : kWidth);
    QCOMPARE(decoded.height, upright ? kWidth : kHeight);
    QVERIFY(is_near(color_at(decoded, red.x(), red.y()), {200, 30, 40}, 12));
}

void DecodeTest::gif_shows_its_first_frame() {
    const ByteVector gif = make_gif(
        2, 2,
        {{0, 0, 2, 2, {1, 2, 3, 0}, false, 0}, {0, 0, 2, 2, {3, 3, 3, 3}, false, NO_TRANSPARENT_COLOR}});
    const Image decoded = decode_image(gif);
    QCOMPARE(decoded.width, 2);
    QCOMPARE(decoded.height, 2);
    QCOMPARE(color_at(decoded, 0, 0), (Color{200, 0, 0}));
    QCOMPARE(color_at(decoded, 1, 0), (Color{0, 180, 0}));
    QCOMPARE(color_at(decoded, 0, 1), (Color{0, 0, 220}));
    QCOMPARE(color_at(decoded, 1, 1), (Color{255, 255, 255})); // black is the transparent colour here
}

void DecodeTest::gif_interlaced() {
    constexpr int height = 21;
    ByteVector indices;
    for (int y = 0; y < height; ++y)
        indices.insert(indices.end(), 3, static_cast<std::uint8_t>(y % 4));
    const Image whole = decode_image(make_gif(3, height, {{0, 0, 3, height, indices, false}}));
    const Image interlaced = decode_image(make_gif(3, height, {{0, 0, 3, height, indices, true}}));
    QCOMPARE(color_at(whole, 2, 5), (Color{200, 0, 0}));
    QVERIFY(interlaced == whole);
}

void DecodeTest::gif_frame_within_the_screen() {
    // Red, from (2, 1) on, reaching over the screen's right and lower edge.
    const Image decoded = decode_image(make_gif(4, 3, {{2, 1, 5, 6, ByteVector(30, 1)}}));
    QCOMPARE(decoded.width, 4);
    QCOMPARE(decoded.height, 3);
    for (int y = 0; y < 3; ++y)
        for (int x = 0; x < 4; ++x)
            QCOMPARE(color_at(decoded, x, y), x >= 2 && y >= 1 ? (Color{200, 0, 0}) : (Color{255, 255, 255}));
    const Image outside = decode_image(make_gif(4, 3, {{9, 9, 2, 2, ByteVector(4, 1)}}));
    QVERIFY(outside == Image(4, 3, 255));
}

void DecodeTest::gif_without_colors_or_frames_is_refused() {
    QVERIFY(says(decoding_error(make_gif(2, 2, {})), ErrorKind::Data, "no picture"));
    // giflib writes no frame without colours, so the flag that announces them is taken away, and they with
    // it.
    ByteVector gif = make_gif(2, 2, {{0, 0, 2, 2, {1, 2, 3, 0}}});
    gif[10] = static_cast<std::uint8_t>(gif[10] & 0x7F);
    gif.erase(gif.begin() + 13, gif.begin() + 13 + 12);
    QVERIFY(says(decoding_error(gif), ErrorKind::Data, "no colour table"));
}

void DecodeTest::truncated_is_refused_data() {
    add_formats();
}

void DecodeTest::truncated_is_refused() {
    QFETCH(QString, ending);
    const ByteVector bytes = sample(ending.toStdString());
    for (const double part : {0.3, 0.5, 0.8}) {
        const auto length = static_cast<std::ptrdiff_t>(static_cast<double>(bytes.size()) * part);
        const std::optional<Error> error = decoding_error(ByteVector(bytes.begin(), bytes.begin() + length));
        QVERIFY2(error, qPrintable(QString::number(part)));
        QVERIFY(error->kind() == ErrorKind::Data);
    }
}

void DecodeTest::what_is_no_image_is_refused_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("words");
    QTest::newRow("nothing") << QByteArray() << QString("empty");
    QTest::newRow("text") << QByteArray("My holiday pictures") << QString("not an image");
    QTest::newRow("one byte") << QByteArray("P") << QString("not an image");
    QTest::newRow("pdf") << QByteArray("%PDF-1.7\n") << QString("not an image");
    QTest::newRow("sound") << QByteArray("RIFF\x10\0\0\0WAVEfmt ", 16) << QString("not an image");
    QTest::newRow("magic alone") << QByteArray("\x89PNG\r\n\x1A\n") << QString("header");
}

void DecodeTest::what_is_no_image_is_refused() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, words);
    QVERIFY(
        says(decoding_error(ByteVector(bytes.begin(), bytes.end())), ErrorKind::Data, words.toStdString()));
}

void DecodeTest::reads_a_file_of_any_name_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("plain") << QByteArray("a.png");
    QTest::newRow("another ending") << QByteArray("a.jpg");
    QTest::newRow("not ASCII") << QByteArray("Gr\xC3\xBC\xC3\x9F"
                                             "e \xE7\xB5\xB5.png");
    QTest::newRow("not UTF-8") << QByteArray("\xFF\xFE.png");
    QTest::newRow("with a new line") << QByteArray("a\nb.png");
}

void DecodeTest::reads_a_file_of_any_name() {
    QFETCH(QByteArray, name);
    const QTemporaryDir folder;
    const fs::path path = fs::path(folder.path().toStdString()) / name.toStdString();
    write_bytes(path, sample("png"));
    QVERIFY(decode_image_file(path) == quarters());
    fs::remove(path); // Qt does not remove what has no name in Unicode
}

void DecodeTest::errors_name_the_file() {
    const QTemporaryDir temporary;
    const fs::path folder = temporary.path().toStdString();
    const fs::path missing = folder / "missing.png";
    const std::optional<Error> no_file = error_of([&] { decode_image_file(missing); });
    QVERIFY(says(no_file, ErrorKind::Data, "can't be read"));
    QVERIFY(no_file->path() == missing);
    const std::optional<Error> no_ordinary = error_of([&] { decode_image_file(folder); });
    QVERIFY(says(no_ordinary, ErrorKind::Data, "not an ordinary file"));
    write_bytes(missing, ByteVector(20, 'x'));
    const std::optional<Error> no_image = error_of([&] { decode_image_file(missing); });
    QVERIFY(says(no_image, ErrorKind::Data, "not an image"));
    QVERIFY(no_image->path() == missing);
}

QTEST_GUILESS_MAIN(DecodeTest)
#include "decode_test.moc"
