#include "model/dataset/fit_image.h"

#include <algorithm>
#include <array>

#include <QTest>

#include "tests/support/dataset_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::fit_image_test {

namespace {

Color color_at(const Image& image, int x, int y) {
    const std::uint8_t* pixel = image.row(y) + std::ptrdiff_t{3} * x;
    return {pixel[0], pixel[1], pixel[2]};
}

constexpr Color kRed = {200, 0, 0};
constexpr Color kGreen = {0, 180, 0};
constexpr Color kBlue = {0, 0, 220};
constexpr Color kGrey = {128, 128, 128};

/// Red, green and blue bands side by side; each `band` pixels wide.
Image bands(int band, int height) {
    Image image(3 * band, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const Color color = x < band ? kRed : x < 2 * band ? kGreen : kBlue;
            std::ranges::copy(std::array{color.red, color.green, color.blue},
                              image.row(y) + std::ptrdiff_t{3} * x);
        }
    return image;
}

Image transposed(const Image& image) {
    Image result(image.height, image.width);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            std::copy_n(image.row(y) + std::ptrdiff_t{3} * x, 3, result.row(x) + std::ptrdiff_t{3} * y);
    return result;
}

Image checkerboard(int size) {
    Image image(size, size);
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x)
            std::fill_n(image.row(y) + std::ptrdiff_t{3} * x, 3,
                        static_cast<std::uint8_t>((x + y) % 2 * 255));
    return image;
}

std::pair<int, int> range_of(const Image& image) {
    const auto [low, high] = std::ranges::minmax(image.pixels);
    return {low, high};
}

} // namespace

class FitImageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shrinking_averages();
    void crop_takes_the_centre();
    void top_keeps_the_head_of_a_portrait();
    void a_place_moves_the_square();
    void pad_keeps_the_whole();
    void edge_repeats_the_outermost_pixels();
    void stretch_fills_the_square();
    void enlarging_keeps_flat_colors_flat();
    void one_axis_grows_while_the_other_shrinks();
    void right_size_is_left_alone();
    void extreme_shapes_data();
    void extreme_shapes();
    void nonsense_is_refused();
    void smooth_enlarging_keeps_colours_and_blends_between();
};

void FitImageTest::shrinking_averages() {
    const auto [low, high] = range_of(fit_image(checkerboard(64), 16, Fit::Crop));
    QVERIFY(low >= 127 && high <= 128);
    // Sampling every 3.75th pixel instead would give 0 and 255.
    const auto [uneven_low, uneven_high] = range_of(fit_image(checkerboard(60), 16, Fit::Crop));
    QVERIFY(uneven_low >= 112 && uneven_high <= 143);
}

void FitImageTest::crop_takes_the_centre() {
    const Image wide = fit_image(bands(10, 10), 5, Fit::Crop, kWhite);
    QVERIFY(wide == flat_picture(5, 5, 0, 180, 0));
    QVERIFY(fit_image(transposed(bands(10, 10)), 5, Fit::Crop, kWhite) == wide);
    // 9 x 4: two and a half pixels on each side fall away, the half on the left.
    const Image uneven = fit_image(bands(3, 4), 4, Fit::Crop);
    QCOMPARE(color_at(uneven, 0, 0), kRed);
    QCOMPARE(color_at(uneven, 1, 0), kGreen);
    QCOMPARE(color_at(uneven, 3, 3), kGreen);
}

void FitImageTest::top_keeps_the_head_of_a_portrait() {
    const Image tall = transposed(bands(10, 10)); // red above green above blue
    QVERIFY(fit_image(tall, 5, Fit::Top) == flat_picture(5, 5, 200, 0, 0));
    QVERIFY(fit_image(bands(10, 10), 5, Fit::Top) == flat_picture(5, 5, 0, 180, 0)); // wide: the centre
}

void FitImageTest::a_place_moves_the_square() {
    const Image wide = bands(10, 10);
    for (const Fit fit : {Fit::Crop, Fit::Top}) {
        QVERIFY(fit_image(wide, 5, fit, kBlack, CropPlace{0, 0.3}) == flat_picture(5, 5, 200, 0, 0));
        QVERIFY(fit_image(wide, 5, fit, kBlack, CropPlace{1, 0.3}) == flat_picture(5, 5, 0, 0, 220));
        QVERIFY(fit_image(wide, 5, fit, kBlack, CropPlace{9, -9}) == flat_picture(5, 5, 0, 0, 220));
        QVERIFY(fit_image(transposed(wide), 5, fit, kBlack, CropPlace{0.3, 1}) ==
                flat_picture(5, 5, 0, 0, 220));
    }
    QVERIFY(fit_image(wide, 5, Fit::Stretch, kBlack, CropPlace{0, 0}) == fit_image(wide, 5, Fit::Stretch));
    QVERIFY((kept_area(30, 10, Fit::Crop, CropPlace{0.25, 0}) == PictureArea{5, 0, 10, 10}));
    QVERIFY((kept_area(30, 11, Fit::Pad) == PictureArea{0, 0, 30, 11}));
    QVERIFY((kept_area(12, 9, Fit::Crop) == PictureArea{1, 0, 9, 9})); // an odd room rounds down
}

void FitImageTest::edge_repeats_the_outermost_pixels() {
    const Image wide =
        fit_image(transposed(bands(8, 48)), 12, Fit::Edge); // 48 x 24 becomes 12 x 6, from row 3
    for (int x = 0; x < 12; ++x) {
        for (const int y : {0, 1, 2, 3, 4})
            QCOMPARE(color_at(wide, x, y), kRed);
        for (const int y : {7, 8, 9, 10, 11})
            QCOMPARE(color_at(wide, x, y), kBlue);
    }
    QVERIFY(fit_image(bands(8, 48), 12, Fit::Edge) ==
            transposed(fit_image(transposed(bands(8, 48)), 12, Fit::Edge)));
}

void FitImageTest::pad_keeps_the_whole() {
    const Image wide = fit_image(bands(8, 8), 12, Fit::Pad, kGrey); // 24 x 8 becomes 12 x 4, from row 4 on
    const Color pad = {128, 128, 128};
    for (int y = 0; y < 12; ++y) {
        const bool inside = y >= 4 && y < 8;
        QCOMPARE(color_at(wide, 0, y), inside ? kRed : pad);
        QCOMPARE(color_at(wide, 5, y), inside ? kGreen : pad);
        QCOMPARE(color_at(wide, 11, y), inside ? kBlue : pad);
    }
    QVERIFY(fit_image(transposed(bands(8, 8)), 12, Fit::Pad, kGrey) == transposed(wide));
    const Image white = fit_image(bands(8, 8), 12, Fit::Pad, kWhite);
    QCOMPARE(color_at(white, 0, 0), (Color{255, 255, 255}));
}

void FitImageTest::stretch_fills_the_square() {
    const Image image = fit_image(bands(8, 4), 3, Fit::Stretch, kGrey);
    for (int y = 0; y < 3; ++y) {
        QCOMPARE(color_at(image, 0, y), kRed);
        QCOMPARE(color_at(image, 1, y), kGreen);
        QCOMPARE(color_at(image, 2, y), kBlue);
    }
}

void FitImageTest::enlarging_keeps_flat_colors_flat() {
    for (const Fit fit : {Fit::Crop, Fit::Top, Fit::Pad, Fit::Edge, Fit::Stretch})
        QVERIFY(fit_image(flat_picture(3, 3, 10, 20, 30), 16, fit) == flat_picture(16, 16, 10, 20, 30));
    // Between two colours it overshoots and passes through the middle.
    const Image image = fit_image(bands(1, 3), 30, Fit::Crop);
    QVERIFY(color_at(image, 0, 15).red >= 190 && color_at(image, 29, 15).blue >= 210);
    QVERIFY(color_at(image, 9, 15).red > 100 && color_at(image, 9, 15).green > 60 &&
            color_at(image, 9, 15).blue < 20);
}

void FitImageTest::one_axis_grows_while_the_other_shrinks() {
    // 4 wide, 400 high, rows black and white in turn: the rows must be averaged though the columns grow.
    Image image(4, 400);
    for (int y = 1; y < image.height; y += 2)
        std::fill_n(image.row(y), image.row_bytes(), std::uint8_t{255});
    for (const Image& fitted :
         {fit_image(image, 20, Fit::Stretch), fit_image(transposed(image), 20, Fit::Stretch)}) {
        QCOMPARE(fitted.width, 20);
        QCOMPARE(fitted.height, 20);
        const auto [low, high] = range_of(fitted);
        QVERIFY(low >= 127 && high <= 128);
    }
}

void FitImageTest::right_size_is_left_alone() {
    for (const Fit fit : {Fit::Crop, Fit::Top, Fit::Pad, Fit::Edge, Fit::Stretch})
        QVERIFY(fit_image(checkerboard(16), 16, fit, kGrey) == checkerboard(16));
}

void FitImageTest::extreme_shapes_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    for (const auto& [width, height] :
         {std::pair{1, 1}, std::pair{1, 5000}, std::pair{5000, 1}, std::pair{65500, 3}, std::pair{2, 65500}})
        QTest::newRow(qPrintable(QString("%1 x %2").arg(width).arg(height))) << width << height;
}

void FitImageTest::extreme_shapes() {
    QFETCH(int, width);
    QFETCH(int, height);
    const Image image = flat_picture(width, height, 200, 0, 0);
    for (const int size : {1, 16, 256}) {
        for (const Fit fit : {Fit::Crop, Fit::Top, Fit::Edge, Fit::Stretch})
            QVERIFY(fit_image(image, size, fit, kGrey) == flat_picture(size, size, 200, 0, 0));
        const Image padded = fit_image(image, size, Fit::Pad, kGrey);
        QCOMPARE(padded.pixels.size(), static_cast<std::size_t>(3 * size * size));
        const int middle = (size - 1) / 2; // a line of one pixel at least
        QCOMPARE(color_at(padded, middle, middle), kRed);
    }
}

void FitImageTest::nonsense_is_refused() {
    QVERIFY(says(error_of([] { fit_image(Image(), 16, Fit::Crop); }), ErrorKind::Usage, "empty"));
    QVERIFY(says(error_of([] { fit_image(Image(2, 2), 0, Fit::Crop); }), ErrorKind::Usage, "size"));
}

void FitImageTest::smooth_enlarging_keeps_colours_and_blends_between() {
    const Image image = bands(4, 4);
    const Image large = enlarge_smooth(image, 4);
    QCOMPARE(large.width, 48);
    QCOMPARE(large.height, 16);
    QCOMPARE(color_at(large, 4, 8), kRed); // far from the edges nothing changes
    QCOMPARE(color_at(large, 24, 8), kGreen);
    QCOMPARE(color_at(large, 44, 8), kBlue);
    const Color between = color_at(large, 15, 8); // red's side of the edge
    QVERIFY(between.red > 100 && between.red < 200 && between.green > 0 && between.green < 90);
    QVERIFY(enlarge_smooth(image, 1) == image);
    QVERIFY(enlarge_smooth(Image(), 3).empty());
    for (const int factor : {0, 17})
        QVERIFY(says(error_of([&] { enlarge_smooth(image, factor); }), ErrorKind::Usage, "1 to 16"));
}

WASSERFARBE_TEST(FitImageTest)

} // namespace wasserfarbe::test::fit_image_test

#include "fit_image_test.moc"
