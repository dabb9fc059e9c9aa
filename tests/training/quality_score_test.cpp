// The score that says which checkpoint is the best; its parts are held against reference values elsewhere.

#include <algorithm>
#include <cmath>
#include <limits>

#include <QtTest>

#include "model/networks/initialize.h"
#include "model/torch.h"
#include "model/training/quality_score.h"
#include "tests/support/error_support.h"
#include "tests/support/tensor_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::quality_score_test {

namespace {

constexpr std::int64_t kImages = 40;

torch::Tensor blurred(const torch::Tensor& images, std::int64_t radius) {
    const std::int64_t side = 2 * radius + 1;
    return torch::avg_pool2d(torch::reflection_pad2d(images, {radius, radius, radius, radius}), side, 1);
}

torch::Tensor noise(std::uint64_t seed, std::int64_t size = 32) {
    return torch::rand({kImages, 3, size, size}, cpu_random(seed)).mul(2).sub(1);
}

/// Patches of plain colours, as the pictures that people train on have them.
torch::Tensor pictures(std::uint64_t seed, std::int64_t size = 32) {
    const torch::Tensor colors = torch::rand({kImages, 3, 4, 4}, cpu_random(seed)).mul(2).sub(1);
    return colors.repeat_interleave(size / 4, 2).repeat_interleave(size / 4, 3);
}

/// Of sets that are given whole.
double quality_score(const torch::Tensor& generated, const torch::Tensor& real) {
    QualityComparison comparison(real.size(0), real.size(2));
    comparison.add(generated, real);
    return comparison.score();
}

/// A matrix whose columns have length 1.
torch::Tensor directions(std::int64_t size, std::int64_t count) {
    const torch::Tensor drawn = torch::randn({size, count}, cpu_random(4));
    return drawn / drawn.norm(2, 0, /*keepdim=*/true);
}

} // namespace

class QualityScoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSameImagesAreNoDistanceApart_data() { sizes(); }
    void theSameImagesAreNoDistanceApart();
    void theLessTheyLookAlikeTheHigherItIs_data() { sizes(); }
    void theLessTheyLookAlikeTheHigherItIs();
    void theOrderOfTheSetsDoesNotMatter();
    void oneImageOverAndOverIsFarFromAllOfThem();
    void imagesWithoutContrastHaveAScore();
    void itIsTheSameEveryTime();
    void itDrawsFromNoOtherGenerator();
    void itLeavesTheImagesAsTheyAre();
    void itNeedsNoGraph();
    void numbersThatAreNotFiniteHaveNoScore();
    void otherTensorsAreRefused_data();
    void otherTensorsAreRefused();
    void setsOfDifferentSizesAreRefused();
    void partsGiveTheScoreOfTheWhole();
    void aPlainColourIsAllInTheSmallestLevel();
    void whatIsMovedIsAsFarAwayAsItWasMoved();
    void rowsAreSortedAsNumbers();

private:
    static void sizes() {
        QTest::addColumn<int>("size");
        for (const int size : {16, 32, 128})
            QTest::addRow("%d px", size) << size;
    }
};

void QualityScoreTest::theSameImagesAreNoDistanceApart() {
    QFETCH(int, size);
    const torch::Tensor images = pictures(1, size);
    QCOMPARE(quality_score(images, images), 0.0);
    QCOMPARE(quality_score(images.clone(), images), 0.0);
}

void QualityScoreTest::theLessTheyLookAlikeTheHigherItIs() {
    QFETCH(int, size);
    const torch::Tensor real = pictures(1, size);
    const double others = quality_score(pictures(2, size), real);
    const double slightly = quality_score(blurred(real, 1), real);
    const double strongly = quality_score(blurred(real, 3), real);
    const double with_noise = quality_score(noise(3, size), real);
    // Which of the last two is the worse is no question of 16 pixels.
    QVERIFY2(0 < slightly && slightly < strongly && slightly < with_noise &&
                 (size == 16 || strongly < with_noise),
             qPrintable(QString("%1 %2 %3").arg(slightly).arg(strongly).arg(with_noise)));
    QVERIFY2(0 < others && others < with_noise, qPrintable(QString("%1 %2").arg(others).arg(with_noise)));
}

void QualityScoreTest::theOrderOfTheSetsDoesNotMatter() {
    const double one_way = quality_score(noise(3), pictures(1));
    const double other_way = quality_score(pictures(1), noise(3));
    QVERIFY2(std::abs(one_way - other_way) < 1e-6 * one_way,
             qPrintable(QString("%1 %2").arg(one_way).arg(other_way)));
}

void QualityScoreTest::oneImageOverAndOverIsFarFromAllOfThem() {
    const torch::Tensor real = pictures(1);
    const torch::Tensor one = real.narrow(0, 0, 1).expand_as(real);
    const double of_one = quality_score(one, real);
    const double of_others = quality_score(pictures(2), real);
    QVERIFY2(of_one > 1.5 * of_others, qPrintable(QString("%1 %2").arg(of_one).arg(of_others)));
}

void QualityScoreTest::imagesWithoutContrastHaveAScore() {
    const torch::Tensor real = pictures(1);
    const double grey = quality_score(torch::full_like(real, 0.3), real);
    QVERIFY2(std::isfinite(grey) && grey > quality_score(pictures(2), real),
             qPrintable(QString::number(grey)));
}

void QualityScoreTest::itIsTheSameEveryTime() {
    const double score = quality_score(noise(3), pictures(1));
    torch::manual_seed(12);
    QCOMPARE(quality_score(noise(3), pictures(1)), score);
}

void QualityScoreTest::itDrawsFromNoOtherGenerator() {
    const torch::Tensor before = at::globalContext().defaultGenerator(torch::kCPU).get_state().clone();
    quality_score(noise(3), pictures(1));
    QVERIFY(same_bits(at::globalContext().defaultGenerator(torch::kCPU).get_state(), before));
}

void QualityScoreTest::itLeavesTheImagesAsTheyAre() {
    const torch::Tensor generated = noise(3);
    const torch::Tensor real = pictures(1);
    quality_score(generated, real);
    QVERIFY(same_bits(generated, noise(3)));
    QVERIFY(same_bits(real, pictures(1)));
}

void QualityScoreTest::itNeedsNoGraph() {
    const torch::Tensor generated = noise(3).requires_grad_();
    QCOMPARE(quality_score(generated, pictures(1)), quality_score(noise(3), pictures(1)));
    for (const torch::Tensor& level : quality::laplacian_pyramid(generated))
        QVERIFY(!level.requires_grad());
}

void QualityScoreTest::numbersThatAreNotFiniteHaveNoScore() {
    for (const float odd :
         {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
        torch::Tensor generated = noise(3);
        generated[5][1][7][9] = odd;
        QVERIFY(std::isnan(quality_score(generated, pictures(1))));
        QVERIFY(std::isnan(quality_score(pictures(1), generated)));
    }
}

void QualityScoreTest::otherTensorsAreRefused_data() {
    QTest::addColumn<QList<int>>("sizes");
    QTest::addColumn<bool>("wide");
    QTest::newRow("too small") << QList<int>{4, 3, 8, 8} << false;
    QTest::newRow("no power of two") << QList<int>{4, 3, 24, 24} << false;
    QTest::newRow("not square") << QList<int>{4, 3, 32, 16} << false;
    QTest::newRow("grey") << QList<int>{4, 1, 16, 16} << false;
    QTest::newRow("one image") << QList<int>{1, 3, 16, 16} << false;
    QTest::newRow("no batch") << QList<int>{3, 16, 16} << false;
    QTest::newRow("double precision") << QList<int>{4, 3, 16, 16} << true;
}

void QualityScoreTest::otherTensorsAreRefused() {
    QFETCH(QList<int>, sizes);
    QFETCH(bool, wide);
    const torch::Tensor odd = torch::zeros(std::vector<std::int64_t>(sizes.begin(), sizes.end()),
                                           wide ? torch::kFloat64 : torch::kFloat32);
    const torch::Tensor right = torch::zeros({4, 3, 16, 16});
    QVERIFY(says(error_of([&] { quality_score(odd, odd); }), ErrorKind::Internal, "quality score"));
    QVERIFY(says(error_of([&] { quality_score(right, odd); }), ErrorKind::Internal, "quality score"));
    QVERIFY(says(error_of([&] { quality_score(odd, right); }), ErrorKind::Internal, "quality score"));
}

void QualityScoreTest::setsOfDifferentSizesAreRefused() {
    const torch::Tensor four = torch::zeros({4, 3, 16, 16});
    const torch::Tensor five = torch::zeros({5, 3, 16, 16});
    QVERIFY(says(error_of([&] { quality_score(five, four); }), ErrorKind::Internal, "as many"));
    QualityComparison comparison(8, 16);
    QVERIFY(says(error_of([&] { comparison.add(four, torch::Tensor()); }), ErrorKind::Internal, "float32"));
    comparison.add(four, four);
    QVERIFY(says(error_of([&] { comparison.score(); }), ErrorKind::Internal, "missing"));
    QVERIFY(says(error_of([&] { comparison.add(five, five); }), ErrorKind::Internal, "more"));
    comparison.add(four, four);
    QCOMPARE(comparison.score(), 0.0);
}

void QualityScoreTest::partsGiveTheScoreOfTheWhole() {
    const torch::Tensor generated = noise(3);
    const torch::Tensor real = pictures(1);
    QualityComparison comparison(kImages, 32);
    for (std::int64_t first = 0, some = 7; first < kImages; first += some) {
        some = std::min(some, kImages - first);
        comparison.add(generated.narrow(0, first, some), real.narrow(0, first, some));
    }
    QCOMPARE(comparison.score(), quality_score(generated, real));
}

void QualityScoreTest::aPlainColourIsAllInTheSmallestLevel() {
    const torch::Tensor plain = torch::full({2, 3, 64, 64}, 0.25);
    const std::vector<torch::Tensor> levels = quality::laplacian_pyramid(plain);
    QCOMPARE(levels.size(), std::size_t{3});
    QVERIFY(levels[0].abs().max().item<double>() < 1e-6);
    QVERIFY(levels[1].abs().max().item<double>() < 1e-6);
    QVERIFY(torch::allclose(levels[2], torch::full({2, 3, 16, 16}, 0.25)));
    const torch::Tensor smallest = noise(3, 16);
    QCOMPARE(quality::laplacian_pyramid(smallest).size(), std::size_t{1});
    QVERIFY(same_bits(quality::laplacian_pyramid(smallest)[0], smallest));
}

void QualityScoreTest::whatIsMovedIsAsFarAwayAsItWasMoved() {
    const torch::Tensor along = directions(12, 30);
    const torch::Tensor points = torch::randn({500, 12}, cpu_random(5));
    const torch::Tensor by = torch::randn({1, 12}, cpu_random(6));
    const torch::Tensor shuffled = points.index_select(0, torch::randperm(500, cpu_random(7)));
    const double expected = by.mm(along).abs().mean().item<double>();
    QVERIFY(std::abs(quality::sliced_distance(points, shuffled + by, along) - expected) < 1e-5 * expected);
    QVERIFY(quality::sliced_distance(points, shuffled, along) < 1e-6);
}

/// Of both signs, both zeros and every magnitude, against LibTorch's own sorting.
void QualityScoreTest::rowsAreSortedAsNumbers() {
    const torch::Tensor signs = torch::randint(-1, 2, {4096, 1}, cpu_random(8));
    const torch::Tensor exponents = torch::rand({4096, 1}, cpu_random(9)).mul(60).sub(50);
    torch::Tensor values = signs * torch::exp2(exponents);
    values[0][0] = -0.0F;
    const torch::Tensor others = torch::randn({4096, 1}, cpu_random(10));
    const auto sorted = [](const torch::Tensor& x) {
        return std::get<0>(x.flatten().to(torch::kFloat64).sort());
    };
    const double expected = (sorted(values) - sorted(others)).abs().mean().item<double>();
    const double distance = quality::sliced_distance(values, others, torch::ones({1, 1}));
    QVERIFY2(std::abs(distance - expected) <= 1e-9 * expected,
             qPrintable(QString("%1 %2").arg(distance, 0, 'g', 17).arg(expected, 0, 'g', 17)));
}

WASSERFARBE_TEST(QualityScoreTest)

} // namespace wasserfarbe::test::quality_score_test

#include "quality_score_test.moc"
