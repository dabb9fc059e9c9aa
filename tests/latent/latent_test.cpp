#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include <QTest>

#include "model/latent/latents.h"
#include "model/latent/two_axis.h"
#include "tests/support/error_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::latent_test {

namespace {

using Numbers = std::vector<float>;

Numbers first_row(std::uint64_t seed, int size) {
    return seeded_latents(seed, 1, size).values;
}

Numbers row(const Latents& latents, int i) {
    const std::span<const float> numbers = latents.row(i);
    return {numbers.begin(), numbers.end()};
}

/// The first `split` numbers of `left` and the rest of `right`.
Numbers joined(const Numbers& left, const Numbers& right, int split) {
    Numbers numbers(left.begin(), left.begin() + split);
    numbers.insert(numbers.end(), right.begin() + split, right.end());
    return numbers;
}

double norm(std::span<const float> numbers) {
    return std::sqrt(std::inner_product(numbers.begin(), numbers.end(), numbers.begin(), 0.0));
}

double difference(std::span<const float> a, std::span<const float> b) {
    double most = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        most = std::max(most, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
    return most;
}

TwoAxisOptions spherical(std::optional<int> split = {}) {
    return {10, split, Interpolation::Spherical};
}

} // namespace

class LatentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rows_are_appended() {
        Latents latents;
        latents.append(Numbers{1, 2, 3});
        latents.append(Numbers{4, 5, 6});
        QCOMPARE(latents.count, 2);
        QCOMPARE(latents.size, 3);
        QCOMPARE(row(latents, 1), (Numbers{4, 5, 6}));
        QCOMPARE(latents.values, (Numbers{1, 2, 3, 4, 5, 6}));
    }

    void a_row_does_not_depend_on_the_count() {
        for (const int size :
             {2, 15, 16, 17, 64, 100}) { // LibTorch draws 16 numbers and more in another manner
            const Latents many = seeded_latents(3, 9, size);
            QCOMPARE(many.count, 9);
            QCOMPARE(many.size, size);
            QCOMPARE(many.values.size(), static_cast<std::size_t>(9 * size));
            for (const int count : {1, 2, 8}) {
                const Latents few = seeded_latents(3, count, size);
                QCOMPARE(row(few, count - 1), row(many, count - 1));
                QCOMPARE(row(few, 0), row(many, 0));
            }
        }
    }

    void a_seed_always_gives_the_same() {
        const Latents first = seeded_latents(1, 4, 64);
        QVERIFY(seeded_latents(2, 4, 64) != first);
        QVERIFY(seeded_latents(1, 4, 64) == first);
        QVERIFY(row(first, 0) != row(first, 1));
        QVERIFY(seeded_latents(UINT64_MAX, 1, 8) != seeded_latents(UINT64_MAX - 1, 1, 8));
    }

    /// What PyTorch 1.13 prints for `torch.manual_seed(7); torch.cat([torch.randn(1, 4) for _ in range(2)])`.
    void latents_are_those_of_pytorch() {
        const Latents latents = seeded_latents(7, 2, 4);
        const Numbers expected = {-0.1468F, 0.7861F, 0.9468F, -1.1143F, 1.6908F, -0.8948F, -0.3556F, 1.2324F};
        QVERIFY(difference(latents.values, expected) < 6e-5);
        const Numbers wide = first_row(7, 64);
        const Numbers beginning = {-0.8201345F, 0.3956312F, 0.8989085F, -1.388404F};
        QVERIFY(difference(beginning, wide) < 1e-6);
    }

    void latents_are_normally_distributed() {
        const Latents latents = seeded_latents(5, 1000, 100);
        double sum = 0;
        double squares = 0;
        int within_one = 0;
        for (const double value : latents.values) {
            QVERIFY(std::isfinite(value));
            sum += value;
            squares += value * value;
            within_one += std::abs(value) < 1 ? 1 : 0;
        }
        const double count = 100'000; // the bounds are 5 standard errors
        QVERIFY(std::abs(sum / count) < 5 / std::sqrt(count));
        QVERIFY(std::abs(squares / count - 1) < 5 * std::sqrt(2 / count));
        QVERIFY(std::abs(within_one / count - 0.682689) < 5 * 0.00147);
    }

    void neighbouring_seeds_and_rows_are_unrelated() {
        const Latents a = seeded_latents(1, 2, 1000);
        const Latents b = seeded_latents(2, 1, 1000);
        const auto correlation = [](std::span<const float> p, std::span<const float> q) {
            return std::inner_product(p.begin(), p.end(), q.begin(), 0.0) / 1000;
        };
        QVERIFY(std::abs(correlation(a.row(0), b.row(0))) < 0.16); // 5 standard errors
        QVERIFY(std::abs(correlation(a.row(0), a.row(1))) < 0.16);
    }

    void no_latents_are_refused() {
        for (const auto& [count, size] : {std::pair{0, 8}, {-1, 8}, {8, 0}, {8, -1}})
            QVERIFY(
                says(error_of([&] { seeded_latents(1, count, size); }), ErrorKind::Usage, "at least one"));
    }

    void corners_of_the_grid_data() {
        QTest::addColumn<bool>("arc");
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("split");
        for (const bool arc : {false, true}) {
            const char* way = arc ? "slerp" : "lerp";
            QTest::addRow("%s halves", way) << arc << 100 << 50;
            QTest::addRow("%s odd", way) << arc << 5 << 2;
            QTest::addRow("%s least split", way) << arc << 8 << 1;
            QTest::addRow("%s greatest split", way) << arc << 8 << 7;
            QTest::addRow("%s two numbers", way) << arc << 2 << 1;
        }
    }
    void corners_of_the_grid() {
        QFETCH(bool, arc);
        QFETCH(int, size);
        QFETCH(int, split);
        const Numbers a = first_row(1, size);
        const Numbers b = first_row(2, size);
        TwoAxisOptions options;
        options.interpolation = arc ? Interpolation::Spherical : Interpolation::Linear;
        if (split != size / 2)
            options.split = split;
        const Latents grid = two_axis_grid(a, b, options);
        QCOMPARE(grid.count, 11 * 11);
        QCOMPARE(grid.size, size);
        QCOMPARE(row(grid, 0), a);
        QCOMPARE(row(grid, 120), b);
        QCOMPARE(row(grid, 10), joined(b, a, split));  // top right: B's first part and A's second
        QCOMPARE(row(grid, 110), joined(a, b, split)); // bottom left
    }

    void columns_move_the_first_half_and_rows_the_second() {
        const Latents grid = two_axis_grid(Numbers{0, 0, 0, 0}, Numbers{1, 2, 4, 8});
        for (int j = 0; j <= 10; ++j)
            for (int i = 0; i <= 10; ++i) {
                const float x = static_cast<float>(i) / 10;
                const float y = static_cast<float>(j) / 10;
                QVERIFY(difference(grid.row(11 * j + i), Numbers{x, 2 * x, 4 * y, 8 * y}) < 1e-6);
            }
    }

    void the_first_column_does_not_move_the_first_part() {
        const Numbers a = first_row(1, 6);
        const Latents grid = two_axis_grid(a, first_row(2, 6), spherical(4));
        for (int j = 0; j <= 10; ++j) {
            const Numbers numbers = row(grid, 11 * j);
            QVERIFY(std::equal(numbers.begin(), numbers.begin() + 4, a.begin()));
        }
    }

    void steps_set_the_size_of_the_grid() {
        const Numbers a = first_row(1, 4);
        const Numbers b = first_row(2, 4);
        for (const int steps : {1, 2, 7, 100}) {
            const Latents grid = two_axis_grid(a, b, {steps, {}, Interpolation::Linear});
            QCOMPARE(grid.count, (steps + 1) * (steps + 1));
            QCOMPARE(row(grid, 0), a);
            QCOMPARE(row(grid, grid.count - 1), b);
        }
    }

    void a_cell_of_the_grid_is_the_latent_at_its_place() {
        const Numbers a = first_row(1, 10);
        const Numbers b = first_row(2, 10);
        const TwoAxisOptions options = {4, 3, Interpolation::Spherical};
        const Latents grid = two_axis_grid(a, b, options);
        for (int j = 0; j <= 4; ++j)
            for (int i = 0; i <= 4; ++i)
                QCOMPARE(row(grid, 5 * j + i), two_axis_latent(a, b, i / 4.0, j / 4.0, options));
    }

    void the_straight_way_is_even() {
        const Numbers middle = two_axis_latent(Numbers{2, -4}, Numbers{4, 8}, 0.5, 0.25);
        QCOMPARE(middle, (Numbers{3, -1}));
        QCOMPARE(two_axis_latent(Numbers{2, -4}, Numbers{4, 8}, 2, -1),
                 (Numbers{6, -16})); // beyond B, before A
    }

    void the_arc_keeps_the_length() {
        // Two of length 1 at a right angle, in each half.
        const Numbers a = {1, 0, 0, 0, 1, 0};
        const Numbers b = {0, 1, 0, 0, 0, 1};
        for (int i = 0; i <= 20; ++i) {
            const double t = i / 20.0;
            const Numbers z = two_axis_latent(a, b, t, 1 - t, spherical());
            QVERIFY(std::abs(norm(std::span(z).first(3)) - 1) < 1e-6);
            QVERIFY(std::abs(norm(std::span(z).subspan(3)) - 1) < 1e-6);
            QVERIFY(std::abs(z[0] - std::cos(t * std::acos(0.0))) < 1e-6);
        }
    }

    void the_arc_between_random_latents_keeps_their_length() {
        const Numbers a = first_row(1, 512);
        const Numbers b = first_row(2, 512);
        const double low = std::min(norm(a), norm(b));
        const double high = std::max(norm(a), norm(b));
        for (const double t : {0.25, 0.5, 0.75}) {
            const double arc = norm(two_axis_latent(a, b, t, t, spherical()));
            QVERIFY(arc > 0.98 * low && arc < 1.02 * high);
            QVERIFY(norm(two_axis_latent(a, b, t, t)) < 0.9 * low); // the straight way cuts the corner
        }
    }

    void where_there_is_no_arc_the_way_is_straight() {
        const Numbers a = {1, 2, 0, 0};
        const std::vector<Numbers> ends = {{2, 4, 3, 0}, {-1, -2, 0, 3}, {0, 0, 0, 0}, {1, 2, 0, 0}};
        for (const Numbers& b : ends)
            QVERIFY(difference(two_axis_latent(a, b, 0.25, 0.5, spherical()),
                               two_axis_latent(a, b, 0.25, 0.5)) < 1e-6);
    }

    void impossible_grids_are_refused() {
        const Numbers a(8, 1.0F);
        const Numbers b(8, 2.0F);
        const auto refused = [&](const TwoAxisOptions& options, const char* words) {
            return says(error_of([&] { two_axis_grid(a, b, options); }), ErrorKind::Usage, words);
        };
        for (const int steps : {0, -1, 101})
            QVERIFY(refused({steps, {}, Interpolation::Linear}, "allowed: 1 to 100"));
        for (const int split : {0, -1, 8, 9})
            QVERIFY(refused({10, split, Interpolation::Spherical}, "allowed: 1 to 7"));
        QVERIFY(says(error_of([&] { two_axis_latent(a, Numbers(7), 0, 0); }), ErrorKind::Usage, "8 and 7"));
        QVERIFY(error_of([] { two_axis_latent(Numbers(1), Numbers(1), 0, 0); }));
        QVERIFY(error_of([] { two_axis_latent({}, {}, 0, 0); }));
    }
};

WASSERFARBE_TEST(LatentTest)

} // namespace wasserfarbe::test::latent_test

#include "latent_test.moc"
