// What DiffAugment draws, what it lets through and what the preview shows of it. Its values are held against
// PyTorch's in reference_test.

#include <set>

#include <QtTest>

#include "model/networks/initialize.h"
#include "model/torch.h"
#include "model/training/diff_augment.h"
#include "model/training/diff_augment_preview.h"
#include "model/types/random.h"
#include "tests/support/error_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::diff_augment_test {

namespace {

constexpr std::uint8_t kGrey = 128; // of the value 0

TrainingConfig settings(bool color, bool translation, bool cutout) {
    TrainingConfig config;
    config.augment_color = color;
    config.augment_translation = translation;
    config.augment_cutout = cutout;
    return config;
}

const TrainingConfig kAll = settings(true, true, true);

Augmentation draw(TrainingConfig config, std::int64_t count, int size, at::Generator random) {
    config.image_size = size;
    return draw_augmentation(config, count, random, torch::kCPU);
}

std::set<std::int64_t> values_of(const torch::Tensor& column) {
    std::set<std::int64_t> values;
    for (std::int64_t i = 0; i < column.size(0); ++i)
        values.insert(column[i].item<std::int64_t>());
    return values;
}

std::set<std::int64_t> range(std::int64_t first, std::int64_t last) {
    std::set<std::int64_t> values;
    for (; first <= last; ++first)
        values.insert(first);
    return values;
}

/// Of the values 0, 1, 2 ... modulo 256: each byte occurs, and no picture is its own mirror image.
Image picture(int size, int start) {
    Image image(size, size);
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        image.pixels[i] = static_cast<std::uint8_t>(i + static_cast<std::size_t>(start));
    return image;
}

std::vector<Image> pictures(int count, int size = 16) {
    std::vector<Image> images;
    for (int i = 0; i < count; ++i)
        images.push_back(picture(size, 37 * i));
    return images;
}

Image mirrored(const Image& image) {
    Image result(image.width, image.height);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            std::copy_n(image.row(y) + 3 * x, 3, result.row(y) + 3 * (image.width - 1 - x));
    return result;
}

bool is_grey(const Image& image, int x, int y) {
    const std::uint8_t* pixel = image.row(y) + 3 * x;
    return pixel[0] == kGrey && pixel[1] == kGrey && pixel[2] == kGrey;
}

} // namespace

class DiffAugmentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSettingsDecideWhatIsDrawn();
    void nothingIsDrawnWhereNothingIsOn();
    void drawsFillTheirRanges();
    void theSeedDecidesTheDraws();
    void gradientsComeThroughWhereAnImageIsShown();
    void aPreviewWithoutAugmentationIsThePictures();
    void aPreviewMirrorsSome();
    void aPreviewShowsTheCutout();
    void aPreviewShowsTheTranslation();
    void theSeedDecidesThePreview();
    void aPreviewLeavesTheThreadsAlone();
    void picturesOfOtherSizesAreRefused();
};

void DiffAugmentTest::theSettingsDecideWhatIsDrawn() {
    for (const bool color : {false, true})
        for (const bool translation : {false, true})
            for (const bool cutout : {false, true}) {
                const Augmentation drawn = draw(settings(color, translation, cutout), 2, 16, cpu_random(1));
                QCOMPARE(drawn.color.defined(), color);
                QCOMPARE(drawn.translation.defined(), translation);
                QCOMPARE(drawn.cutout.defined(), cutout);
            }
}

void DiffAugmentTest::nothingIsDrawnWhereNothingIsOn() {
    at::Generator random = cpu_random(1);
    const torch::Tensor before = random.get_state();
    const Augmentation nothing = draw({}, 8, 16, random);
    QVERIFY(torch::equal(random.get_state(), before));
    const torch::Tensor images = torch::randn({8, 3, 16, 16});
    QVERIFY(augment(images, nothing).is_same(images));
    draw(settings(false, false, true), 8, 16, random);
    QVERIFY(!torch::equal(random.get_state(), before));
}

void DiffAugmentTest::drawsFillTheirRanges() {
    const Augmentation drawn = draw(kAll, 5000, 32, cpu_random(2));
    QCOMPARE(drawn.color.sizes().vec(), (std::vector<std::int64_t>{5000, 3}));
    const double expected[3][2] = {{-0.5, 0.5}, {0, 2}, {0.5, 1.5}};
    for (std::int64_t i = 0; i < 3; ++i) {
        const auto [low, high] = expected[i];
        const torch::Tensor column = drawn.color.select(1, i);
        const double lowest = column.min().item<double>();
        const double highest = column.max().item<double>();
        QVERIFY(lowest >= low && lowest < low + 0.01);
        QVERIFY(highest <= high && highest > high - 0.01);
        QVERIFY(std::abs(column.mean().item<double>() - (low + high) / 2) < 0.05);
    }
    for (std::int64_t axis = 0; axis < 2; ++axis) {
        QCOMPARE(values_of(drawn.translation.select(1, axis)), range(-4, 4));
        QCOMPARE(values_of(drawn.cutout.select(1, axis)), range(0, 32)); // of an even side
    }
    const Augmentation odd = draw(kAll, 500, 9, cpu_random(2)); // cut out: 5 pixels
    QCOMPARE(values_of(odd.cutout.select(1, 0)), range(0, 8));
    QCOMPARE(values_of(odd.translation.select(1, 1)), range(-1, 1));
}

void DiffAugmentTest::theSeedDecidesTheDraws() {
    const Augmentation first = draw(kAll, 16, 32, cpu_random(3));
    const Augmentation same = draw(kAll, 16, 32, cpu_random(3));
    at::Generator random = cpu_random(3);
    draw(kAll, 16, 32, random);
    const Augmentation next = draw(kAll, 16, 32, random);
    for (const auto part : {&Augmentation::color, &Augmentation::translation, &Augmentation::cutout}) {
        QVERIFY(torch::equal(first.*part, same.*part));
        QVERIFY(!torch::equal(first.*part, next.*part));
    }
    QVERIFY(!torch::equal(first.translation.select(1, 0), first.translation.select(1, 1)));
}

void DiffAugmentTest::gradientsComeThroughWhereAnImageIsShown() {
    // Shown a row further down, and without the middle: what is not shown has no say.
    const torch::Tensor images = torch::ones({1, 3, 8, 8}).requires_grad_();
    Augmentation drawn;
    drawn.translation = torch::tensor({{std::int64_t{1}, std::int64_t{0}}});
    drawn.cutout = torch::tensor({{std::int64_t{4}, std::int64_t{4}}}); // rows and columns 2 to 5
    const torch::Tensor shown = augment(images, drawn);
    const torch::Tensor gradient = torch::autograd::grad({shown.sum()}, {images})[0];
    for (std::int64_t row = 0; row < 8; ++row)
        for (std::int64_t column = 0; column < 8; ++column) {
            const auto inside = [](std::int64_t place) { return place >= 2 && place <= 5; };
            const bool cut = inside(row) && inside(column);
            QCOMPARE(shown[0][0][row][column].item<double>(), row == 7 || cut ? 0.0 : 1.0);
            const bool lost = row == 0 || (inside(row - 1) && inside(column));
            QCOMPARE(gradient[0][0][row][column].item<double>(), lost ? 0.0 : 1.0);
        }
}

void DiffAugmentTest::aPreviewWithoutAugmentationIsThePictures() {
    const std::vector<Image> images = pictures(5);
    QVERIFY(augmented_images(images, TrainingConfig(), 1) == images);
    QVERIFY(augmented_images({}, TrainingConfig(), 1).empty());
}

void DiffAugmentTest::aPreviewMirrorsSome() {
    TrainingConfig config;
    config.horizontal_flip = true;
    const std::vector<Image> images = pictures(100);
    const std::vector<Image> shown = augmented_images(images, config, 1);
    QCOMPARE(shown.size(), images.size());
    int turned = 0;
    for (std::size_t i = 0; i < images.size(); ++i) {
        if (shown[i] == images[i])
            continue;
        QVERIFY(shown[i] == mirrored(images[i]));
        ++turned;
    }
    QVERIFY2(turned > 30 && turned < 70, qPrintable(QString::number(turned)));
}

void DiffAugmentTest::aPreviewShowsTheCutout() {
    TrainingConfig config;
    config.augment_cutout = true;
    const std::vector<Image> images = pictures(20);
    const std::vector<Image> shown = augmented_images(images, config, 1);
    int most = 0;
    for (std::size_t i = 0; i < images.size(); ++i) {
        int grey = 0;
        for (int y = 0; y < 16; ++y)
            for (int x = 0; x < 16; ++x)
                if (is_grey(shown[i], x, y))
                    ++grey;
                else
                    QVERIFY(std::equal(shown[i].row(y) + 3 * x, shown[i].row(y) + 3 * x + 3,
                                       images[i].row(y) + 3 * x));
        QVERIFY(grey >= 4 * 4 && grey <= 8 * 8); // at a corner a quarter of it is in the picture
        most = std::max(most, grey);
    }
    QVERIFY(most > 40);
}

void DiffAugmentTest::aPreviewShowsTheTranslation() {
    TrainingConfig config;
    config.augment_translation = true;
    const std::vector<Image> images = pictures(20);
    const std::vector<Image> shown = augmented_images(images, config, 1);
    std::set<std::pair<int, int>> moves;
    for (std::size_t i = 0; i < images.size(); ++i) {
        int fitting = 0;
        for (int down = -2; down <= 2; ++down)
            for (int right = -2; right <= 2; ++right) {
                bool fits = true;
                for (int y = 0; y < 16 && fits; ++y)
                    for (int x = 0; x < 16 && fits; ++x) {
                        const int from_x = x + right;
                        const int from_y = y + down;
                        const bool inside = from_x >= 0 && from_x < 16 && from_y >= 0 && from_y < 16;
                        fits = inside ? std::equal(shown[i].row(y) + 3 * x, shown[i].row(y) + 3 * x + 3,
                                                   images[i].row(from_y) + 3 * from_x)
                                      : is_grey(shown[i], x, y);
                    }
                if (fits) {
                    moves.insert({down, right});
                    ++fitting;
                }
            }
        QCOMPARE(fitting, 1);
    }
    QVERIFY(moves.size() > 8);
}

void DiffAugmentTest::theSeedDecidesThePreview() {
    TrainingConfig config;
    config.horizontal_flip = true;
    config.augment_color = config.augment_translation = config.augment_cutout = true;
    const std::vector<Image> images = pictures(6);
    const std::vector<Image> shown = augmented_images(images, config, 1);
    QVERIFY(augmented_images(images, config, 1) == shown);
    QVERIFY(augmented_images(images, config, 2) != shown);
    for (const Image& image : shown)
        QVERIFY(image.width == 16 && image.height == 16);
}

void DiffAugmentTest::aPreviewLeavesTheThreadsAlone() {
    TrainingConfig config;
    config.augment_color = config.augment_translation = config.augment_cutout = true;
    const int before = at::get_num_threads();
    const torch::Tensor state = at::detail::getDefaultCPUGenerator().get_state();
    augmented_images(pictures(64, 64), config, 1);
    QCOMPARE(at::get_num_threads(), before);
    QVERIFY(torch::GradMode::is_enabled() && !c10::InferenceMode::is_enabled());
    QVERIFY(torch::equal(at::detail::getDefaultCPUGenerator().get_state(), state));
}

void DiffAugmentTest::picturesOfOtherSizesAreRefused() {
    std::vector<Image> images = pictures(2);
    images.emplace_back(16, 8);
    QVERIFY(
        says(error_of([&] { augmented_images(images, TrainingConfig(), 1); }), ErrorKind::Usage, "16 x 8"));
}

WASSERFARBE_TEST(DiffAugmentTest)

} // namespace wasserfarbe::test::diff_augment_test

#include "diff_augment_test.moc"
