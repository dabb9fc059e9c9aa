#include "widgets/pictures/crop_view.h"

#include <QSignalSpy>
#include <QTest>

#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "widgets/look/theme.h"

namespace wasserfarbe::test::crop_view_test {

namespace {

/// Left half red, right half blue.
QImage wide(int width = 200, int height = 100) {
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::red);
    for (int y = 0; y < height; ++y)
        for (int x = width / 2; x < width; ++x)
            image.setPixelColor(x, y, Qt::blue);
    return image;
}

CropPlace lastPlace(const QSignalSpy& spy) {
    return spy.last().at(0).value<CropPlace>();
}

bool isNear(const CropPlace& a, const CropPlace& b) {
    return std::abs(a.x - b.x) < 1e-9 && std::abs(a.y - b.y) < 1e-9;
}

} // namespace

class CropViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyColorScheme(ColorScheme::Light); }

    void geometryOfAWidePicture() {
        const CropGeometry crop{QSize(400, 100), QRectF(0, 0, 200, 100)};
        QCOMPARE(crop.pictureRect(), QRectF(0, 25, 200, 50)); // half as large
        QCOMPARE(crop.freeAxis(), std::optional(Qt::Horizontal));
        QCOMPARE(crop.squareRect({0, 0.5}), QRectF(0, 25, 50, 50));
        QCOMPARE(crop.squareRect({0.5, 0.5}), QRectF(75, 25, 50, 50));
        QCOMPARE(crop.squareRect({1, 0.2}), QRectF(150, 25, 50, 50)); // no room up or down
        QCOMPARE(crop.squareRect({7, 0.5}), crop.squareRect({1, 0.5}));
    }

    void geometryOfATallPicture() {
        const CropGeometry crop{QSize(30, 90), QRectF(0, 10, 120, 180)};
        QCOMPARE(crop.freeAxis(), std::optional(Qt::Vertical));
        QCOMPARE(crop.pictureRect(), QRectF(30, 10, 60, 180)); // twice as large
        QCOMPARE(crop.squareRect({0.5, 0}), QRectF(30, 10, 60, 60));
        QCOMPARE(crop.squareRect({0.5, 1}), QRectF(30, 130, 60, 60));
    }

    void geometryOfMoves() {
        const CropGeometry crop{QSize(400, 100), QRectF(0, 0, 200, 100)}; // 150 of the view is the room
        QVERIFY(isNear(crop.moved({0.5, 0.5}, QPointF(15, 80)), {0.6, 0.5}));
        QVERIFY(isNear(crop.moved({0.5, 0.5}, QPointF(-1000, 0)), {0.0, 0.5}));
        QVERIFY(isNear(crop.nudged({0.5, 0.5}, 0.1), {0.6, 0.5}));
        QVERIFY(isNear(crop.nudged({0.95, 0.5}, 0.1), {1.0, 0.5}));
        QVERIFY(isNear(crop.centredAt({0, 0.5}, QPointF(100, 50)), {0.5, 0.5}));
        QVERIFY(isNear(crop.centredAt({0, 0.5}, QPointF(199, 50)), {1.0, 0.5}));
        QCOMPARE(crop.share({0.25, 0.9}), 0.25);
    }

    void aSquarePictureLeavesNoChoice() {
        const CropGeometry crop{QSize(64, 64), QRectF(0, 0, 100, 100)};
        QVERIFY(!crop.freeAxis());
        QVERIFY(isNear(crop.moved({0.5, 0.5}, QPointF(15, 80)), {0.5, 0.5}));
        QVERIFY(isNear(crop.nudged({0.5, 0.5}, 0.1), {0.5, 0.5}));
        QVERIFY(CropGeometry{}.pictureRect().isEmpty());
        QVERIFY(!CropGeometry{}.freeAxis());
    }

    void theMouseMovesTheSquare() {
        CropView view;
        start(view);
        QSignalSpy moved(&view, &CropView::placeMoved);
        QSignalSpy chosen(&view, &CropView::placeChosen);
        const QPoint middle = view.geometryOfCrop().squareRect(view.place()).center().toPoint();
        QTest::mousePress(&view, Qt::LeftButton, {}, middle);
        QTest::mouseMove(&view, middle + QPoint(30, 5));
        QCOMPARE(moved.size(), 1);
        QCOMPARE(chosen.size(), 0); // not before it is let go
        QTest::mouseMove(&view, middle + QPoint(50, -9));
        QTest::mouseRelease(&view, Qt::LeftButton, {}, middle + QPoint(50, -9));
        QCOMPARE(chosen.size(), 1);
        QVERIFY(isNear(lastPlace(chosen), {0.75, 0.5})); // 50 of the 200 pixels of room
        QCOMPARE(view.place(), lastPlace(chosen));
        QTest::mouseMove(&view, middle); // the button is up
        QCOMPARE(view.place(), lastPlace(chosen));
    }

    void aPressBesideTheSquareBringsItThere() {
        CropView view;
        start(view);
        QSignalSpy chosen(&view, &CropView::placeChosen);
        const QRect whole = view.geometryOfCrop().pictureRect().toRect();
        QTest::mouseClick(&view, Qt::LeftButton, {}, whole.topLeft() + QPoint(3, 3));
        QVERIFY(isNear(lastPlace(chosen), {0.0, 0.5}));
        QTest::mouseClick(&view, Qt::LeftButton, {}, whole.topLeft() + QPoint(20, 20)); // within it now
        QCOMPARE(chosen.size(), 1);
        QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(whole.center().x(), whole.top() - 20));
        QCOMPARE(chosen.size(), 1); // not on the picture
    }

    void keysNudgeIt() {
        CropView view;
        start(view);
        QSignalSpy chosen(&view, &CropView::placeChosen);
        QSignalSpy reset(&view, &CropView::resetRequested);
        QTest::keyClick(&view, Qt::Key_Right);
        QVERIFY(isNear(lastPlace(chosen), {0.51, 0.5}));
        QTest::keyClick(&view, Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(isNear(lastPlace(chosen), {0.41, 0.5}));
        QVERIFY(view.accessibleDescription().contains(QStringLiteral("41")));
        QTest::keyClick(&view, Qt::Key_Up); // no room there
        QCOMPARE(chosen.size(), 2);
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(&view, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(view.place().x, 0.0);
        QCOMPARE(chosen.size(), 7);
        QTest::keyClick(&view, Qt::Key_Left); // at the end
        QCOMPARE(chosen.size(), 7);
        QTest::keyClick(&view, Qt::Key_Home);
        QCOMPARE(reset.size(), 1);
        view.setPicture(wide().transformed(QTransform().rotate(90)));
        view.setPlace({0.5, 0});
        QTest::keyClick(&view, Qt::Key_Down);
        QVERIFY(isNear(lastPlace(chosen), {0.5, 0.01}));
    }

    void theRestIsDimmed() {
        CropView view;
        start(view);
        view.setPlace({0, 0.5});
        const QImage shown = view.grab().toImage();
        const QRect whole = view.geometryOfCrop().pictureRect().toRect();
        QCOMPARE(shown.pixelColor(whole.left() + 40, whole.center().y()), QColor(Qt::red));
        const QColor dimmed = shown.pixelColor(whole.right() - 40, whole.center().y());
        QVERIFY(dimmed.blue() > 40 && dimmed.blue() < 160);
        QCOMPARE(dimmed.red(), 0);
    }

    void withoutAPictureThereIsAWord() {
        CropView view;
        view.resize(300, 200);
        view.setPlaceholder(QStringLiteral("Being read"));
        view.setPicture({});
        QCOMPARE(view.accessibleDescription(), QStringLiteral("Being read"));
        QSignalSpy chosen(&view, &CropView::placeChosen);
        QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(150, 100));
        QTest::keyClick(&view, Qt::Key_Right);
        QVERIFY(chosen.isEmpty());
        view.setPicture(wide(64, 64));
        QTest::keyClick(&view, Qt::Key_Right);
        QVERIFY(chosen.isEmpty());
        QVERIFY(view.accessibleDescription() != QStringLiteral("Being read"));
    }

private:
    /// A picture of 400 x 200 in the view, its square in the middle.
    static void start(CropView& view) {
        view.resize(404, 300); // two pixels are left free on each side
        view.setPicture(wide(400, 200));
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view, kPatience));
        QCOMPARE(view.geometryOfCrop().pictureRect().size(), QSizeF(400, 200));
    }
};

WASSERFARBE_TEST(CropViewTest)

} // namespace wasserfarbe::test::crop_view_test

#include "crop_view_test.moc"
