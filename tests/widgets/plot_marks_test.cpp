#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/test_program.h"
#include "widgets/look/theme.h"
#include "widgets/training/loss_plot.h"

namespace wasserfarbe::test::plot_marks_test {

namespace {

std::vector<StepStats> history(std::int64_t steps) {
    std::vector<StepStats> result;
    for (std::int64_t step = 1; step <= steps; ++step) {
        StepStats stats;
        stats.step = step;
        stats.epoch = static_cast<int>((step - 1) / 10) + 1;
        stats.critic_loss = -1;
        stats.generator_loss = 1;
        stats.penalty = 0.5;
        stats.gradient_norm = 0.9;
        result.push_back(stats);
    }
    return result;
}

struct Shown {
    Shown() {
        plot.resize(700, 420);
        plot.setHistory(history(100));
        plot.show();
    }
    QImage picture() {
        plot.canvas()->replotNow();
        return plot.canvas()->grab().toImage();
    }
    LossPlot plot;
};

/// How many pixels of a column differ.
int differences(const QImage& one, const QImage& other, int x) {
    int count = 0;
    for (int y = 0; y < one.height(); ++y)
        count += one.pixel(x, y) != other.pixel(x, y) ? 1 : 0;
    return count;
}

} // namespace

/// What stands in the plot of a run that goes beyond its newest checkpoint.
class PlotMarksTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyColorScheme(ColorScheme::Light); }

    void aLineStandsWhereTheRunIsSaved() {
        Shown shown;
        const QImage before = shown.picture();
        QVERIFY(!shown.plot.savedStep());
        shown.plot.setSavedStep(60);
        QCOMPARE(shown.plot.savedStep(), std::optional<std::int64_t>(60));
        const QImage after = shown.picture();
        const int x = shown.plot.canvas()->pointOf(60).x();
        const int most = std::max({differences(before, after, x - 1), differences(before, after, x),
                                   differences(before, after, x + 1)});
        QVERIFY2(most > shown.plot.canvas()->height() / 3, qPrintable(QString::number(most)));
        QCOMPARE(differences(before, after, shown.plot.canvas()->pointOf(80).x()), 0);
        shown.plot.setSavedStep({});
        QCOMPARE(shown.picture(), before);
    }

    void itsWordIsOnTheSideWithRoom() {
        Shown shown;
        const QImage before = shown.picture();
        for (const int step : {1, 99}) {
            shown.plot.setSavedStep(step);
            const QImage after = shown.picture();
            const int x = shown.plot.canvas()->pointOf(step).x();
            const int inside = step == 1 ? 1 : -1;
            int columns = 0; // with a letter in them
            for (int away = 6; away < 40; ++away)
                columns += differences(before, after, x + inside * away) > 0 ? 1 : 0;
            QVERIFY2(columns > 10, qPrintable(QStringLiteral("%1: %2").arg(step).arg(columns)));
        }
    }

    void itIsSaidToo() {
        Shown shown;
        shown.plot.setSavedStep(60);
        QVERIFY(shown.plot.canvas()->accessibleDescription().contains(QStringLiteral("60")));
        shown.plot.setCursorStep(30);
        QVERIFY(shown.plot.canvas()->accessibleDescription().contains(QStringLiteral("step 30")));
        QVERIFY(shown.plot.canvas()->accessibleDescription().contains(QStringLiteral("step 60")));
        shown.plot.setSavedStep({});
        QVERIFY(!shown.plot.canvas()->accessibleDescription().contains(QStringLiteral("60")));
    }

    void anExportedPlotHasNoMark() {
        Shown shown;
        QTemporaryDir folder;
        const auto exported = [&](const char* name) {
            const QString path = folder.filePath(QLatin1String(name));
            shown.plot.exportTo(path, PlotFormat::Png);
            return QImage(path);
        };
        const QImage without = exported("without.png");
        shown.plot.setSavedStep(60);
        QVERIFY(!without.isNull());
        QCOMPARE(exported("with.png"), without);
        QCOMPARE(shown.plot.savedStep(), std::optional<std::int64_t>(60));
    }
};

WASSERFARBE_TEST(PlotMarksTest)

} // namespace wasserfarbe::test::plot_marks_test

#include "plot_marks_test.moc"
