#include "model/pictures/decode.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <QPoint>
#include <QSize>
#include <QTemporaryDir>
#include <QTest>

#include "model/dataset/fit_image.h"
#include "tests/support/coded_pictures.h"
#include "tests/support/coded_png.h"
#include "tests/support/coded_tiff.h"
#include "tests/support/coded_webp.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::decode_test {

namespace fs = std::filesystem;

class DecodeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decodes_each_format_data();
    void decodes_each_format();
    void decodes_jpeg_data();
    void decodes_jpeg();
    void orientation_is_applied_once_data();
    void orientation_is_applied_once();
    void jpeg_is_reduced_to_the_side_needed_data();
    void jpeg_is_reduced_to_the_side_needed();
    void reduced_jpeg_looks_the_same();
    void webp_animation_shows_its_first_frame();
    void webp_frame_within_the_canvas();
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

namespace {

/// The picture as it is meant to be seen, pixel by pixel from EXIF's definition.
Image turned(const Image& stored, int orientation) {
    const bool exchanged = orientation >= 5;
    Image upright(exchanged ? stored.height : stored.width, exchanged ? stored.width : stored.height);
    for (int y = 0; y < upright.height; ++y)
        for (int x = 0; x < upright.width; ++x) {
            int column = exchanged ? y : x;
            int row = exchanged ? x : y;
            if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8)
                column = stored.width - 1 - column;
            if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7)
                row = stored.height - 1 - row;
            std::copy_n(stored.row(row) + std::ptrdiff_t{3} * column, 3,
                        upright.row(y) + std::ptrdiff_t{3} * x);
        }
    return upright;
}

ByteVector held_turned(const std::string& ending, int orientation) {
    if (ending == "jpg")
        return with_orientation(sample("jpg"), orientation);
    if (ending == "png")
        return with_png_chunk(sample("png"), "eXIf", exif_block(orientation));
    if (ending == "webp")
        return webp_with_exif(quarters(), exif_block(orientation));
    return make_tiff({tiff_quarters(orientation)});
}

} // namespace

void DecodeTest::orientation_is_applied_once_data() {
    QTest::addColumn<QString>("ending");
    QTest::addColumn<int>("orientation");
    for (const char* ending : {"jpg", "png", "webp", "tif"})
        for (int orientation = 1; orientation <= 8; ++orientation)
            QTest::addRow("%s %d", ending, orientation) << QString(ending) << orientation;
}

void DecodeTest::orientation_is_applied_once() {
    QFETCH(QString, ending);
    QFETCH(int, orientation);
    const Image expected = turned(quarters(), orientation);
    const Image decoded = decode_image(held_turned(ending.toStdString(), orientation));
    if (ending != "jpg") {
        QVERIFY(decoded == expected);
        return;
    }
    QCOMPARE(decoded.width, expected.width);
    QCOMPARE(decoded.height, expected.height);
    for (const int x : {decoded.width / 4, 3 * decoded.width / 4})
        for (const int y : {decoded.height / 4, 3 * decoded.height / 4})
            QVERIFY(is_near(color_at(decoded, x, y), color_at(expected, x, y), 4));
}

void DecodeTest::jpeg_is_reduced_to_the_side_needed_data() {
    QTest::addColumn<QSize>("stored");
    QTest::addColumn<int>("smallest");
    QTest::addColumn<QSize>("decoded");
    QTest::newRow("whole") << QSize(256, 256) << 0 << QSize(256, 256);
    QTest::newRow("half") << QSize(256, 256) << 64 << QSize(128, 128);
    QTest::newRow("a quarter") << QSize(512, 256) << 32 << QSize(128, 64);
    QTest::newRow("an eighth") << QSize(300, 1030) << 16 << QSize(38, 129);
    QTest::newRow("at most an eighth") << QSize(512, 512) << 1 << QSize(64, 64);
    QTest::newRow("just too small") << QSize(253, 253) << 64 << QSize(253, 253);
    QTest::newRow("rounded up") << QSize(255, 255) << 64 << QSize(128, 128);
    QTest::newRow("smaller than needed") << QSize(40, 40) << 64 << QSize(40, 40);
    QTest::newRow("nonsense") << QSize(40, 40) << -7 << QSize(40, 40);
}

void DecodeTest::jpeg_is_reduced_to_the_side_needed() {
    QFETCH(QSize, stored);
    QFETCH(int, smallest);
    QFETCH(QSize, decoded);
    const cv::Mat bgr(stored.height(), stored.width(), CV_8UC3, cv::Scalar(50, 100, 200));
    const ByteVector jpeg = encode(bgr, "jpg");
    const Image image = decode_image(jpeg, {kWhite, smallest});
    QCOMPARE(QSize(image.width, image.height), decoded);
    QVERIFY(is_near(color_at(image, image.width / 2, image.height / 2), {200, 100, 50}, 3));
    const Image turned = decode_image(with_orientation(jpeg, 6), {kWhite, smallest});
    QCOMPARE(QSize(turned.width, turned.height), decoded.transposed());
    const ByteVector png = encode(bgr, "png"); // only a JPEG is cheaper to decode when it is reduced
    QCOMPARE(decode_image(png, {kWhite, smallest}).width, stored.width());
}

void DecodeTest::reduced_jpeg_looks_the_same() {
    constexpr int side = 256;
    constexpr int wanted = 64;
    cv::Mat bgr(side, side, CV_8UC3);
    for (int y = 0; y < side; ++y) // waves of growing frequency, each channel in another direction
        for (int x = 0; x < side; ++x)
            bgr.at<cv::Vec3b>(y, x) = {cv::saturate_cast<std::uint8_t>(128 + 100 * std::sin(x * x / 3000.0)),
                                       cv::saturate_cast<std::uint8_t>(128 + 100 * std::sin(y * y / 3000.0)),
                                       cv::saturate_cast<std::uint8_t>(128 + 100 * std::sin(x * y / 3000.0))};
    const ByteVector jpeg = encode(bgr, "jpg", {cv::IMWRITE_JPEG_QUALITY, 90});
    const Image whole = fit_image(decode_image(jpeg), wanted, Fit::Stretch);
    const Image reduced = fit_image(decode_image(jpeg, {kWhite, wanted}), wanted, Fit::Stretch);
    double sum = 0;
    for (std::size_t i = 0; i < whole.pixels.size(); ++i)
        sum += std::abs(whole.pixels[i] - reduced.pixels[i]);
    const double mean = sum / static_cast<double>(whole.pixels.size());
    QVERIFY2(mean < 1.5, qPrintable(QString::number(mean)));
}

void DecodeTest::webp_animation_shows_its_first_frame() {
    const cv::Mat first(8, 10, CV_8UC3, cv::Scalar(0, 100, 200));
    const cv::Mat second(8, 10, CV_8UC3, cv::Scalar(9, 9, 9));
    QVERIFY(decode_image(animated_webp(10, 8, {{0, 0, first}, {0, 0, second}})) ==
            flat_picture(10, 8, 200, 100, 0));
    QVERIFY(decode_image(animated_webp(10, 8, {{0, 0, first}})) == flat_picture(10, 8, 200, 100, 0));
    QVERIFY(says(decoding_error(animated_webp(10, 8, {})), ErrorKind::Data, "can't be decoded"));
    QVERIFY(says(decoding_error(animated_webp(10, 8, {{2, 0, first}})), ErrorKind::Data, "can't be decoded"));
}

void DecodeTest::webp_frame_within_the_canvas() {
    cv::Mat bgra(2, 2, CV_8UC4, cv::Scalar(0, 100, 200, 255));
    bgra.at<cv::Vec4b>(0, 0) = {0, 100, 200, 51}; // a fifth of it
    const Image decoded =
        decode_image(animated_webp(6, 4, {{2, 0, bgra}}, kWebpAlpha), {Color{10, 20, 30}, 0});
    QCOMPARE(decoded.width, 6);
    QCOMPARE(decoded.height, 4);
    QVERIFY(is_near(color_at(decoded, 2, 0), {48, 36, 24}, 1));
    QCOMPARE(color_at(decoded, 3, 1), (Color{200, 100, 0}));
    for (const QPoint place : {QPoint(0, 0), QPoint(4, 0), QPoint(2, 2), QPoint(5, 3)})
        QCOMPARE(color_at(decoded, place.x(), place.y()), (Color{10, 20, 30}));
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

WASSERFARBE_TEST(DecodeTest)

} // namespace wasserfarbe::test::decode_test

#include "decode_test.moc"
