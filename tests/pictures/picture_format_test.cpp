#include "model/pictures/formats/picture_format.h"

#include <algorithm>
#include <set>

#include <QTest>

#include "tests/support/coded_pictures.h"
#include "tests/support/coded_png.h"
#include "tests/support/coded_tiff.h"
#include "tests/support/coded_webp.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::picture_format_test {

std::optional<ImageSize> size_of(const ByteVector& bytes) {
    return open_picture(bytes).size;
}

ImageTraits traits_of(const ByteVector& bytes) {
    return open_picture(bytes).traits;
}

bool is_truncated(const ByteVector& bytes) {
    return open_picture(bytes).truncated;
}

class PictureFormatTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void each_format_is_listed_once();
    void format_by_the_first_bytes();
    void header_tells_the_size_data();
    void header_tells_the_size();
    void header_in_odd_forms();
    void headers_cut_short_tell_nothing_data();
    void headers_cut_short_tell_nothing();
    void thumbnail_does_not_hide_truncation();
    void size_bomb_is_refused_before_decoding_data();
    void size_bomb_is_refused_before_decoding();
    void limits();
    void traits_of_a_plain_picture_data();
    void traits_of_a_plain_picture();
    void traits_by_the_header_alone();
    void circles_come_to_an_end();
    void whole_pictures_are_not_truncated_data();
    void whole_pictures_are_not_truncated();
    void truncated_without_decoding();
};

void PictureFormatTest::each_format_is_listed_once() {
    std::set<std::string_view> names;
    std::set<std::string_view> endings;
    std::size_t all_endings = 0;
    for (std::size_t i = 0; i < kImageFormatCount; ++i) {
        const auto id = static_cast<ImageFormat>(i);
        QCOMPARE(std::ranges::count(picture_formats(), id, &PictureFormat::id), 1);
        const PictureFormat& format = picture_format(id);
        QVERIFY(format.id == id);
        names.insert(format.name);
        all_endings += format.endings.size();
        for (const PictureEnding& ending : format.endings) {
            endings.insert(ending.text);
            QCOMPARE(picture_format_of_ending(ending.text), &format);
        }
        QVERIFY(std::ranges::any_of(format.endings, &PictureEnding::searched_for));
    }
    QCOMPARE(picture_formats().size(), kImageFormatCount);
    QCOMPARE(names.size(), kImageFormatCount);
    QCOMPARE(endings.size(), all_endings);
    QVERIFY(!picture_format_of_ending("") && !picture_format_of_ending(".txt"));
}

void PictureFormatTest::format_by_the_first_bytes() {
    for (const PictureFormat* format : picture_formats())
        for (const PictureEnding& ending : format->endings)
            if (ending.searched_for)
                QCOMPARE(detect_picture_format(sample(std::string(ending.text.substr(1)))), format);
    QVERIFY(!detect_picture_format({}) && !detect_picture_format(bytes_of("P7 1 1")));
}

void PictureFormatTest::header_tells_the_size_data() {
    add_formats();
}

void PictureFormatTest::header_tells_the_size() {
    QFETCH(QString, ending);
    const std::optional<ImageSize> size = size_of(sample(ending.toStdString()));
    QVERIFY(size.has_value());
    QCOMPARE(size->width, kWidth);
    QCOMPARE(size->height, kHeight);
}

void PictureFormatTest::header_in_odd_forms() {
    const auto text = [](std::string_view words) { return size_of(ByteVector(words.begin(), words.end())); };
    QVERIFY(text("P5 # made by hand\n# and again\r 12\n34 255\n") == (ImageSize{12, 34}));
    QVERIFY(!text("P5 12 x34 255\n"));
    QVERIFY(!text("P5 99999999999999999999 3 255\n"));
    QVERIFY(!text("P5 12"));
    QVERIFY(!text("P7 12 34"));
    // Lossy and extended WebP, which OpenCV does not write when asked for lossless.
    QVERIFY(size_of(encode(cv::Mat(20, 30, CV_8UC3, cv::Scalar(1, 2, 3)), "webp",
                           {cv::IMWRITE_WEBP_QUALITY, 50})) == (ImageSize{30, 20}));
    QVERIFY(size_of(from_hex("524946461600000057454250565038580a0000001000000007010003020000")) ==
            (ImageSize{0x108, 0x204}));
    // BMP from the top, and OS/2's.
    QVERIFY(size_of(from_hex("424d000000000000000036000000280000000a000000fbffffff")) == (ImageSize{10, 5}));
    QVERIFY(size_of(from_hex("424d00000000000000001a0000000c0000000a000500")) == (ImageSize{10, 5}));
    // TIFF, big endian, with a short and a long, and with the width given twice.
    QVERIFY(
        size_of(from_hex("4d4d002a00000008000201000003000000010007000001010004000000010000000900000000")) ==
        (ImageSize{7, 9}));
    QVERIFY(size_of(from_hex("4d4d002a0000000800030100000300000001000700000100000300000001f0000000"
                             "01010004000000010000000900000000")) == (ImageSize{0xF000, 9}));
}

void PictureFormatTest::headers_cut_short_tell_nothing_data() {
    add_formats();
}

void PictureFormatTest::headers_cut_short_tell_nothing() {
    QFETCH(QString, ending);
    const ByteVector bytes = sample(ending.toStdString());
    std::size_t told_from = 0;
    for (std::size_t length = 0; length <= bytes.size(); ++length) {
        // A copy of exactly that length, so that AddressSanitizer sees a read behind it.
        const ByteVector cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
        const std::optional<ImageSize> size = size_of(cut);
        if (size && told_from == 0)
            told_from = length;
    }
    QVERIFY(told_from >= 9);
    QVERIFY(decoding_error(ByteVector(bytes.begin(), bytes.begin() + 9)));
}

void PictureFormatTest::thumbnail_does_not_hide_truncation() {
    const ByteVector thumbnail = encode(Image(8, 8, 50), "jpg");
    const ByteVector whole = with_segment(encode(quarters(), "jpg"), 0xE1, thumbnail);
    QCOMPARE(decode_image(whole).width, kWidth);
    ByteVector cut = whole;
    cut.resize(cut.size() - 2);
    QVERIFY(says(decoding_error(cut), ErrorKind::Data, "truncated"));
    cut.push_back(0xFF); // half a marker
    QVERIFY(says(decoding_error(cut), ErrorKind::Data, "truncated"));

    const cv::Mat noise(64, 64, CV_8UC3);
    cv::theRNG().state = 1;
    cv::randu(noise, 0, 255);
    ByteVector progressive =
        encode(noise, "jpg", {cv::IMWRITE_JPEG_PROGRESSIVE, 1, cv::IMWRITE_JPEG_RST_INTERVAL, 2});
    QVERIFY(!is_truncated(progressive));
    progressive.insert(progressive.end(), 100, 0); // padding behind the end is common
    QVERIFY(!is_truncated(progressive));
    progressive.resize(progressive.size() - 102);
    QVERIFY(is_truncated(progressive));
}

void PictureFormatTest::size_bomb_is_refused_before_decoding_data() {
    QTest::addColumn<QByteArray>("bytes");
    const auto add = [](const char* name, const ByteVector& bytes) {
        QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(bytes.data()),
                                          static_cast<qsizetype>(bytes.size()));
    };
    ByteVector png = sample("png");
    put_big32(png, 16, 65000);
    put_big32(png, 20, 65000);
    add("png", png);
    ByteVector jpeg = sample("jpg");
    for (std::size_t i = 0; i < 4; ++i)
        jpeg.at(jpeg_frame(jpeg) + i) = 0xF0;
    add("jpeg", jpeg);
    ByteVector bmp = sample("bmp");
    put_little(bmp, 18, 4, 60000);
    put_little(bmp, 22, 4, static_cast<std::uint32_t>(-60000));
    add("bmp", bmp);
    ByteVector gif = sample("gif");
    put_little(gif, 6, 4, 0xFFFFFFFF);
    add("gif", gif);
    add("webp", from_hex("524946461600000057454250565038580a00000000000000ffff00ffff000000"));
    const std::string ppm = "P6\n70000 3\n255\n";
    add("ppm", ByteVector(ppm.begin(), ppm.end()));
    add("tiff", from_hex("4d4d002a000000080002010000030000000"
                         "1f000000001010004000000010001000000000000"));
}

void PictureFormatTest::size_bomb_is_refused_before_decoding() {
    QFETCH(QByteArray, bytes);
    QVERIFY(says(decoding_error(ByteVector(bytes.begin(), bytes.end())), ErrorKind::Data, "too large"));
}

void PictureFormatTest::limits() {
    QVERIFY(is_decodable({1, 1}));
    QVERIFY(is_decodable({16384, 16384}));
    QVERIFY(!is_decodable({16384, 16385}));
    QVERIFY(is_decodable({kMaxImageSide, 4096}));
    QVERIFY(!is_decodable({kMaxImageSide + 1, 1}));
    QVERIFY(!is_decodable({1, kMaxImageSide + 1}));
    QVERIFY(!is_decodable({0, 5}));
    QVERIFY(!is_decodable({5, -5}));
    ByteVector png = sample("png");
    put_big32(png, 16, 0);
    QVERIFY(says(decoding_error(png), ErrorKind::Data, "damaged"));
}

void PictureFormatTest::traits_of_a_plain_picture_data() {
    add_formats();
}

void PictureFormatTest::traits_of_a_plain_picture() {
    QFETCH(QString, ending);
    ImageTraits plain;
    plain.palette = ending == "gif";
    QVERIFY(traits_of(sample(ending.toStdString())) == plain);
    QVERIFY(traits_of({}) == ImageTraits{});
    QVERIFY(traits_of(bytes_of("text")) == ImageTraits{});
}

void PictureFormatTest::traits_by_the_header_alone() {
    // Nothing but the header is there, so nothing else can have been looked at.
    const auto png = [](int depth, PngColors colors) {
        ByteVector bytes = make_png(1, 1, depth, colors, {0});
        bytes.resize(33);
        return traits_of(bytes);
    };
    QVERIFY(png(8, PngColors::Grey).grey);
    QVERIFY(png(8, PngColors::Palette).palette && !png(8, PngColors::Palette).grey);
    QVERIFY(png(16, PngColors::Rgb).sixteen_bit && !png(8, PngColors::Rgb).sixteen_bit);
    QVERIFY(png(8, PngColors::GreyAlpha).grey && png(8, PngColors::GreyAlpha).alpha);
    QVERIFY(png(8, PngColors::Rgba).alpha && !png(8, PngColors::Rgb).alpha);
    QVERIFY(traits_of(webp_file(webp_header(9, 9, kWebpAlpha))).alpha);
    QVERIFY(!traits_of(webp_file(webp_header(9, 9, kWebpAnimation))).animated); // no frames yet
    const ImageTraits pnm = traits_of(bytes_of("P5 1 1 256\n"));
    QVERIFY(pnm.grey && pnm.sixteen_bit);
    QVERIFY(!traits_of(bytes_of("P6 1 1 255\n")).grey);
    QVERIFY(traits_of(encode(cv::Mat(4, 4, CV_8UC1, cv::Scalar(1)), "bmp")).palette);
}

void PictureFormatTest::circles_come_to_an_end() {
    ByteVector tiff = make_tiff({tiff_quarters(), tiff_quarters()});
    const std::optional<ImageTraits> sound = traits_of(tiff);
    QVERIFY(sound->animated);
    // The first directory names itself as the next, and says that it is a thumbnail.
    TiffPicture thumbnail = tiff_quarters();
    thumbnail.more_tags[254] = {1};
    ByteVector circle = make_tiff({thumbnail});
    const std::size_t entries = circle[8];
    put_little(circle, 10 + 12 * entries, 4, 8);
    QVERIFY(!traits_of(circle).animated);
    QVERIFY(size_of(circle) == (ImageSize{kWidth, kHeight}));
    // A directory that claims more entries than there are bytes, and values beyond the end.
    put_little(circle, 8, 2, 0xFFFF);
    QVERIFY(!size_of(circle));
    QVERIFY(traits_of(circle) == ImageTraits{});
    // Chunks of no length, and one that reaches beyond the end.
    ByteVector png = sample("png");
    for (int i = 0; i < 100'000; ++i)
        append(png, ByteVector(12));
    QVERIFY(traits_of(png) == ImageTraits{});
    QVERIFY(traits_of(with_png_chunk(sample("png"), "eXIf", {})) == ImageTraits{});
    put_big32(png, 8, 0xFFFFFFFF);
    QVERIFY(is_truncated(png));
}

void PictureFormatTest::whole_pictures_are_not_truncated_data() {
    QTest::addColumn<ByteVector>("bytes");
    for (const char* ending : {"png", "jpg", "bmp", "webp", "tif", "ppm", "gif"})
        QTest::newRow(ending) << sample(ending);
    QTest::newRow("animated webp") << animated_webp(8, 8, {{0, 0, cv::Mat(8, 8, CV_8UC3, cv::Scalar(1))}});
    QTest::newRow("bits") << ByteVector{'P', '4', ' ', '9', ' ', '2', '\n', 1, 2, 3, 4};
    QTest::newRow("text") << bytes_of("P2 2 1 255 1 2");
    QTest::newRow("bits as text") << bytes_of("P1 2 2 1011");
    QTest::newRow("no image") << bytes_of("no image at all");
}

void PictureFormatTest::whole_pictures_are_not_truncated() {
    QFETCH(ByteVector, bytes);
    QVERIFY(!is_truncated(bytes));
    bytes.insert(bytes.end(), 10, 0); // something behind the end is common
    QVERIFY(!is_truncated(bytes));
}

void PictureFormatTest::truncated_without_decoding() {
    for (const char* ending : {"png", "jpg", "bmp", "webp", "ppm"}) {
        ByteVector bytes = sample(ending);
        bytes.pop_back();
        QVERIFY2(is_truncated(bytes), ending);
        bytes.resize(bytes.size() / 2);
        QVERIFY2(is_truncated(bytes), ending);
    }
    ByteVector gif = sample("gif");
    gif.pop_back(); // the end mark: the picture is whole
    QVERIFY(!is_truncated(gif));
    gif.resize(gif.size() - 2);
    QVERIFY(is_truncated(gif));
    ByteVector tiff = make_tiff({tiff_quarters()});
    tiff.pop_back(); // of the numbers of bits, which are behind the pixels
    QVERIFY(is_truncated(tiff));
    ByteVector grey = make_tiff({{2, 2, 1, 8, 1, {1, 2, 3, 4}}});
    QVERIFY(!is_truncated(grey));
    grey.pop_back(); // of the pixels
    QVERIFY(is_truncated(grey));
    QVERIFY(is_truncated(bytes_of("P5 2 2 255\nabc")));
    QVERIFY(is_truncated(bytes_of("P2 2 2 255\n1 2 3")));
    QVERIFY(is_truncated(bytes_of("P6 2")));
}

WASSERFARBE_TEST(PictureFormatTest)

} // namespace wasserfarbe::test::picture_format_test

#include "picture_format_test.moc"
