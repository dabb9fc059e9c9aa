#include "widgets/training/timeline.h"

#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "widgets/look/theme.h"
#include "widgets/training/cell_view.h"
#include "widgets/training/timeline_bar.h"
#include "widgets/training/timeline_geometry.h"

namespace wasserfarbe::test::timeline_test {

namespace {

std::vector<TimelineMark> epochs(int count) {
    std::vector<TimelineMark> marks;
    for (int epoch = 0; epoch < count; ++epoch)
        marks.push_back({epoch, {}});
    return marks;
}

} // namespace

class TimelineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyColorScheme(ColorScheme::Light); }

    void placesAndBack() {
        const TimelineGeometry geometry{10, 210, 101};
        QCOMPARE(geometry.x(0), 10.0);
        QCOMPARE(geometry.x(100), 210.0);
        for (int i = 0; i < geometry.count; ++i)
            QCOMPARE(geometry.indexAt(geometry.x(i)), i);
        QCOMPARE(geometry.indexAt(-50), 0);
        QCOMPARE(geometry.indexAt(500), 100);
    }

    void fewMarks() {
        QCOMPARE((TimelineGeometry{0, 100, 0}.indexAt(50)), -1);
        QCOMPARE((TimelineGeometry{0, 100, 1}.indexAt(90)), 0);
        QCOMPARE((TimelineGeometry{0, 100, 1}.x(0)), 50.0);
        QVERIFY((TimelineGeometry{0, 100, 0}.lines(4).empty()));
    }

    void linesAndNumbersDoNotCrowd() {
        const TimelineGeometry geometry{0, 500, 1001};
        const auto marks = epochs(1001);
        const auto lines = geometry.lines(4);
        for (std::size_t i = 1; i < lines.size(); ++i)
            QVERIFY(geometry.x(lines[i]) - geometry.x(lines[i - 1]) >= 4 - 1e-9);
        const auto numbers = geometry.numbers(marks, 40);
        QVERIFY(numbers.size() >= 5);
        for (std::size_t i = 1; i < numbers.size(); ++i)
            QVERIFY(geometry.x(numbers[i]) - geometry.x(numbers[i - 1]) >= 40 - 1e-9);
        QCOMPARE(marks[static_cast<std::size_t>(numbers[1])].epoch % 100, 0);
    }

    void requestedOnesAreNoWholeEpoch() {
        const std::vector<TimelineMark> marks = {{0, {}}, {1, {}}, {10, 750}, {11, {}}};
        QCOMPARE(markOfEpoch(marks, 1), std::optional(1));
        QCOMPARE(markOfEpoch(marks, 10), std::nullopt);
    }

    void keysAndWheel() {
        TimelineBar bar;
        bar.setMarks(epochs(50));
        bar.setCurrent(20);
        QSignalSpy picked(&bar, &TimelineBar::picked);
        const auto press = [&](Qt::Key key) {
            QTest::keyClick(&bar, key);
            return bar.current();
        };
        QCOMPARE(press(Qt::Key_Right), 21);
        QCOMPARE(press(Qt::Key_Left), 20);
        QCOMPARE(press(Qt::Key_PageUp), 30);
        QCOMPARE(press(Qt::Key_PageDown), 20);
        QCOMPARE(press(Qt::Key_End), 49);
        QCOMPARE(press(Qt::Key_Right), 49); // no further
        QCOMPARE(press(Qt::Key_Home), 0);
        QCOMPARE(picked.count(), 6);
    }

    void mousePicks() {
        TimelineBar bar;
        bar.resize(400, bar.sizeHint().height());
        bar.setMarks(epochs(11));
        bar.setCurrent(0);
        QSignalSpy picked(&bar, &TimelineBar::picked);
        const int x = qRound(bar.geometryOfMarks().x(7));
        QTest::mouseClick(&bar, Qt::LeftButton, {}, {x, 8});
        QCOMPARE(picked.count(), 1);
        QCOMPARE(picked.at(0).at(0).toInt(), 7);
    }

    void jumpsOnlyToWhatExists() {
        Timeline timeline;
        timeline.setMarks(epochs(101));
        QSignalSpy changed(&timeline, &Timeline::currentChanged);
        const auto jump = [&](int epoch) {
            return timeline.findChild<QToolButton*>(QStringLiteral("jump_%1").arg(epoch));
        };
        QVERIFY(jump(100)->isEnabled());
        QVERIFY(!jump(200)->isEnabled());
        QVERIFY(!jump(1000)->isEnabled());
        jump(50)->click();
        QCOMPARE(timeline.current(), 50);
        QCOMPARE(changed.count(), 1);
        timeline.setMarks(epochs(1001));
        QVERIFY(jump(1000)->isEnabled());
        QCOMPARE(timeline.current(), 50);
    }

    void playsToTheEnd() {
        Timeline timeline;
        timeline.setMarks(epochs(4));
        timeline.setCurrent(3);
        QSignalSpy changed(&timeline, &Timeline::currentChanged);
        auto* play = timeline.findChild<QToolButton*>(QStringLiteral("timelinePlay"));
        play->click(); // from the beginning, as the last is shown
        QVERIFY(timeline.isPlaying());
        QCOMPARE(timeline.current(), 0);
        WAIT_UNTIL(!timeline.isPlaying());
        QCOMPARE(timeline.current(), 3);
        QCOMPARE(changed.count(), 4);
        QVERIFY(!play->isChecked());
    }

    void aPickStopsPlaying() {
        Timeline timeline;
        timeline.setMarks(epochs(500));
        timeline.setCurrent(0);
        timeline.setPlaying(true);
        QTest::keyClick(timeline.bar(), Qt::Key_Right);
        QVERIFY(!timeline.isPlaying());
        timeline.setMarks({});
        timeline.setPlaying(true);
        QVERIFY(!timeline.isPlaying());
        QCOMPARE(timeline.current(), -1);
    }

    void cellsOfASheet() {
        const PreviewGeometry cells{32, 20, {8, 2, 0.0}};
        QCOMPARE(cells.cellAt({0, 0}), -1); // padding
        QCOMPARE(cells.cellAt({2, 2}), 0);
        QCOMPARE(cells.cellAt({33, 33}), 0);
        QCOMPARE(cells.cellAt({34, 10}), -1);
        QCOMPARE(cells.cellAt({36, 10}), 1);
        QCOMPARE(cells.cellAt({3, 37}), 8);
        for (int i = 0; i < cells.count; ++i)
            QCOMPARE(cells.cellAt(cells.rectOf(i).center()), i);
        QCOMPARE(cells.cellAt(QPoint(2 + 5 * 34, 2 + 2 * 34)), -1); // the last row has four
        QCOMPARE(cells.cellAt({5000, 5}), -1);
        const PreviewGeometry single{32, 1, {8, 2, 0.0}};
        QCOMPARE(single.cellAt({0, 0}), 0);
        QCOMPARE((PreviewGeometry{32, 3, {8, 2, 0.0}}.columns()), 3);
    }
};

WASSERFARBE_TEST(TimelineTest)

} // namespace wasserfarbe::test::timeline_test

#include "timeline_test.moc"
