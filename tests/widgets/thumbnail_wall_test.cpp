#include <algorithm>
#include <set>

#include <QAbstractListModel>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QPainter>
#include <QScrollBar>
#include <QSignalSpy>
#include <QWheelEvent>
#include <QtTest>

#include "tests/support/control_support.h"
#include "tests/support/metric.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "widgets/pictures/loss_overlay.h"
#include "widgets/pictures/thumbnail_wall.h"

namespace wasserfarbe::test::thumbnail_wall_test {

namespace {

/// Remembers which rows were asked for their picture.
class CountingModel : public QAbstractListModel {
public:
    explicit CountingModel(int rows) : rows_(rows) {}
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : rows_; }
    QVariant data(const QModelIndex& index, int role) const override {
        if (role == Qt::DisplayRole)
            return QString::number(index.row());
        if (role == ThumbnailWall::TroubleRole)
            return index.row() == troubled ? QStringLiteral("broken") : QString();
        if (role == ThumbnailWall::LeftOutRole)
            return index.row() == leftOut;
        if (role != Qt::DecorationRole)
            return {};
        asked.insert(index.row());
        return picture;
    }
    mutable std::set<int> asked;
    QImage picture;
    int troubled = -1;
    int leftOut = -1;

private:
    int rows_;
};

/// Two columns of four pixels, black and white.
QImage halves() {
    QImage image(2, 2, QImage::Format_RGB32);
    image.fill(Qt::white);
    image.setPixelColor(0, 0, Qt::black);
    image.setPixelColor(0, 1, Qt::black);
    return image;
}

} // namespace

class ThumbnailWallTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void geometryOfRows() {
        WallGeometry wall{100000, QSize(96, 96), 8, 640, 0};
        QCOMPARE(wall.columns(), 6);
        QCOMPARE(wall.rows(), 16667);
        QCOMPARE(wall.contentHeight(), 16667 * 104 + 8);
        QCOMPARE(wall.cellRect(0).top(), 8);
        QCOMPARE(wall.cellRect(6).left(), wall.cellRect(0).left());
        QCOMPARE(wall.cellRect(6).top(), 112);
        for (const int index : {0, 5, 6, 77, 99999})
            QCOMPARE(wall.indexAt(wall.cellRect(index).center()), index);
        QCOMPARE(wall.indexAt(QPoint(2, 2)), -1);
        QCOMPARE(wall.indexAt(QPoint(wall.cellRect(99999).right() + 12, wall.cellRect(99999).top())), -1);
    }

    void geometryOfWhatIsVisible() {
        const WallGeometry wall{20, QSize(96, 96), 8, 640, 0};
        QCOMPARE(wall.indicesBetween(0, 50), (IndexRange{0, 5}));
        QCOMPARE(wall.indicesBetween(0, 120), (IndexRange{0, 11}));
        QCOMPARE(wall.indicesBetween(330, 400), (IndexRange{18, 19}));
        QVERIFY(wall.indicesBetween(10000, 20000).isEmpty());
        QVERIFY((WallGeometry{0, QSize(96, 96), 8, 640, 0}).indicesBetween(0, 100).isEmpty());
        QCOMPARE(wall.columnsBetween(wall.cellRect(1).left(), wall.cellRect(3).left()), (IndexRange{1, 3}));
    }

    void geometryInStepWithAnother() {
        WallGeometry wide{100, QSize(96, 96), 8, 640, 0};
        const WallGeometry narrow{100, QSize(192, 96), 8, 640, 0};
        wide.mostColumns = narrow.columnsThatFit();
        QCOMPARE(wide.columns(), 3);
        QCOMPARE(wide.contentHeight(), narrow.contentHeight());
        QCOMPARE(wide.cellRect(99).top(), narrow.cellRect(99).top());
    }

    void picturesKeepSquarePixels() {
        QCOMPARE(placePicture(QSize(32, 32), QRectF(0, 0, 100, 100), 1.0), QRectF(2, 2, 96, 96));
        QCOMPARE(placePicture(QSize(200, 100), QRectF(0, 0, 100, 100), 1.0), QRectF(0, 25, 100, 50));
        // On the screen's own pixels: at one and a half, five whole pixels for each of the picture's.
        QCOMPARE(placePicture(QSize(30, 30), QRectF(0, 0, 100, 100), 1.5).width(), 100.0);
        QVERIFY(placePicture(QSize(), QRectF(0, 0, 100, 100), 1.0).isEmpty());
        QVERIFY(placePicture(QSize(10000, 1), QRectF(0, 0, 100, 100), 1.0).height() >= 1.0);
    }

    void asksForVisibleRowsAlone() {
        CountingModel model(100000);
        ThumbnailWall wall;
        QSignalSpy wanted(&wall, &ThumbnailWall::thumbnailsWanted);
        wall.setModel(&model);
        wall.resize(640, 480);
        wall.show();
        QVERIFY(QTest::qWaitForWindowExposed(&wall, kPatience));
        WAIT_UNTIL(!model.asked.empty());
        QVERIFY(!wanted.isEmpty());
        const IndexRange visible = wall.visibleIndices();
        QVERIFY(*model.asked.rbegin() <= visible.last);
        model.asked.clear();
        wall.scrollTo(model.index(70000));
        WAIT_UNTIL(!model.asked.empty());
        QVERIFY(wall.visibleIndices().first > 60000);
        QVERIFY(*model.asked.begin() > 60000);
        QVERIFY(wanted.last().at(0).toInt() <= 70000 && wanted.last().at(1).toInt() >= 70000);
        QVERIFY(model.asked.size() < 200);
    }

    void drawsNearestAtWholeMultiples() {
        CountingModel model(1);
        model.picture = halves();
        ThumbnailWall wall;
        wall.setModel(&model);
        wall.setThumbnailSize(65); // 32 times fits, 32.5 is not drawn
        wall.resize(300, 300);
        wall.show();
        QVERIFY(QTest::qWaitForWindowExposed(&wall, kPatience));
        const QImage shot = wall.viewport()->grab().toImage();
        const QRect cell = wall.visualRect(model.index(0));
        const int middle = cell.top() + cell.height() / 2;
        int black = 0;
        int white = 0;
        for (int x = cell.left(); x <= cell.right(); ++x) {
            black += shot.pixelColor(x, middle) == Qt::black ? 1 : 0;
            white += shot.pixelColor(x, middle) == Qt::white ? 1 : 0;
        }
        QCOMPARE(black, 32);
        QVERIFY(white >= 32);
    }

    void troubleIsDrawnInsteadOfAPicture() {
        CountingModel model(2);
        model.picture = halves();
        model.troubled = 0;
        ThumbnailWall wall;
        wall.setModel(&model);
        wall.resize(300, 300);
        wall.show();
        QVERIFY(QTest::qWaitForWindowExposed(&wall, kPatience));
        wall.viewport()->grab();
        QVERIFY(!model.asked.contains(0));
        QVERIFY(model.asked.contains(1));
    }

    void whatIsLeftOutIsFaint() {
        CountingModel model(2);
        model.picture = QImage(64, 64, QImage::Format_RGB32);
        model.picture.fill(Qt::black);
        model.leftOut = 1;
        ThumbnailWall wall;
        wall.setModel(&model);
        wall.resize(300, 300);
        wall.show();
        QVERIFY(QTest::qWaitForWindowExposed(&wall, kPatience));
        const QImage shown = wall.viewport()->grab().toImage();
        QCOMPARE(shown.pixelColor(wall.visualRect(model.index(0)).center()), QColor(Qt::black));
        QVERIFY(shown.pixelColor(wall.visualRect(model.index(1)).center()).lightness() > 150);
    }

    void movesByKeys() {
        CountingModel model(1000);
        ThumbnailWall wall;
        wall.setModel(&model);
        wall.resize(640, 480);
        wall.show();
        QVERIFY(QTest::qWaitForWindowExposed(&wall, kPatience));
        const int columns = wall.geometryOfCells().columns();
        wall.setCurrentIndex(model.index(0));
        QTest::keyClick(&wall, Qt::Key_Right);
        QCOMPARE(wall.currentIndex().row(), 1);
        QTest::keyClick(&wall, Qt::Key_Down);
        QCOMPARE(wall.currentIndex().row(), 1 + columns);
        QTest::keyClick(&wall, Qt::Key_End);
        QCOMPARE(wall.currentIndex().row(), 999);
        QVERIFY(wall.visibleIndices().last == 999);
        QTest::keyClick(&wall, Qt::Key_PageUp);
        QVERIFY(wall.currentIndex().row() < 999 - columns);
        QTest::keyClick(&wall, Qt::Key_Home);
        QTest::keyClick(&wall, Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(&wall, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(wall.chosenIndexes().size(), columns + 2);
        QTest::keyClick(&wall, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(wall.chosenIndexes().size(), 1000);
    }

    void selectsByMouse() {
        CountingModel model(100);
        ThumbnailWall wall;
        wall.setModel(&model);
        wall.resize(640, 480);
        wall.show();
        QVERIFY(QTest::qWaitForWindowExposed(&wall, kPatience));
        const auto click = [&](int row, Qt::KeyboardModifiers keys) {
            QTest::mouseClick(wall.viewport(), Qt::LeftButton, keys,
                              wall.visualRect(model.index(row)).center());
        };
        click(2, {});
        QCOMPARE(wall.chosenIndexes(), QModelIndexList{model.index(2)});
        click(9, Qt::ShiftModifier); // in reading order, across rows
        QCOMPARE(wall.chosenIndexes().size(), 8);
        click(4, Qt::ControlModifier);
        QCOMPARE(wall.chosenIndexes().size(), 7);
        click(0, {});
        QCOMPARE(wall.chosenIndexes().size(), 1);
    }

    void selectsByARubberBand() {
        CountingModel model(100);
        ThumbnailWall wall;
        wall.setModel(&model);
        wall.resize(640, 480);
        wall.show();
        QVERIFY(QTest::qWaitForWindowExposed(&wall, kPatience));
        const QPoint from(1, 1);
        const int columns = wall.geometryOfCells().columns();
        const QPoint to = wall.visualRect(model.index(columns + 1)).center();
        QTest::mousePress(wall.viewport(), Qt::LeftButton, {}, from);
        QTest::mouseMove(wall.viewport(), to / 2);
        QTest::mouseMove(wall.viewport(), to);
        QTest::mouseRelease(wall.viewport(), Qt::LeftButton, {}, to);
        QCOMPARE(wall.chosenIndexes(), (QModelIndexList{model.index(0), model.index(1), model.index(columns),
                                                        model.index(columns + 1)}));
    }

    void activatesAndOpensMenus() {
        CountingModel model(10);
        ThumbnailWall wall;
        wall.setModel(&model);
        wall.resize(640, 480);
        wall.show();
        QVERIFY(QTest::qWaitForWindowExposed(&wall, kPatience));
        QSignalSpy activated(&wall, &ThumbnailWall::activated);
        QSignalSpy menu(&wall, &ThumbnailWall::menuRequested);
        wall.setCurrentIndex(model.index(3));
        QTest::keyClick(&wall, Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated[0][0].toModelIndex().row(), 3);
        const QPoint centre = wall.visualRect(model.index(4)).center();
        QTest::mouseClick(wall.viewport(), Qt::LeftButton, {}, centre);
        QTest::mouseDClick(wall.viewport(), Qt::LeftButton, {}, centre);
        QCOMPARE(activated.last()[0].toModelIndex().row(), 4);
        QContextMenuEvent byKey(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QCoreApplication::sendEvent(wall.viewport(), &byKey);
        QCOMPARE(menu.last()[1].toModelIndex().row(), 4);
        QCOMPARE(wall.accessibleDescription(), QStringLiteral("4"));
    }

    void zoomsAndKeepsThePlace() {
        CountingModel model(10000);
        ThumbnailWall wall;
        wall.setModel(&model);
        wall.resize(640, 480);
        wall.show();
        QVERIFY(QTest::qWaitForWindowExposed(&wall, kPatience));
        wall.scrollTo(model.index(5000), QAbstractItemView::PositionAtTop);
        const int first = wall.visibleIndices().first;
        QSignalSpy resized(&wall, &ThumbnailWall::thumbnailSizeChanged);
        QTest::keyClick(&wall, Qt::Key_Plus);
        QCOMPARE(resized.size(), 1);
        QVERIFY(wall.thumbnailSize() > 96);
        QVERIFY(wall.visibleIndices().first <= first && wall.visibleIndices().last >= first);
        QWheelEvent wheel(QPointF(50, 50), wall.viewport()->mapToGlobal(QPointF(50, 50)), QPoint(),
                          QPoint(0, -120), Qt::NoButton, Qt::ControlModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(wall.viewport(), &wheel);
        QCOMPARE(wall.thumbnailSize(), 96);
        wall.setThumbnailSize(100000);
        QCOMPARE(wall.thumbnailSize(), ThumbnailWall::kLargestThumbnail);
    }

    void overlaysLosses() {
        std::vector<StepStats> steps(3);
        for (std::size_t i = 0; i < steps.size(); ++i) {
            steps[i].step = static_cast<std::int64_t>(i) + 1;
            steps[i].critic_loss = static_cast<double>(i);
        }
        LossOverlay overlay;
        QCOMPARE(overlay.curveCount(), 0);
        overlay.setRuns({{"a", steps}, {"b", steps}, {"none", {}}});
        QCOMPARE(overlay.curveCount(), 2);
        auto& metrics = *child<QComboBox>(overlay, "overlayQuantity");
        metrics.setCurrentIndex(metrics.findData(static_cast<int>(metric_index(metric("generator_loss")))));
        QCOMPARE(overlay.curveCount(), 0); // these steps have none
        const std::vector<double> curve = smoothed({2, StepStats::kNone, 4}, 0.5);
        QCOMPARE(curve[0], 2.0);
        QVERIFY(std::isnan(curve[1]));
        QCOMPARE(curve[2], (0.5 * 2 + 4) / 1.5);
    }
};

WASSERFARBE_TEST(ThumbnailWallTest)

} // namespace wasserfarbe::test::thumbnail_wall_test

#include "thumbnail_wall_test.moc"
