// Films are read back with OpenCV, as a player would.

#include "model/pictures/video_file.h"

#include <array>
#include <cmath>
#include <fstream>

#include <QTemporaryDir>
#include <QTest>

#include <opencv2/videoio.hpp>

#include "tests/support/error_support.h"
#include "tests/support/run_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::video_file_test {

namespace {

namespace fs = std::filesystem;

Image filled(int width, int height, int red, int green, int blue) {
    Image image(width, height);
    for (std::size_t i = 0; i < image.pixels.size(); i += 3) {
        image.pixels[i] = static_cast<std::uint8_t>(red);
        image.pixels[i + 1] = static_cast<std::uint8_t>(green);
        image.pixels[i + 2] = static_cast<std::uint8_t>(blue);
    }
    return image;
}

/// Pixels that no encoder can make small.
Image noise(int width, int height, std::uint32_t seed) {
    Image image(width, height);
    for (std::uint8_t& byte : image.pixels) {
        seed = seed * 1664525 + 1013904223;
        byte = static_cast<std::uint8_t>(seed >> 24);
    }
    return image;
}

bool is_near(const cv::Mat& bgr, int red, int green, int blue) {
    const cv::Scalar mean = cv::mean(bgr);
    constexpr double kTolerance = 8;
    return std::abs(mean[2] - red) < kTolerance && std::abs(mean[1] - green) < kTolerance &&
           std::abs(mean[0] - blue) < kTolerance;
}

} // namespace

class VideoFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(folder_->isValid());
    }

    void a_film_has_its_frames_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::newRow("even") << 64 << 48;
        QTest::newRow("odd") << 65 << 33;
        QTest::newRow("small") << 16 << 16;
    }

    void a_film_has_its_frames() {
        QFETCH(int, width);
        QFETCH(int, height);
        VideoFile film(path("film.mp4"), width, height, 12);
        for (int i = 0; i < 12; ++i)
            film.append(i < 6 ? filled(width, height, 200, 40, 60) : filled(width, height, 30, 60, 190));
        QCOMPARE(film.frames(), std::int64_t{12});
        QVERIFY(!fs::exists(path("film.mp4"))); // not before it is whole
        film.finish();
        QCOMPARE(names_in(root()), std::vector<std::string>{"film.mp4"});

        cv::VideoCapture capture(path("film.mp4").string(), cv::CAP_FFMPEG);
        QVERIFY(capture.isOpened());
        QCOMPARE(capture.get(cv::CAP_PROP_FPS), 12.0);
        QCOMPARE(static_cast<int>(capture.get(cv::CAP_PROP_FRAME_WIDTH)), width + width % 2);
        QCOMPARE(static_cast<int>(capture.get(cv::CAP_PROP_FRAME_HEIGHT)), height + height % 2);
        int frames = 0;
        cv::Mat frame;
        while (capture.read(frame)) {
            QVERIFY2(frames < 6 ? is_near(frame, 200, 40, 60) : is_near(frame, 30, 60, 190),
                     QByteArray::number(frames).constData());
            ++frames;
        }
        QCOMPARE(frames, 12);
    }

    void what_is_not_finished_leaves_nothing() {
        std::ofstream(path("film.mp4")) << "old";
        {
            VideoFile film(path("film.mp4"), 32, 32, 12);
            film.append(Image(32, 32, 100));
            QCOMPARE(names_in(root()).size(), std::size_t{2});
        }
        QCOMPARE(names_in(root()), std::vector<std::string>{"film.mp4"});
        QCOMPARE(file_bytes(path("film.mp4")), QByteArray("old"));
        VideoFile film(path("film.mp4"), 32, 32, 12);
        film.append(Image(32, 32, 100));
        film.finish(); // and this one takes its place
        QVERIFY(file_bytes(path("film.mp4")).size() > 100);
    }

    void what_can_not_be_is_refused() {
        for (const auto& [width, height, speed] : {std::array{1, 32, 12}, std::array{32, 16386, 12},
                                                   std::array{32, 32, 0}, std::array{32, 32, 121}}) {
            const auto error = error_of([&] { VideoFile(path("film.mp4"), width, height, speed); });
            QVERIFY(says(error, ErrorKind::Usage, "a film has"));
        }
        VideoFile film(path("film.mp4"), 32, 32, 12);
        QVERIFY(says(error_of([&] { film.finish(); }), ErrorKind::Usage, "at least one frame"));
        QVERIFY(says(error_of([&] { film.append(Image(32, 30)); }), ErrorKind::Usage, "equally large"));
        QCOMPARE(film.frames(), std::int64_t{0});
        film.append(Image(32, 32));
        film.finish();
        QVERIFY(says(error_of([&] { film.append(Image(32, 32)); }), ErrorKind::Usage, "finished"));
        QVERIFY(says(error_of([&] { film.finish(); }), ErrorKind::Usage, "finished"));
    }

    void a_folder_that_is_not_there() {
        const fs::path nowhere = path("nowhere") / "film.mp4";
        const auto error = error_of([&] { VideoFile(nowhere, 32, 32, 12); });
        QVERIFY(says(error, ErrorKind::Disk, "No such file"));
        QCOMPARE(error->path(), nowhere);
    }

    void a_full_disk_is_noticed() {
        std::optional<Error> error;
        {
            const FileSizeLimit disk_is_full(20'000);
            VideoFile film(path("film.mp4"), 128, 128, 24);
            for (std::uint32_t i = 0; i < 48; ++i)
                film.append(noise(128, 128, i));
            error = error_of([&] { film.finish(); });
        }
        QVERIFY2(says(error, ErrorKind::Disk, "disk full"), error ? error->what() : "it went unnoticed");
        QVERIFY(names_in(root()).empty());
    }

private:
    fs::path root() const { return folder_->path().toStdString(); }
    fs::path path(const char* name) const { return root() / name; }

    std::unique_ptr<QTemporaryDir> folder_;
};

WASSERFARBE_TEST(VideoFileTest)

} // namespace wasserfarbe::test::video_file_test

#include "video_file_test.moc"
