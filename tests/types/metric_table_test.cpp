#include "model/types/metric_table.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include <QTest>

#include "tests/support/metric.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::metric_table_test {

class MetricTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keysAreUnique() {
        std::set<std::string_view> keys = {"step", "epoch"}; // columns of their own
        for (const Metric& metric : metric_table())
            QVERIFY2(keys.insert(metric.key).second, metric.key.data());
    }

    void rowsAreWhole() {
        for (const Metric& metric : metric_table()) {
            QVERIFY2((metric.member == nullptr) == (metric.origin == MetricOrigin::Derived),
                     metric.key.data());
            QVERIFY2((metric.derived != nullptr) == (metric.origin == MetricOrigin::Derived),
                     metric.key.data());
            QVERIFY2((metric.label == nullptr) == (metric.help == nullptr), metric.key.data());
            QVERIFY2(metric.label || !(metric.comparison || metric.term || metric.meaning),
                     metric.key.data());
            QCOMPARE(&metric_table()[metric_index(metric)], &metric);
        }
    }

    void valuesAreThoseOfTheStep() {
        StepStats stats;
        stats.critic_real = 5;
        stats.critic_fake = 2;
        QCOMPARE(metric("critic_real").of(stats), 5.0);
        QCOMPARE(metric("wasserstein").of(stats), 3.0);
    }

    /// Files of earlier versions have the first columns, whichever version it was.
    void newColumnsAreTheLast() {
        QVERIFY(std::ranges::is_partitioned(metric_table(), [](const Metric& one) { return !one.later; }));
    }

    void curvesStandByColor() {
        std::map<MetricColor, int> curves;
        for (const Metric* curve : curve_metrics())
            ++curves[curve->color];
        for (const auto& [color, count] : curves)
            QVERIFY(count <= 3); // as there are styles of line
        QVERIFY(std::ranges::is_sorted(curve_metrics(), {}, &Metric::color));
        const auto labelled =
            std::ranges::count_if(metric_table(), [](const Metric& one) { return one.label; });
        QCOMPARE(std::ssize(curve_metrics()), labelled);
    }
};

WASSERFARBE_TEST(MetricTableTest)

} // namespace wasserfarbe::test::metric_table_test

#include "metric_table_test.moc"
