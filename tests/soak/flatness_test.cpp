#include <cmath>
#include <functional>
#include <random>

#include <QtTest>

#include "tests/soak/flatness.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::flatness_test {

namespace {

using namespace wasserfarbe::soak;

constexpr double kMiB = 1024.0 * 1024.0;
constexpr double kLevel = 400 * kMiB;        // what such a program takes
constexpr Allowance kMemory{0.03, 8 * kMiB}; // 20 MiB of that level
constexpr double kAllowed = kLevel * 0.03 + 8 * kMiB;
constexpr Allowance kCounts{0, 2};

/// One reading in 5 seconds; `at` says what is above the level, from how far along it is, 0 to 1.
std::vector<Reading> readings(int count, const std::function<double(double along)>& at,
                              double level = kLevel) {
    std::vector<Reading> result;
    for (int i = 0; i < count; ++i)
        result.push_back({5.0 * i, level + at(static_cast<double>(i) / (count - 1))});
    return result;
}

/// Bell-shaped, of this width, and the same on every machine: the sum of twelve even numbers.
class Noise {
public:
    Noise(unsigned seed, double width) : numbers_(seed), width_(width) {}
    double next() {
        double sum = -6;
        for (int i = 0; i < 12; ++i)
            sum += static_cast<double>(numbers_()) / static_cast<double>(std::mt19937::max());
        return sum * width_;
    }

private:
    std::mt19937 numbers_;
    double width_;
};

class FlatnessTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSteadyLeakIsFound();
    void aLeakIsFoundWithinNoise();
    void aSmallerSlopePasses();
    void aStepIsFound_data();
    void aStepIsFound();
    void noisePasses();
    void oneHighReadingPasses_data();
    void oneHighReadingPasses();
    void whatIsGivenBackPasses();
    void whatFallsPasses();
    void tooFewReadingsAreNotJudged();
    void readingsAtOneTimeHaveNoSlope();
    void oneMoreHandleAfterAnotherIsFound();
    void countsThatComeAndGoPass();
    void warmUpIsAFifthAndThreeReadings();
};

void FlatnessTest::aSteadyLeakIsFound() {
    const double leaked = 1.5 * kAllowed;
    const Growth growth = trendOf(readings(60, [&](double along) { return leaked * along; }), kMemory);
    QVERIFY(growth.judged);
    QVERIFY(!growth.isFlat());
    QVERIFY2(std::abs(growth.grown - leaked) < 0.05 * leaked, qPrintable(QString::number(growth.grown)));
    QVERIFY(growth.from < growth.to);
}

void FlatnessTest::aLeakIsFoundWithinNoise() {
    for (unsigned seed = 1; seed <= 50; ++seed) {
        Noise noise(seed, 5 * kMiB);
        const auto leaking = [&noise](double along) { return 2 * kAllowed * along + noise.next(); };
        QVERIFY2(!trendOf(readings(40, leaking), kMemory).isFlat(), qPrintable(QString::number(seed)));
    }
}

void FlatnessTest::aSmallerSlopePasses() {
    const auto slow = [](double along) { return 0.5 * kAllowed * along; };
    QVERIFY(trendOf(readings(60, slow), kMemory).isFlat());
}

void FlatnessTest::aStepIsFound_data() {
    QTest::addColumn<double>("when");
    for (const double when : {0.35, 0.5, 0.65})
        QTest::addRow("at %g", when) << when;
}

void FlatnessTest::aStepIsFound() {
    QFETCH(double, when);
    const auto step = [when](double along) { return along < when ? 0 : 1.2 * kAllowed; };
    const Growth growth = trendOf(readings(60, step), kMemory);
    QVERIFY(!growth.isFlat());
    QCOMPARE(growth.from, kLevel);
    QCOMPARE(growth.to, kLevel + 1.2 * kAllowed);
}

void FlatnessTest::noisePasses() {
    for (unsigned seed = 1; seed <= 200; ++seed) {
        Noise noise(seed, 6 * kMiB);
        const std::vector<Reading> values = readings(30, [&noise](double) { return noise.next(); });
        QVERIFY2(trendOf(values, kMemory).isFlat(), qPrintable(QString::number(seed)));
    }
}

void FlatnessTest::oneHighReadingPasses_data() {
    QTest::addColumn<int>("which");
    for (const int which : {0, 6, 11})
        QTest::addRow("reading %d", which) << which;
}

/// Something large was still there at that moment.
void FlatnessTest::oneHighReadingPasses() {
    QFETCH(int, which);
    std::vector<Reading> values = readings(12, [](double) { return 0; });
    values[static_cast<std::size_t>(which)].value += 10 * kAllowed;
    QVERIFY(trendOf(values, kMemory).isFlat());
}

void FlatnessTest::whatIsGivenBackPasses() {
    const auto hill = [](double along) { return along > 0.3 && along < 0.6 ? 3 * kAllowed : 0; };
    QVERIFY(trendOf(readings(60, hill), kMemory).isFlat());
}

void FlatnessTest::whatFallsPasses() {
    const Growth growth = trendOf(readings(60, [](double along) { return -2 * kAllowed * along; }), kMemory);
    QVERIFY(growth.isFlat());
    QVERIFY(growth.grown < 0);
}

void FlatnessTest::tooFewReadingsAreNotJudged() {
    const auto leak = [](double along) { return 5 * kAllowed * along; };
    const Growth growth = trendOf(readings(static_cast<int>(kLeastForTrend) - 1, leak), kMemory);
    QVERIFY(!growth.judged);
    QVERIFY(growth.isFlat());
    QVERIFY(!trendOf(readings(static_cast<int>(kLeastForTrend), leak), kMemory).isFlat());
    QVERIFY(!trendOf({}, kMemory).judged);
    QVERIFY(!peakGrowthOf({}, kCounts).judged);
}

void FlatnessTest::readingsAtOneTimeHaveNoSlope() {
    std::vector<Reading> values = readings(12, [](double along) { return 5 * kAllowed * along; });
    for (Reading& reading : values)
        reading.seconds = 3;
    const Growth growth = trendOf(values, kMemory);
    QVERIFY(growth.judged);
    QCOMPARE(growth.grown, 0.0);
}

void FlatnessTest::oneMoreHandleAfterAnotherIsFound() {
    const auto leaking = [](double along) { return std::floor(5 * along); };
    const Growth growth = peakGrowthOf(readings(60, leaking, 30), kCounts);
    QVERIFY(!growth.isFlat());
    QCOMPARE(growth.from, 31.0);
    QCOMPARE(growth.to, 35.0);
    const auto two = [](double along) { return along > 0.5 ? 2.0 : 0.0; };
    QVERIFY(peakGrowthOf(readings(60, two, 30), kCounts).isFlat());
    const auto three = [](double along) { return along > 0.9 ? 3.0 : 0.0; };
    QVERIFY(!peakGrowthOf(readings(60, three, 30), kCounts).isFlat());
}

void FlatnessTest::countsThatComeAndGoPass() {
    int n = 0;
    const auto pool = [&n](double) { return n++ % 4 == 0 ? 6.0 : 0.0; }; // threads that end when idle
    QVERIFY(peakGrowthOf(readings(60, pool, 20), kCounts).isFlat());
}

void FlatnessTest::warmUpIsAFifthAndThreeReadings() {
    const std::vector<Reading> values = readings(60, [](double) { return 0; }); // 0 to 295 seconds
    QCOMPARE(warmUpReadings(values, 300), 12U);                                 // those before second 60
    QCOMPARE(warmUpReadings(values, 20), 3U); // one alone lies before second 4
    QCOMPARE(warmUpReadings(std::span(values).first(2), 300), 2U);
    QCOMPARE(warmUpReadings({}, 300), 0U);
}

} // namespace

WASSERFARBE_TEST(FlatnessTest)

} // namespace wasserfarbe::test::flatness_test

#include "flatness_test.moc"
