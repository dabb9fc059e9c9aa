#include "widgets/training/loss_plot.h"

#include <algorithm>
#include <cmath>
#include <random>

#include <QFile>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include "tests/support/metric.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "widgets/look/theme.h"
#include "widgets/training/curve_style.h"

namespace wasserfarbe::test::loss_plot_test {

namespace {

std::vector<StepStats> history(std::int64_t steps, int perEpoch = 10, std::int64_t from = 1) {
    std::vector<StepStats> result;
    for (std::int64_t step = from; step < from + steps; ++step) {
        StepStats stats;
        stats.step = step;
        stats.epoch = static_cast<int>((step - 1) / perEpoch) + 1;
        stats.penalty = 0.5;
        stats.critic_real = static_cast<double>(step % 7);
        stats.critic_fake = -1;
        stats.critic_loss = -stats.critic_real - 1 + 0.5;
        stats.generator_loss = step % 2 == 0 ? 1.0 : StepStats::kNone;
        stats.gradient_norm = 0.9;
        result.push_back(stats);
    }
    return result;
}

/// As a run tells them that keeps pictures from training.
std::vector<StepStats> heldOutHistory(std::int64_t steps, int perEpoch = 10) {
    std::vector<StepStats> result = history(steps, perEpoch);
    for (StepStats& stats : result)
        if (stats.step % perEpoch == 0)
            stats.critic_held_out = 0.5 * stats.epoch;
    return result;
}

struct Shown {
    Shown() {
        plot.resize(700, 420);
        plot.show();
    }
    LossPlot plot;
    QPoint at(std::int64_t step) {
        plot.canvas()->replotNow();
        return plot.canvas()->pointOf(step);
    }
    QToolButton* legend(const char* key) {
        return plot.findChild<QToolButton*>(QStringLiteral("curve_") + QString::fromUtf8(key));
    }
    QWidget* drawing() { return plot.canvas()->childAt(plot.canvas()->rect().center()); }
};

} // namespace

class LossPlotTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyColorScheme(ColorScheme::Light); }

    void extentsAreThoseOfAPlainLoop() {
        std::mt19937 random(5);
        std::normal_distribution<float> normal;
        MinMaxPyramid pyramid;
        std::vector<float> all;
        for (const std::size_t piece : {1, 15, 16, 17, 300, 4096, 1, 7}) {
            std::vector<float> values(piece);
            for (float& value : values)
                value = random() % 5 == 0 ? std::nanf("") : normal(random);
            pyramid.append(values);
            all.insert(all.end(), values.begin(), values.end());
        }
        for (int i = 0; i < 2000; ++i) {
            const std::size_t a = random() % (all.size() + 1);
            const std::size_t b = random() % (all.size() + 1);
            const auto [first, last] = std::minmax(a, b);
            Extent expected;
            for (std::size_t k = first; k < last; ++k)
                if (std::isfinite(all[k]))
                    expected.add(all[k]);
            QVERIFY2(pyramid.extent(first, last) == expected,
                     qPrintable(QStringLiteral("[%1, %2)").arg(first).arg(last)));
        }
    }

    void nearestValuesAreThoseOfAPlainLoop() {
        std::mt19937 random(6);
        for (const unsigned gapsOf : {1U, 2U, 300U, 5000U}) { // one value in so many
            std::vector<float> all(4000);
            for (float& value : all)
                value = random() % gapsOf == 0 ? 1.0F : std::nanf("");
            MinMaxPyramid pyramid;
            pyramid.append(all);
            const auto isKnown = [&](std::size_t i) { return std::isfinite(all[i]); };
            for (std::size_t place = 0; place <= all.size(); place += 1 + random() % 7) {
                std::optional<std::size_t> before;
                for (std::size_t i = place; i > 0 && !before; --i)
                    if (isKnown(i - 1))
                        before = i - 1;
                std::optional<std::size_t> after;
                for (std::size_t i = place; i < all.size() && !after; ++i)
                    if (isKnown(i))
                        after = i;
                QCOMPARE(pyramid.lastBefore(place), before);
                QCOMPARE(pyramid.firstFrom(place), after);
            }
        }
        QCOMPARE(MinMaxPyramid().lastBefore(0), std::nullopt);
        QCOMPARE(MinMaxPyramid().firstFrom(0), std::nullopt);
    }

    void fewValuesAreAllDrawnAndGapsBridged() {
        MinMaxPyramid values;
        values.append(std::vector<float>{1, std::nanf(""), 3, 4, std::nanf(""), 6});
        const std::vector<std::int64_t> steps = {1, 2, 3, 4, 5, 6};
        const auto points = decimate(steps, values, 2, 4.5, 100);
        const std::vector<CurvePoint> expected = {{1, 1}, {3, 3}, {4, 4}, {6, 6}}; // one beyond each side
        QVERIFY(points == expected);
        QVERIFY(decimate({}, MinMaxPyramid{}, 0, 1, 100).empty());
    }

    void manyValuesKeepTheirExtremes() {
        std::vector<float> values(100'000, 0.0F);
        values[54'321] = 9;
        values[54'322] = -9;
        MinMaxPyramid pyramid;
        pyramid.append(values);
        std::vector<std::int64_t> steps(values.size());
        for (std::size_t i = 0; i < steps.size(); ++i)
            steps[i] = static_cast<std::int64_t>(i) + 1;
        const auto points = decimate(steps, pyramid, 0, 100'000, 500);
        QVERIFY(points.size() <= 1002);
        const auto [low, high] =
            std::minmax_element(points.begin(), points.end(),
                                [](const CurvePoint& a, const CurvePoint& b) { return a.value < b.value; });
        QCOMPARE(low->value, -9.0);
        QCOMPARE(high->value, 9.0);
        QVERIFY(std::is_sorted(points.begin(), points.end(),
                               [](const CurvePoint& a, const CurvePoint& b) { return a.step < b.step; }));
    }

    void longGapsAreBridgedToo() {
        // One value in a thousand steps; in view are 800 steps without any, on 100 columns.
        LossHistory all;
        all.append(heldOutHistory(10'000, 1000));
        const auto points = decimate(all.steps(), all.raw(metric("critic_held_out")), 4100, 4900, 100);
        const std::vector<CurvePoint> expected = {{4000, 2}, {5000, 2.5}};
        QVERIFY(points == expected);
        QCOMPARE(decimate(all.steps(), all.raw(metric("critic_held_out")), 0, 10'000, 100).size(),
                 std::size_t{10});
        LossHistory none;
        none.append(history(10'000));
        QVERIFY(decimate(none.steps(), none.raw(metric("critic_held_out")), 0, 10'000, 100).empty());
    }

    void symmetricLogGoesBothWays() {
        for (const double value : {-1e6, -10.0, -0.3, 0.0, 0.3, 10.0, 1e6})
            QVERIFY(std::abs(fromAxis(toAxis(value, PlotScale::SymmetricLog), PlotScale::SymmetricLog) -
                             value) <= 1e-9 * std::abs(value));
        QCOMPARE(toAxis(-5, PlotScale::SymmetricLog), -toAxis(5, PlotScale::SymmetricLog));
        const std::vector<double> expected = {-100, -10, -1, 0, 1, 10};
        QVERIFY(axisTicks(-120, 50, 8, PlotScale::SymmetricLog) == expected);
        const std::vector<double> linear = {-1, -0.5, 0, 0.5, 1};
        QVERIFY(axisTicks(-1.1, 1.1, 5, PlotScale::Linear) == linear);
        QVERIFY(axisTicks(0, 1e7, 5, PlotScale::SymmetricLog).size() <= 8);
        // Closer than numbers go: no ticks rather than no end of them.
        QVERIFY(axisTicks(50, std::nextafter(50.0, 51.0), 5, PlotScale::Linear).empty());
    }

    void labelsDoNotOverlap() {
        const std::vector<double> wanted = {50, 52, 51, 200, 0};
        const auto places = placeLabels(wanted, 10, 0, 220);
        std::vector<double> sorted = places;
        std::sort(sorted.begin(), sorted.end());
        for (std::size_t i = 1; i < sorted.size(); ++i)
            QVERIFY(sorted[i] - sorted[i - 1] >= 10 - 1e-9);
        QVERIFY(sorted.front() >= 5 && sorted.back() <= 215);
        QCOMPARE(places[3], 200.0); // had room where it was
        QVERIFY(places[0] < places[2] && places[2] < places[1]);
        for (const double place : placeLabels(std::vector<double>(9, 5.0), 10, 0, 40)) // too many
            QVERIFY(place >= -0.1 && place <= 40.1);
    }

    void epochMarksThinOut() {
        LossHistory all;
        all.append(history(10'000));
        const auto marks = epochMarks(all.epochs(), 0, 10'000, 500, 60);
        QVERIFY(marks.size() >= 4 && marks.size() <= 9);
        for (const EpochEnd& mark : marks)
            QCOMPARE(mark.lastStep, mark.epoch * 10);
        QCOMPARE(epochMarks(all.epochs(), 0, 30, 500, 60).size(), std::size_t{3});
    }

    void smoothingIsTensorBoards() {
        LossHistory all;
        all.append(history(3));
        all.setSmoothing(0.5);
        // 0.5 * (1 - 0.5) / (1 - 0.5) and so on, over the values that are there.
        double sum = 0;
        double weight = 1;
        const MinMaxPyramid& smoothed = all.smoothed(metric("critic_real"));
        for (std::size_t i = 0; i < 3; ++i) {
            sum = 0.5 * sum + 0.5 * static_cast<double>(i + 1);
            weight *= 0.5;
            QCOMPARE(smoothed.at(i), static_cast<float>(sum / (1 - weight)));
        }
        QVERIFY(std::isnan(all.smoothed(metric("generator_loss")).at(0)));
        QCOMPARE(all.smoothed(metric("generator_loss")).at(1), 1.0F);
        all.append(history(1, 10, 4));
        QCOMPARE(all.smoothed(metric("critic_real")).size(), std::size_t{4});
        QCOMPARE(all.valueAt(metric("generator_loss"), 2), 1.0); // the one before, where there is none
        QCOMPARE(all.rowOf(0), std::nullopt);
    }

    /// A run of the first version has nothing of what came with a later one.
    void laterCurvesAreOfferedWithValues() {
        LossHistory all;
        all.append(history(30));
        for (const Metric* curve : curve_metrics())
            QCOMPARE(all.offers(*curve), !curve->later);
        QVERIFY(!all.offers(metric("critic_held_out")));
        QVERIFY(all.offers(metric("critic_real")));
        std::vector<StepStats> present = history(1, 10, 31);
        for (const Metric* curve : curve_metrics())
            if (curve->member)
                present[0].*curve->member = 0.5;
        all.append(present);
        for (const Metric* curve : curve_metrics())
            QVERIFY2(all.offers(*curve), curve->key.data());
    }

    void heldOutScoreHasAValueAnEpoch() {
        LossHistory all;
        all.append(heldOutHistory(35));
        QVERIFY(all.offers(metric("critic_held_out")));
        QVERIFY(std::isnan(all.valueAt(metric("critic_held_out"), 8)));
        QCOMPARE(all.valueAt(metric("critic_held_out"), 9), 0.5);
        QCOMPARE(all.valueAt(metric("critic_held_out"), 34), 1.5); // that of the last epoch that ended
        all.setSmoothing(0.9);
        QCOMPARE(all.smoothed(metric("critic_held_out")).at(29), 1.5F); // as it is
    }

    void viewFollowsUntilMoved() {
        PlotView view;
        view.setLast(100);
        QCOMPARE(view.to, 100.0);
        view.zoomSteps(0.5, 50);
        QVERIFY(!view.following);
        QCOMPARE(view.to - view.from, 50.0);
        view.setLast(200);
        QCOMPARE(view.to, 75.0);
        view.setFollowing(true);
        QCOMPARE(view.to, 200.0);
        QCOMPARE(view.to - view.from, 50.0);
        view.panSteps(-1000);
        QCOMPARE(view.from, 0.0);
        view.zoomSteps(100, 20); // everything again
        QVERIFY(view.whole && view.following);
        QCOMPARE(view.to, 200.0);
    }

    void legendSwitchesCurves() {
        Shown shown;
        shown.plot.setHistory(history(100));
        auto* button = shown.plot.findChild<QToolButton*>(QStringLiteral("curve_critic_loss"));
        QSignalSpy changed(&shown.plot, &LossPlot::choicesChanged);
        QVERIFY(shown.plot.isCurveShown(metric("critic_loss")));
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(!shown.plot.isCurveShown(metric("critic_loss")));
        QTest::keyClick(button, Qt::Key_Space);
        QVERIFY(shown.plot.isCurveShown(metric("critic_loss")));
        QCOMPARE(changed.count(), 2);
        for (const Metric* curve : curve_metrics())
            QVERIFY(!curveName(*curve).isEmpty() && !curveHelp(*curve).isEmpty());
    }

    void heldOutScoreIsOfferedWhereThereIsOne() {
        Shown shown;
        shown.plot.setHistory(history(100));
        QToolButton* button = shown.legend("critic_held_out");
        const QSize whole = shown.plot.sizeHint();
        QVERIFY(!button->isVisible());
        QVERIFY(shown.legend("critic_real")->isVisible());
        QVERIFY(!shown.plot.isCurveShown(metric("critic_held_out")));
        shown.plot.setCurveShown(metric("critic_held_out"), true); // a choice of another run's
        shown.plot.canvas()->showValuesAt(50);
        auto* values = shown.plot.findChild<QLabel*>(QStringLiteral("plotValues"));
        QVERIFY(!values->text().contains(curveName(metric("critic_held_out"))));

        shown.plot.setHistory(heldOutHistory(9));
        QVERIFY(!button->isVisible()); // the first epoch has not ended
        std::vector<StepStats> rest = heldOutHistory(30);
        rest.erase(rest.begin(), rest.begin() + 9);
        shown.plot.appendSteps(rest);
        QVERIFY(button->isVisible() && button->isChecked());
        QVERIFY(shown.plot.sizeHint().height() >= whole.height());
        shown.plot.canvas()->showValuesAt(25);
        QVERIFY(values->text().contains(curveName(metric("critic_held_out"))));
        QVERIFY(values->text().contains(QStringLiteral("1.000")));
        shown.plot.setHistory(history(100));
        QVERIFY(!button->isVisible());
    }

    void heldOutScoreIsDrawnDashed() {
        QCOMPARE(curveStyle(metric("critic_held_out")), Qt::DashLine);
        QSet<std::pair<QRgb, Qt::PenStyle>> looks;
        for (const Metric* curve : curve_metrics())
            looks.insert({curveColor(*curve, QPalette()).rgb(), curveStyle(*curve)});
        QCOMPARE(looks.size(), std::ssize(curve_metrics())); // no two look alike

        Shown shown;
        shown.plot.setHistory(heldOutHistory(60));
        for (const Metric* curve : curve_metrics())
            shown.plot.setCurveShown(*curve, false);
        const auto colored = [&] {
            shown.plot.canvas()->replotNow();
            const QImage image = shown.plot.canvas()->grab().toImage();
            const QColor color = curveColor(metric("critic_held_out"), shown.plot.palette());
            int pixels = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    pixels += image.pixelColor(x, y) == color;
            return pixels;
        };
        QCOMPARE(colored(), 0);
        shown.plot.setCurveShown(metric("critic_held_out"), true);
        QVERIFY(colored() > 50);
        shown.plot.setHistory(heldOutHistory(15)); // one value alone: a dot
        QVERIFY(colored() > 4);
    }

    void clickAndKeysMoveTheCursor() {
        Shown shown;
        shown.plot.setHistory(history(100));
        QSignalSpy moved(&shown.plot, &LossPlot::cursorMoved);
        const QPoint place = shown.at(42);
        QTest::mouseClick(shown.drawing(), Qt::LeftButton, {}, place);
        QCOMPARE(moved.count(), 1);
        QVERIFY(std::abs(*shown.plot.cursorStep() - 42) <= 1);
        shown.plot.setCursorStep(42);
        QCOMPARE(moved.count(), 1); // a setter tells nobody
        PlotCanvas* canvas = shown.plot.canvas();
        QTest::keyClick(canvas, Qt::Key_Right);
        QCOMPARE(shown.plot.cursorStep(), std::optional<std::int64_t>(43));
        QTest::keyClick(canvas, Qt::Key_PageUp);
        QCOMPARE(shown.plot.cursorStep(), std::optional<std::int64_t>(50)); // the epoch's last step
        QTest::keyClick(canvas, Qt::Key_PageDown);
        QCOMPARE(shown.plot.cursorStep(), std::optional<std::int64_t>(40));
        QTest::keyClick(canvas, Qt::Key_Home);
        QTest::keyClick(canvas, Qt::Key_Left);
        QCOMPARE(shown.plot.cursorStep(), std::optional<std::int64_t>(0));
        QTest::keyClick(canvas, Qt::Key_End);
        QCOMPARE(shown.plot.cursorStep(), std::optional<std::int64_t>(100));
    }

    void wheelZoomsAndDoubleClickShowsAll() {
        Shown shown;
        shown.plot.setHistory(history(1000));
        const QPoint place = shown.at(500);
        QWidget* drawing = shown.drawing();
        QWheelEvent wheel(place, drawing->mapToGlobal(place), {}, {0, 240}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(drawing, &wheel);
        const PlotView& view = shown.plot.canvas()->view();
        QVERIFY(view.to - view.from < 700);
        QVERIFY(!shown.plot.canvas()->view().following);
        QVERIFY(shown.plot.findChild<QToolButton*>(QStringLiteral("plotReset"))->isEnabled());
        QTest::mouseDClick(drawing, Qt::LeftButton, {}, place);
        QCOMPARE(view.to - view.from, 1000.0);
        QVERIFY(shown.plot.canvas()->view().following);
        QVERIFY(!shown.plot.cursorStep()); // the first click was no wish for a cursor

        QTest::mouseClick(drawing, Qt::LeftButton, {}, place + QPoint(60, 0));
        QTest::mouseClick(drawing, Qt::LeftButton, {}, place);
        const std::optional<std::int64_t> cursor = shown.plot.cursorStep();
        QTest::mouseClick(drawing, Qt::LeftButton, {}, place); // takes the cursor itself
        QTest::mouseDClick(drawing, Qt::LeftButton, {}, place);
        QCOMPARE(shown.plot.cursorStep(), cursor);
    }

    void valuesCantBeZoomedAwayFromNumbers() {
        PlotView view;
        view.setLast(100);
        view.values = {40, 60};
        for (int i = 0; i < 1000; ++i)
            view.zoomValues(0.8, 50);
        QVERIFY(view.values.high - view.values.low > 1e-5);
        for (int i = 0; i < 1000; ++i)
            view.zoomValues(1.25, 50);
        QVERIFY(std::isfinite(view.values.high - view.values.low));
        QVERIFY(view.values.high - view.values.low > 1000);
    }

    void dragMovesTheView() {
        Shown shown;
        shown.plot.setHistory(history(1000));
        shown.plot.canvas()->setFocus();
        QSignalSpy changed(shown.plot.canvas(), &PlotCanvas::viewChanged);
        QTest::keyClick(shown.plot.canvas(), Qt::Key_Plus);
        QTest::keyClick(shown.plot.canvas(), Qt::Key_Plus);
        QCOMPARE(changed.count(), 2);
        QTest::keyClick(shown.plot.canvas(), Qt::Key_A); // means nothing here
        QCOMPARE(changed.count(), 2);
        shown.plot.canvas()->replotNow();
        const PlotView before = shown.plot.canvas()->view();
        QWidget* drawing = shown.drawing();
        const QPoint from = drawing->rect().center();
        QTest::mousePress(drawing, Qt::LeftButton, {}, from);
        QTest::mouseMove(drawing, from + QPoint(40, 0));
        QTest::mouseMove(drawing, from + QPoint(80, 0));
        QTest::mouseRelease(drawing, Qt::LeftButton, {}, from + QPoint(80, 0));
        const PlotView& after = shown.plot.canvas()->view();
        QVERIFY(after.from < before.from - 1);
        QCOMPARE(qRound(after.to - after.from), qRound(before.to - before.from));
        QVERIFY(after.fitsValues);
    }

    void exportsEveryFormat() {
        Shown shown;
        shown.plot.setHistory(history(50));
        shown.plot.setCurveShown(metric("gradient_norm"), true);
        QTemporaryDir folder;
        QSignalSpy finished(&shown.plot, &LossPlot::exportFinished);
        const QList<std::pair<PlotFormat, QByteArray>> formats = {
            {PlotFormat::Png, "\x89PNG"}, {PlotFormat::Pdf, "%PDF"}, {PlotFormat::Svg, "<?xml"}};
        for (const auto& [format, magic] : formats) {
            const QString path = folder.filePath(QString::number(static_cast<int>(format)));
            shown.plot.exportTo(path, format);
            QCOMPARE(finished.takeFirst().at(1).toString(), QString());
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(file.size() > 1000);
            QCOMPARE(file.read(magic.size()), magic);
        }
        QCOMPARE(QImage(folder.filePath(QStringLiteral("0"))).pixelColor(1, 1).lightness() > 240, true);

        const QString csv = folder.filePath(QStringLiteral("losses.csv"));
        const auto exported = [&] { // its lines
            shown.plot.exportTo(csv, PlotFormat::Csv);
            if (!finished.wait(kPatience) || !finished.takeFirst().at(1).toString().isEmpty())
                return QList<QByteArray>();
            QFile file(csv);
            return file.open(QIODevice::ReadOnly) ? file.readAll().split('\n') : QList<QByteArray>();
        };
        shown.plot.setCurveShown(metric("critic_loss"), false);
        const QList<QByteArray> lines = exported();
        QCOMPARE(lines.size(), 52);
        QCOMPARE(lines[0], QByteArray("step,epoch,generator_loss,penalty,gradient_norm"));
        QCOMPARE(lines[1], QByteArray("1,1,,0.5,0.9"));
        QCOMPARE(lines[50], QByteArray("50,5,1,0.5,0.9"));

        shown.plot.setCurveShown(metric("critic_held_out"), true);
        QCOMPARE(exported(), lines); // this run has none
        shown.plot.setHistory(heldOutHistory(50));
        const QList<QByteArray> more = exported();
        QCOMPARE(more.size(), 52);
        QCOMPARE(more[0], QByteArray("step,epoch,generator_loss,penalty,critic_held_out,gradient_norm"));
        QCOMPARE(more[1], QByteArray("1,1,,0.5,,0.9"));
        QCOMPARE(more[20], QByteArray("20,2,1,0.5,1,0.9"));

        for (const PlotFormat format : {PlotFormat::Png, PlotFormat::Csv}) {
            shown.plot.exportTo(folder.filePath(QStringLiteral("no/such/folder/x")), format);
            WAIT_UNTIL_EQUAL(finished.count(), 1);
            QVERIFY(!finished.takeFirst().at(1).toString().isEmpty());
        }
    }

    void schemesGiveOtherColours() {
        Shown shown;
        shown.plot.setHistory(history(100));
        const auto corner = [&] {
            shown.plot.canvas()->replotNow();
            return shown.plot.canvas()->grab().toImage().pixelColor(3, 3).lightness();
        };
        QVERIFY(corner() > 200);
        applyColorScheme(ColorScheme::Dark);
        WAIT_UNTIL(corner() < 60);
        applyColorScheme(ColorScheme::Light);
    }

    void aMillionStepsReplotQuickly() {
        Shown shown;
        shown.plot.setHistory(history(1'000'000, 62));
        shown.plot.setSmoothing(90);
        shown.plot.canvas()->replotNow();
        std::vector<qint64> times;
        for (int i = 0; i < 9; ++i) {
            const auto more = history(1, 62, 1'000'001 + i);
            QElapsedTimer timer;
            timer.start();
            shown.plot.appendSteps(more);
            shown.plot.canvas()->replotNow();
            times.push_back(timer.elapsed());
        }
        std::nth_element(times.begin(), times.begin() + 4, times.end());
        // The measured program demands 40 ms; here sanitizers and other tests run beside it.
        QVERIFY2(times[4] < 400, qPrintable(QString::number(times[4])));
    }
};

WASSERFARBE_TEST(LossPlotTest)

} // namespace wasserfarbe::test::loss_plot_test

#include "loss_plot_test.moc"
