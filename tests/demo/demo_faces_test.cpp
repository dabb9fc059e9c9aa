#include "model/demo/demo_faces.h"

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <QTemporaryDir>
#include <QTest>

#include "model/demo/demo_face_canvas.h"
#include "model/pictures/png_file.h"
#include "model/types/error.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::demo_faces_test {

namespace fs = std::filesystem;

namespace {

std::uint64_t fnv1a(const std::vector<std::uint8_t>& bytes) {
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const std::uint8_t byte : bytes)
        hash = (hash ^ byte) * 0x100000001B3ULL;
    return hash;
}

struct Mean {
    double r = 0;
    double g = 0;
    double b = 0;

    double light() const { return (r + g + b) / 3; }
};

/// Over the pixels from (left, top) to (right, bottom), in fractions of the picture.
Mean mean_of(const Image& image, double left, double top, double right, double bottom) {
    Mean mean;
    int count = 0;
    for (int y = static_cast<int>(top * image.height); y < static_cast<int>(bottom * image.height); ++y) {
        for (int x = static_cast<int>(left * image.width); x < static_cast<int>(right * image.width);
             ++x, ++count) {
            mean.r += image.row(y)[x * 3];
            mean.g += image.row(y)[x * 3 + 1];
            mean.b += image.row(y)[x * 3 + 2];
        }
    }
    return {mean.r / count, mean.g / count, mean.b / count};
}

/// One of 512 boxes of colour space.
int color_box(const Mean& mean) {
    return static_cast<int>(mean.r) / 32 * 64 + static_cast<int>(mean.g) / 32 * 8 +
           static_cast<int>(mean.b) / 32;
}

std::optional<Error> error_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error;
    }
    return std::nullopt;
}

std::size_t entries_in(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

} // namespace

class DemoFacesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(folder_->isValid());
        root_ = fs::path(folder_->path().toStdString());
    }

    void faces_have_the_size_asked_for() {
        for (const int size : {16, 33, 64, 1024}) {
            const Image face = draw_demo_face(1, 2, size);
            QCOMPARE(face.width, size);
            QCOMPARE(face.height, size);
            QCOMPARE(face.pixels.size(), static_cast<std::size_t>(size) * static_cast<std::size_t>(size) * 3);
        }
    }

    void sizes_out_of_range_are_refused() {
        for (const int size : {-1, 0, 15, 1025}) {
            const std::optional<Error> drawn = error_of([size] { draw_demo_face(1, 1, size); });
            QVERIFY(drawn.has_value());
            QCOMPARE(drawn->kind(), ErrorKind::Usage);
            const std::optional<Error> written =
                error_of([&] { write_demo_faces(root_ / "faces", 1, size, 1); });
            QVERIFY(written.has_value());
            QCOMPARE(written->kind(), ErrorKind::Usage);
            QVERIFY(!fs::exists(root_ / "faces"));
        }
    }

    void same_arguments_same_bytes() {
        QVERIFY(draw_demo_face(5, 17, 48) == draw_demo_face(5, 17, 48));
        QVERIFY(!(draw_demo_face(5, 17, 48) == draw_demo_face(5, 18, 48)));
        QVERIFY(!(draw_demo_face(5, 17, 48) == draw_demo_face(6, 17, 48)));
    }

    // The same on every machine, compiler and optimisation. A change here means that everyone's demo faces
    // change: do it on purpose or not at all.
    void bytes_are_those_of_every_other_machine() {
        struct Known {
            std::uint64_t seed;
            std::int64_t index;
            int size;
            std::uint64_t hash;
        };
        const std::vector<Known> known{
            {0, 0, 16, 0x5943EC5BC4AC8A7CULL},
            {1, 0, 32, 0xCFBFA6DB5E9E248BULL},
            {1, 1, 64, 0x913A1B2C21B6905CULL},
            {42, 4000, 96, 0x672AD589B4745351ULL},
            {UINT64_MAX, -1, 128, 0xB52B6B5F037580DDULL},
            {7, 3, 257, 0x319FFE0487B9D928ULL},
            {7, 12, 1024, 0x6775C25663889A0CULL},
        };
        for (const Known& face : known) {
            const std::uint64_t hash = fnv1a(draw_demo_face(face.seed, face.index, face.size).pixels);
            QVERIFY2(hash == face.hash, qPrintable(QStringLiteral("seed %1, index %2, size %3: %4")
                                                       .arg(face.seed)
                                                       .arg(face.index)
                                                       .arg(face.size)
                                                       .arg(hash, 16, 16, QLatin1Char('0'))));
        }
        // And of many faces at once, so that each cut of hair and each mouth is among them.
        std::vector<std::uint8_t> all;
        for (std::int64_t index = 0; index < 200; ++index) {
            const Image face = draw_demo_face(3, index, 32);
            all.insert(all.end(), face.pixels.begin(), face.pixels.end());
        }
        QVERIFY2(fnv1a(all) == 0xEAF477A7962DF994ULL, qPrintable(QString::number(fnv1a(all), 16)));
    }

    void two_hundred_faces_are_varied() {
        std::set<int> hair;
        std::set<int> background;
        std::set<int> left_eye;
        std::set<std::vector<std::uint8_t>> pictures;
        for (std::int64_t index = 0; index < 200; ++index) {
            const Image face = draw_demo_face(7, index, 64);
            hair.insert(color_box(mean_of(face, 0.4, 0.08, 0.6, 0.22)));
            background.insert(color_box(mean_of(face, 0.0, 0.0, 0.08, 0.08)));
            left_eye.insert(color_box(mean_of(face, 0.28, 0.52, 0.42, 0.68)));
            pictures.insert(face.pixels);
        }
        QVERIFY2(hair.size() >= 30, qPrintable(QString::number(hair.size())));
        QVERIFY2(background.size() >= 20, qPrintable(QString::number(background.size())));
        QVERIFY2(left_eye.size() >= 20, qPrintable(QString::number(left_eye.size())));
        QCOMPARE(pictures.size(), std::size_t{200});
    }

    void faces_are_centered_with_dark_eyes() {
        int dark_eyes = 0;
        int both_sides_alike = 0;
        for (std::int64_t index = 0; index < 200; ++index) {
            const Image face = draw_demo_face(11, index, 32);
            const double left = mean_of(face, 0.29, 0.5, 0.43, 0.66).light();
            const double right = mean_of(face, 0.57, 0.5, 0.71, 0.66).light();
            const double nose = mean_of(face, 0.46, 0.62, 0.54, 0.74).light();
            dark_eyes += left < nose - 15 && right < nose - 15 ? 1 : 0;
            both_sides_alike += std::abs(left - right) < 40 ? 1 : 0;
        }
        QVERIFY2(dark_eyes >= 170, qPrintable(QString::number(dark_eyes)));
        QVERIFY2(both_sides_alike >= 170, qPrintable(QString::number(both_sides_alike)));
    }

    void polygons_cover_exactly_their_samples() {
        using namespace demo;
        // A quarter of an 8-pixel picture, then a shape that winds around itself and one wholly outside.
        Canvas canvas(8);
        canvas.fill_all(Paint::flat({0, 0, 0}));
        Path square({-0.5, -0.5});
        square.line_to({0, -0.5}).line_to({0, 0}).line_to({-0.5, 0});
        canvas.fill(square, Paint::flat({200, 100, 50}));
        canvas.fill(square.moved({4, 4}), Paint::flat({255, 255, 255}));
        canvas.fill(square.moved({-1e3, 0}), Paint::flat({255, 255, 255}));
        const Image image = canvas.finish();
        for (int y = 0; y < 8; ++y) {
            for (int x = 0; x < 8; ++x) {
                const bool inside = x < 4 && y < 4;
                QCOMPARE(int{image.row(y)[x * 3]}, inside ? 200 : 0);
                QCOMPARE(int{image.row(y)[x * 3 + 1]}, inside ? 100 : 0);
                QCOMPARE(int{image.row(y)[x * 3 + 2]}, inside ? 50 : 0);
            }
        }
    }

    void edges_are_means_of_samples() {
        using namespace demo;
        Canvas canvas(8);
        canvas.fill_all(Paint::flat({0, 0, 0}));
        // Covers 1 + 1/4 pixels in width;.
        Path strip({-0.5, -0.5});
        strip.line_to({-0.5 + 1.25 / 8, -0.5}).line_to({-0.5 + 1.25 / 8, 0.5}).line_to({-0.5, 0.5});
        canvas.fill(strip, Paint::flat({160, 160, 160}));
        const Image image = canvas.finish();
        QCOMPARE(int{image.row(3)[0]}, 160);
        QCOMPARE(int{image.row(3)[3]}, 40);
        QCOMPARE(int{image.row(3)[6]}, 0);
    }

    void masks_clip() {
        using namespace demo;
        Canvas canvas(8);
        canvas.fill_all(Paint::flat({10, 10, 10}));
        Path left({-0.5, -0.5});
        left.line_to({0, -0.5}).line_to({0, 0.5}).line_to({-0.5, 0.5});
        const Mask mask = canvas.mask(left);
        canvas.fill(ellipse({0, 0}, 2, 2), Paint::flat({255, 255, 255}, 128), &mask);
        const Image image = canvas.finish();
        QCOMPARE(int{image.row(4)[3 * 3]}, (255 * 128 + 10 * 127 + 127) / 255);
        QCOMPARE(int{image.row(4)[4 * 3]}, 10);
    }

    void files_equal_the_faces_one_by_one() {
        const fs::path target = root_ / "new" / "faces";
        std::vector<std::int64_t> reports;
        write_demo_faces(target, 23, 24, 99, [&reports](std::int64_t done) {
            reports.push_back(done);
            return true;
        });
        QCOMPARE(entries_in(target), std::size_t{23});
        for (std::int64_t i = 0; i < 23; ++i) {
            const std::string number = std::to_string(i + 1);
            const fs::path path = target / ("face-" + std::string(5 - number.size(), '0') + number + ".png");
            QVERIFY2(read_png(path).image == draw_demo_face(99, i, 24), path.c_str());
        }
        QCOMPARE(reports.size(), std::size_t{23});
        for (std::size_t i = 0; i < reports.size(); ++i)
            QCOMPARE(reports[i], static_cast<std::int64_t>(i) + 1);
    }

    void no_faces_and_no_progress_are_fine() {
        write_demo_faces(root_ / "none", 0, 24, 1);
        QVERIFY(fs::is_directory(root_ / "none"));
        QCOMPARE(entries_in(root_ / "none"), std::size_t{0});
        write_demo_faces(root_ / "two", 2, 24, 1);
        QCOMPARE(entries_in(root_ / "two"), std::size_t{2});
        QVERIFY(error_of([this] { write_demo_faces(root_ / "less", -1, 24, 1); }).has_value());
    }

    void progress_cancels() {
        std::int64_t last = 0;
        write_demo_faces(root_, 5000, 16, 1, [&last](std::int64_t done) {
            last = done;
            return done < 3;
        });
        QCOMPARE(last, std::int64_t{3});
        // Each other worker may have been finishing one more.
        const std::size_t files = entries_in(root_);
        QVERIFY2(files >= 3 && files <= 3 + 16, qPrintable(QString::number(files)));
    }

    void errors_of_progress_come_out() {
        const std::optional<Error> error = error_of([this] {
            write_demo_faces(root_, 50, 16, 1,
                             [](std::int64_t) -> bool { throw Error(ErrorKind::Internal, "from progress"); });
        });
        QVERIFY(error.has_value());
        QCOMPARE(error->detail(), std::string("from progress"));
    }

    void file_in_place_of_the_folder_is_an_error() {
        const fs::path path = root_ / "file";
        std::ofstream(path) << "in the way";
        for (const fs::path& target : {path, path / "inside"}) {
            const std::optional<Error> error = error_of([&] { write_demo_faces(target, 3, 16, 1); });
            QVERIFY(error.has_value());
            QCOMPARE(error->kind(), ErrorKind::Disk);
            QVERIFY(error->path() == target);
        }
        QVERIFY(fs::is_regular_file(path));
    }

    void failure_of_one_file_names_it() {
        fs::create_directory(root_ / "face-00003.png");
        const std::optional<Error> error = error_of([this] { write_demo_faces(root_, 40, 16, 1); });
        QVERIFY(error.has_value());
        QCOMPARE(error->kind(), ErrorKind::Disk);
        QVERIFY(error->path() == root_ / "face-00003.png");
    }

private:
    std::unique_ptr<QTemporaryDir> folder_;
    fs::path root_;
};

WASSERFARBE_TEST(DemoFacesTest)

} // namespace wasserfarbe::test::demo_faces_test

#include "demo_faces_test.moc"
