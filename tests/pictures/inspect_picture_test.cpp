#include "model/pictures/inspect_picture.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <filesystem>

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

#include "model/pictures/formats/picture_format.h"
#include "model/pictures/picture_file.h"
#include "tests/support/coded_inks.h"
#include "tests/support/coded_pictures.h"
#include "tests/support/coded_png.h"
#include "tests/support/coded_tiff.h"
#include "tests/support/coded_webp.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::inspect_picture_test {

namespace fs = std::filesystem;

class InspectPictureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finds_what_is_there_and_nothing_else_data();
    void finds_what_is_there_and_nothing_else();
    void tells_why_a_picture_is_no_use_data();
    void tells_why_a_picture_is_no_use();
    void endings_lie_data();
    void endings_lie();
    void size_is_upright_and_whole();
    void cut_anywhere_is_no_use_or_whole_data();
    void cut_anywhere_is_no_use_or_whole();
    void content_hash_is_of_all_bytes();
    void perceptual_hash_is_of_what_is_seen();
    void reads_a_file_with_its_stamp();
    void tells_why_a_file_is_not_read();
    void does_not_open_what_is_no_file();
};

namespace {

QString text_of(Findings findings) {
    QStringList keys;
    for (const FindingInfo& info : finding_table())
        if (findings.has(info.finding))
            keys += QString::fromUtf8(info.key.data(), static_cast<qsizetype>(info.key.size()));
    return keys.join(", ");
}

cv::Mat colorful(int width, int height, int type = CV_8UC3) {
    cv::Mat picture(height, width, type, cv::Scalar(20, 90, 200, 255));
    picture.colRange(0, width / 2).setTo(cv::Scalar(200, 30, 60, 255));
    return picture;
}

ByteVector webp_animation_of_two() {
    return animated_webp(16, 16, {{0, 0, colorful(16, 16)}, {0, 0, colorful(16, 16)}});
}

ByteVector cut_by(ByteVector bytes, std::size_t count) {
    bytes.resize(bytes.size() - count);
    return bytes;
}

void add_sound(const char* row, const ByteVector& bytes, const char* name, Findings findings) {
    QTest::newRow(row) << bytes << QString(name) << findings;
}

void add_bad(const char* row, const ByteVector& bytes, Finding finding, const char* reason) {
    QTest::newRow(row) << bytes << Findings{finding} << QString(reason);
}

void add_colors() {
    const cv::Mat grey(20, 30, CV_8UC1, cv::Scalar(77));
    for (const char* ending : {"png", "jpg", "tif", "pgm"})
        add_sound(qPrintable(QString("grey ") + ending), encode(grey, ending),
                  qPrintable(QString("a.") + ending), {Finding::Grey});
    add_sound("stored in colour, but grey", encode(cv::Mat(20, 30, CV_8UC3, cv::Scalar(77, 78, 79)), "png"),
              "a.png", {Finding::Grey});
    add_sound("black and white", bytes_of("P1 2 2 1001"), "a.ppm", {Finding::Grey});

    add_sound("palette png", palette_png(), "a.png", {Finding::Palette});
    std::vector<int> table(768);
    table[7] = 0xFFFF; // red
    add_sound("palette tiff", make_tiff({{2, 1, 1, 8, 3, {7, 7}, {{320, table}}}}), "a.tif",
              {Finding::Palette});
    add_sound("gif", simple_gif(), "a.gif", {Finding::Palette});

    const cv::Mat deep(20, 30, CV_16UC3, cv::Scalar(0xFFFF, 0x8000, 0));
    for (const char* ending : {"png", "tif", "ppm"})
        add_sound(qPrintable(QString("16 bits ") + ending), encode(deep, ending),
                  qPrintable(QString("a.") + ending), {Finding::SixteenBit});

    add_sound("cmyk jpeg", cmyk_jpeg(16, 16, {255, 0, 0, 0}), "a.jpg", {Finding::Cmyk});
    add_sound("cmyk jpeg with a profile", cmyk_jpeg(16, 16, {255, 0, 0, 0}, exchanged_ink_profile()),
              "a.jpeg", {Finding::Cmyk});
    add_sound("cmyk tiff", make_tiff({{1, 1, 4, 8, 5, {255, 0, 0, 0}}}), "a.tiff", {Finding::Cmyk});
}

void add_transparency() {
    add_sound("alpha png", encode(colorful(20, 20, CV_8UC4), "png"), "a.png", {Finding::Alpha});
    cv::Mat see_through = colorful(20, 20, CV_8UC4);
    see_through.at<cv::Vec4b>(3, 3)[3] = 100;
    add_sound("alpha webp", encode(see_through, "webp", {cv::IMWRITE_WEBP_QUALITY, 101}), "a.webp",
              {Finding::Alpha});
    add_sound("alpha lossy webp", encode(see_through, "webp", {cv::IMWRITE_WEBP_QUALITY, 90}), "a.webp",
              {Finding::Alpha});
    add_sound("alpha tiff", make_tiff({{1, 1, 4, 8, 2, {9, 200, 30, 128}, {{338, {2}}}}}), "a.tif",
              {Finding::Alpha});
    add_sound("grey and alpha", make_png(1, 1, 8, PngColors::GreyAlpha, {9, 128}), "a.png",
              {Finding::Grey, Finding::Alpha});
    add_sound(
        "a transparent colour",
        make_png(2, 1, 8, PngColors::Rgb, {1, 200, 3, 4, 50, 6}, png_chunk("tRNS", {0, 1, 0, 200, 0, 3})),
        "a.png", {Finding::Alpha});
    add_sound("gif with a transparent colour", make_gif(2, 1, {{0, 0, 2, 1, {1, 2}, false, 2}}), "a.gif",
              {Finding::Palette, Finding::Alpha});
    add_sound("gif that does not fill its screen", make_gif(2, 1, {{0, 0, 1, 1, {1}}}), "a.gif",
              {Finding::Palette, Finding::Alpha});
}

void add_orientations() {
    add_sound("rotated jpeg", with_orientation(sample("jpg"), 6), "a.jpg", {Finding::Rotated});
    add_sound("mirrored jpeg", with_orientation(sample("jpg"), 2), "a.jpg", {Finding::Rotated});
    add_sound("upright jpeg", with_orientation(sample("jpg"), 1), "a.jpg", {});
    add_sound("rotated nonsense", with_orientation(sample("jpg"), 9), "a.jpg", {});
    add_sound("rotated png", with_png_chunk(sample("png"), "eXIf", exif_block(3)), "a.png",
              {Finding::Rotated});
    add_sound("rotated webp", webp_with_exif(quarters(), exif_block(8)), "a.webp", {Finding::Rotated});
    add_sound("rotated tiff", make_tiff({tiff_quarters(5)}), "a.tif", {Finding::Rotated});
}

void add_animations() {
    const GifFrame frame{0, 0, 2, 1, {1, 2}};
    add_sound("animated gif", make_gif(2, 1, {frame, frame}), "a.gif", {Finding::Palette, Finding::Animated});
    add_sound("animated png", animated_png(sample("png")), "a.png", {Finding::Animated});
    add_sound("animated webp", webp_animation_of_two(), "a.webp", {Finding::Animated});
    add_sound("one frame", animated_webp(16, 16, {{0, 0, colorful(16, 16)}}), "a.webp", {});
    add_sound("tiff of two pages", make_tiff({tiff_quarters(), tiff_quarters()}), "a.tif",
              {Finding::Animated});
    TiffPicture thumbnail = tiff_quarters();
    thumbnail.more_tags[254] = {1};
    add_sound("tiff with a thumbnail", make_tiff({tiff_quarters(), thumbnail}), "a.tif", {});
}

void add_truncated() {
    for (const char* ending : {"png", "jpg", "bmp", "webp", "ppm", "gif"})
        add_bad(qPrintable(QString("truncated ") + ending), cut_by(sample(ending), ending[0] == 'g' ? 3 : 1),
                Finding::Truncated, "the file is truncated: its end is missing");
    add_bad("truncated tiff", cut_by(make_tiff({tiff_quarters()}), 1), Finding::Truncated,
            "the file is truncated: its end is missing");
    add_bad("tiff without its directory", cut_by(sample("tif"), 100), Finding::Truncated,
            "its header is damaged or truncated");
    add_bad("half a header", from_hex("89504e470d0a1a0a0000000d4948"), Finding::Truncated,
            "its header is damaged or truncated");
    add_bad("text of fewer numbers", bytes_of("P2 3 1 255\n10 200\n    "), Finding::Truncated,
            "the file is truncated: its end is missing");
}

void add_damaged() {
    ByteVector png = sample("png");
    png.at(60) ^= 0xFF; // within the pixels: their checksum is wrong
    add_bad("damaged png", png, Finding::Damaged,
            "can't be decoded: damaged, truncated, or of a kind that is not supported");
    cv::Mat noise(64, 64, CV_8UC3);
    cv::theRNG().state = 1;
    cv::randu(noise, 0, 255);
    ByteVector hole = encode(noise, "jpg");
    hole.erase(hole.end() - 502, hole.end() - 2); // the last pixels are missing, the end mark is there
    add_bad("jpeg without its last rows", hole, Finding::Damaged,
            "can't be decoded: Corrupt JPEG data: premature end of data segment");
    ByteVector flat = sample("png");
    put_big32(flat, 16, 0);
    add_bad("no width", flat, Finding::Damaged, "its header is damaged: 0 x 32 pixels");
    add_bad("letters for numbers", bytes_of("P2 3 1 255\n10 x 20"), Finding::Damaged,
            "can't be decoded: there is something else than numbers");
    add_bad("gif without a picture", make_gif(2, 2, {}), Finding::Damaged, "this GIF holds no picture");
    add_bad("numbers with a point", encode(cv::Mat(4, 4, CV_32FC1, cv::Scalar(0.5)), "tif"), Finding::Damaged,
            "its pixels are not 8 or 16 bit numbers; save it as PNG or JPEG");
    add_bad("webp without a frame", animated_webp(8, 8, {}), Finding::Damaged,
            "can't be decoded: damaged, truncated, or of a kind that is not supported");
}

void add_too_large() {
    ByteVector bomb = sample("png");
    put_big32(bomb, 16, 65000);
    put_big32(bomb, 20, 65000);
    add_bad("too large", bomb, Finding::TooLarge, "is too large: 65000 x 65000 pixels");
    ByteVector scans = encode(colorful(64, 64), "jpg", {cv::IMWRITE_JPEG_PROGRESSIVE, 1});
    const std::size_t frame = jpeg_frame(scans, 0xC2);
    for (const std::size_t i : {0U, 2U})
        scans.at(frame + i) = 0x3F; // some 16,000 pixels a side
    const ByteVector scan = from_hex("ffda0008010100013f00");
    for (int i = 0; i < 100; ++i)
        scans.insert(scans.end() - 2, scan.begin(), scan.end());
    add_bad("work for hours", scans, Finding::Damaged,
            "can't be decoded: its pixels are spread over * scans");
}

} // namespace

void InspectPictureTest::finds_what_is_there_and_nothing_else_data() {
    QTest::addColumn<ByteVector>("bytes");
    QTest::addColumn<QString>("name");
    QTest::addColumn<Findings>("findings");
    for (const char* ending : {"png", "jpg", "bmp", "webp", "tif", "ppm"})
        add_sound(ending, sample(ending), qPrintable(QString("a.") + ending), {});
    add_sound("misnamed", sample("png"), "a.jpg", {Finding::Misnamed});
    add_sound("extreme", encode(colorful(61, 20), "png"), "a.png", {Finding::Extreme});
    add_sound("extreme, high", encode(colorful(20, 61), "png"), "a.png", {Finding::Extreme});
    add_sound("just not extreme", encode(colorful(60, 20), "png"), "a.png", {});
    add_colors();
    add_transparency();
    add_orientations();
    add_animations();
    add_sound("all at once",
              with_png_chunk(animated_png(make_png(4, 1, 16, PngColors::GreyAlpha, ByteVector(16, 9))),
                             "eXIf", exif_block(4)),
              "a.bmp",
              {Finding::Misnamed, Finding::Extreme, Finding::Grey, Finding::SixteenBit, Finding::Alpha,
               Finding::Rotated, Finding::Animated});
}

void InspectPictureTest::finds_what_is_there_and_nothing_else() {
    QFETCH(ByteVector, bytes);
    QFETCH(QString, name);
    QFETCH(Findings, findings);
    const InspectedPicture picture = inspect_picture(bytes, name.toStdString());
    QCOMPARE(text_of(picture.report.findings), text_of(findings));
    QVERIFY(!picture.report.reason);
    QVERIFY(picture.report.usable());
    QVERIFY(picture.image == decode_image(bytes));
    QCOMPARE(picture.report.size.width, picture.image.width);
    QCOMPARE(picture.report.size.height, picture.image.height);
    QVERIFY(picture.report.format == detect_picture_format(bytes)->id);
}

void InspectPictureTest::tells_why_a_picture_is_no_use_data() {
    QTest::addColumn<ByteVector>("bytes");
    QTest::addColumn<Findings>("finding");
    QTest::addColumn<QString>("reason");
    add_bad("empty", {}, Finding::Empty, "the file is empty");
    add_bad("text", bytes_of("My holiday pictures"), Finding::NotImage, "is not an image of a known format");
    add_bad("zeros", ByteVector(1000), Finding::NotImage, "is not an image of a known format");
    add_bad("svg", bytes_of("<svg xmlns='http://www.w3.org/2000/svg'/>"), Finding::NotImage,
            "is not an image of a known format");
    add_truncated();
    add_damaged();
    add_too_large();
}

void InspectPictureTest::tells_why_a_picture_is_no_use() {
    QFETCH(ByteVector, bytes);
    QFETCH(Findings, finding);
    QFETCH(QString, reason);
    const InspectedPicture picture = inspect_picture(bytes, "a.dat");
    QCOMPARE(text_of(picture.report.findings), text_of(finding));
    QVERIFY(!picture.report.usable());
    QVERIFY(picture.report.reason.has_value());
    const QString said = QString::fromStdString(picture.report.reason->text());
    QVERIFY2(QRegularExpression::fromWildcard(reason).match(said).hasMatch(), qPrintable(said));
    QVERIFY(picture.image.empty());
    const std::optional<Error> error = decoding_error(bytes); // says the same
    QVERIFY(error.has_value());
    QVERIFY(error->reason() == *picture.report.reason);
}

void InspectPictureTest::endings_lie_data() {
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("lies");
    QTest::newRow("jpg") << "jpg" << QByteArray("a.jpg") << false;
    QTest::newRow("jpeg") << "jpg" << QByteArray("a.JPEG") << false;
    QTest::newRow("mixed case") << "png" << QByteArray("a.PnG") << false;
    QTest::newRow("tif") << "tif" << QByteArray("a.tif") << false;
    QTest::newRow("tiff") << "tif" << QByteArray("a.Tiff") << false;
    QTest::newRow("a PGM as PPM") << "pgm" << QByteArray("a.ppm") << false;
    QTest::newRow("pgm") << "pgm" << QByteArray("a.pgm") << false;
    QTest::newRow("png as jpg") << "png" << QByteArray("a.jpg") << true;
    QTest::newRow("jpg as png") << "jpg" << QByteArray("a.png") << true;
    QTest::newRow("webp as jpeg") << "webp" << QByteArray("a.JPEG") << true;
    QTest::newRow("gif as ppm") << "gif" << QByteArray("a.ppm") << true;
    QTest::newRow("no ending") << "png" << QByteArray("a") << false;
    QTest::newRow("an ending of no format") << "png" << QByteArray("a.jpg.old") << false;
    QTest::newRow("no Unicode") << "png" << QByteArray("\xFF\xFE.jpg") << true;
}

void InspectPictureTest::endings_lie() {
    QFETCH(QString, format);
    QFETCH(QByteArray, name);
    QFETCH(bool, lies);
    const ByteVector bytes =
        format == "pgm" ? encode(cv::Mat(4, 4, CV_8UC1, cv::Scalar(9)), "pgm") : sample(format.toStdString());
    const InspectedPicture picture = inspect_picture(bytes, fs::path(name.toStdString()));
    QCOMPARE(picture.report.findings.has(Finding::Misnamed), lies);
    QVERIFY(picture.report.usable());
}

void InspectPictureTest::size_is_upright_and_whole() {
    const ByteVector jpeg = with_orientation(encode(colorful(200, 100), "jpg"), 6);
    const InspectedPicture picture = inspect_picture(jpeg, "a.jpg", {kWhite, 20});
    QVERIFY(picture.report.size == (ImageSize{100, 200}));
    QCOMPARE(picture.image.width, 50);
    QCOMPARE(picture.image.height, 100);
    ByteVector bomb = sample("png");
    put_big32(bomb, 16, 65000);
    put_big32(bomb, 20, 65000);
    QVERIFY(inspect_picture(bomb, "a.png").report.size == (ImageSize{65000, 65000}));
    QVERIFY(inspect_picture(bytes_of("text"), "a.png").report.size == ImageSize{});
}

void InspectPictureTest::cut_anywhere_is_no_use_or_whole_data() {
    QTest::addColumn<ByteVector>("bytes");
    for (const char* ending : {"png", "jpg", "bmp", "webp", "tif", "ppm", "gif"})
        QTest::newRow(ending) << sample(ending);
    QTest::newRow("webp animation") << webp_animation_of_two();
    QTest::newRow("webp with exif") << webp_with_exif(quarters(), exif_block(6));
    QTest::newRow("tiff of two pages") << make_tiff({tiff_quarters(3), tiff_quarters()});
    QTest::newRow("inks with a profile") << cmyk_jpeg(8, 8, {255, 0, 0, 0}, exchanged_ink_profile());
    QTest::newRow("jpeg with exif") << with_orientation(sample("jpg"), 6);
}

void InspectPictureTest::cut_anywhere_is_no_use_or_whole() {
    QFETCH(ByteVector, bytes);
    const Image whole = decode_image(bytes);
    const std::size_t step = std::max<std::size_t>(bytes.size() / 500, 1);
    for (std::size_t length = 0; length < bytes.size(); length += step) {
        // A copy of exactly that length, so that AddressSanitizer sees a read behind it.
        const ByteVector cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
        const InspectedPicture picture = inspect_picture(cut, "a.png");
        QCOMPARE(picture.report.usable(), !picture.report.reason);
        QCOMPARE(picture.report.usable(), !picture.image.empty());
        if (picture.report.usable())
            QVERIFY(picture.image.pixels.size() == whole.pixels.size());
        else
            QCOMPARE(picture.report.findings.count(), 1);
    }
}

void InspectPictureTest::content_hash_is_of_all_bytes() {
    const ByteVector bytes = sample("png");
    const std::uint64_t hash = inspect_picture(bytes, "a.png").report.content_hash;
    QCOMPARE(inspect_picture(bytes, "b.jpg", {kBlack, 8}).report.content_hash, hash);
    for (const std::size_t place : {std::size_t{0}, bytes.size() / 2, bytes.size() - 1}) {
        ByteVector other = bytes;
        other[place] ^= 1;
        QVERIFY(inspect_picture(other, "a.png").report.content_hash != hash);
    }
    // XXH3's own test values: the same on every machine, as the cache lives longer than a process.
    QCOMPARE(inspect_picture({}, "a").report.content_hash, std::uint64_t{0x2D06800538D394C2});
}

void InspectPictureTest::perceptual_hash_is_of_what_is_seen() {
    const auto distance = [](const InspectedPicture& a, const InspectedPicture& b) {
        return std::popcount(a.report.perceptual_hash ^ b.report.perceptual_hash);
    };
    cv::Mat bgr(240, 320, CV_8UC3);
    for (int y = 0; y < bgr.rows; ++y)
        for (int x = 0; x < bgr.cols; ++x)
            bgr.at<cv::Vec3b>(y, x) = {static_cast<std::uint8_t>(x * y / 301),
                                       static_cast<std::uint8_t>(x / 2 + y / 4),
                                       static_cast<std::uint8_t>((x - 100) * (y - 60) / 200)};
    const InspectedPicture picture = inspect_picture(encode(bgr, "png"), "a.png");
    const InspectedPicture poor =
        inspect_picture(encode(bgr, "jpg", {cv::IMWRITE_JPEG_QUALITY, 40}), "a.jpg");
    QVERIFY2(distance(picture, poor) <= 4, qPrintable(QString::number(distance(picture, poor))));
    const InspectedPicture reduced = inspect_picture(encode(bgr, "jpg"), "a.jpg", {kWhite, 32});
    QVERIFY(reduced.image.width < 320);
    QVERIFY(distance(picture, reduced) <= 4);
    cv::Mat half;
    cv::resize(bgr, half, {}, 0.5, 0.5, cv::INTER_AREA);
    QVERIFY(distance(picture, inspect_picture(encode(half, "png"), "a.png")) <= 4);
    cv::Mat mirrored;
    cv::flip(bgr, mirrored, 1);
    QVERIFY(distance(picture, inspect_picture(encode(mirrored, "png"), "a.png")) > 12);
}

void InspectPictureTest::reads_a_file_with_its_stamp() {
    const QTemporaryDir folder;
    const fs::path path = fs::path(folder.path().toStdString()) / "Gr\xC3\xBC\xC3\x9F"
                                                                  "e\n.png";
    const ByteVector bytes = sample("png");
    write_bytes(path, bytes);
    fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(5));
    const PictureFile file = read_picture_file(path);
    QVERIFY(!file.reason);
    QVERIFY(file.bytes == bytes);
    QCOMPARE(file.stamp.bytes, static_cast<std::uint64_t>(bytes.size()));
    struct stat status {};
    QCOMPARE(::stat(path.c_str(), &status), 0);
    QCOMPARE(file.stamp.modified, status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec);
    write_bytes(path, {});
    const PictureFile empty = read_picture_file(path);
    QVERIFY(!empty.reason);
    QVERIFY(empty.bytes.empty());
}

void InspectPictureTest::tells_why_a_file_is_not_read() {
    const QTemporaryDir temporary;
    const fs::path folder = temporary.path().toStdString();
    const auto says_of = [](const fs::path& path, Finding trouble, std::string_view words) {
        const PictureFile file = read_picture_file(path);
        return file.bytes.empty() && file.trouble == trouble && file.reason &&
               file.reason->text().find(words) != std::string::npos;
    };
    QVERIFY(says_of(folder / "missing.png", Finding::Unreadable, "can't be read: "));
    fs::create_symlink(folder / "nowhere.png", folder / "dead.png");
    QVERIFY(says_of(folder / "dead.png", Finding::Unreadable, "can't be read: "));
    fs::create_symlink(folder / "circle.png", folder / "circle.png");
    QVERIFY(says_of(folder / "circle.png", Finding::Unreadable, "can't be read: "));
    QVERIFY(says_of(folder / std::string(300, 'x'), Finding::Unreadable, "can't be read: "));
    write_bytes(folder / "large.png", sample("png"));
    fs::resize_file(folder / "large.png", static_cast<std::uintmax_t>(kMaxFileBytes) + 1); // takes no space
    QVERIFY(says_of(folder / "large.png", Finding::TooLarge, "larger than 512 MiB"));
    QCOMPARE(read_picture_file(folder / "large.png").stamp.bytes,
             static_cast<std::uint64_t>(kMaxFileBytes) + 1);
    const std::optional<Error> error = error_of([&] { decode_image_file(folder / "large.png"); });
    QVERIFY(says(error, ErrorKind::Data, "larger than 512 MiB"));
    QVERIFY(error->path() == folder / "large.png");
    const fs::path growing = "/proc/self/status"; // an ordinary file that holds more than it says
    if (fs::exists(growing))
        QVERIFY(says_of(growing, Finding::Unreadable, "it changes while it is being read"));
}

void InspectPictureTest::does_not_open_what_is_no_file() {
    const QTemporaryDir temporary;
    const fs::path folder = temporary.path().toStdString();
    const fs::path pipe = folder / "pipe.png"; // nobody writes to it, so opening it would wait for ever
    QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
    for (const fs::path& path : {folder, pipe, fs::path("/dev/zero")}) {
        const PictureFile file = read_picture_file(path);
        QVERIFY(file.reason && file.reason->code == ErrorCode::NotAFile);
        QVERIFY(file.trouble == Finding::Unreadable);
    }
}

WASSERFARBE_TEST(InspectPictureTest)

} // namespace wasserfarbe::test::inspect_picture_test

#include "inspect_picture_test.moc"
