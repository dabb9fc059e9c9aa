#include <QLabel>
#include <QListView>
#include <QSlider>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QToolButton>
#include <QtTest>

#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "widgets/latent/keeper_strip.h"
#include "widgets/latent/latent_card.h"
#include "widgets/latent/latent_sliders.h"
#include "widgets/latent/two_axis_panel.h"
#include "widgets/look/fold.h"

namespace wasserfarbe::test::pad_test {

namespace {

QImage plain(QRgb color, int side = 16) {
    QImage image(side, side, QImage::Format_RGB888);
    image.fill(QColor(color));
    return image;
}

QColor colorAt(TwoAxisPad& pad, int column, int row) {
    const QPoint centre = pad.padGeometry().cellRect(column, row).center().toPoint();
    return pad.grab().toImage().pixelColor(centre * qRound(pad.devicePixelRatioF()));
}

/// The geometry of the pad without a window, and the widgets of the page Explore with real clicks and keys.
class PadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cellsAreWholeMultiplesOfTheImages() {
        const PadGeometry geometry = PadGeometry::fit({400, 360}, 10, 16, 1.0);
        QCOMPARE(geometry.cell, 32.0); // 360 / 11 = 32
        QCOMPARE(geometry.rect(), QRectF(24, 4, 352, 352));
    }

    void cellsSmallerThanTheImagesAreWholePixels() {
        const PadGeometry geometry = PadGeometry::fit({400, 400}, 10, 64, 1.0);
        QCOMPARE(geometry.cell, 36.0);
        QVERIFY(geometry.side() <= 400);
    }

    void cellsFollowTheScreensPixels() {
        // 11 cells of 16 pixels, twice as large: 352 screen pixels, 176 of the widget's.
        const PadGeometry geometry = PadGeometry::fit({200, 200}, 10, 16, 2.0);
        QCOMPARE(geometry.cell, 16.0);
        QCOMPARE(PadGeometry::fit({200, 200}, 10, 16, 1.5).cell * 1.5, 16.0);
    }

    void noRoomGivesNoCells() {
        const PadGeometry geometry = PadGeometry::fit({5, 5}, 10, 16, 1.0);
        QCOMPARE(geometry.cell, 0.0);
        QCOMPARE(geometry.toPoint({3, 3}), QPointF(0, 0));
    }

    void pointsLieAtTheCentresOfCells_data() {
        QTest::addColumn<int>("steps");
        for (const int steps : {1, 2, 7, 10, 20})
            QTest::addRow("%d steps", steps) << steps;
    }
    void pointsLieAtTheCentresOfCells() {
        QFETCH(int, steps);
        const PadGeometry geometry = PadGeometry::fit({500, 480}, steps, 8, 1.0);
        for (int i = 0; i <= steps; ++i) {
            const QPointF point = geometry.cellPoint({i, steps - i});
            const QPointF centre = geometry.cellRect(i, steps - i).center();
            QVERIFY((geometry.toPosition(point) - centre).manhattanLength() < 1e-6);
            QVERIFY((geometry.toPoint(centre) - point).manhattanLength() < 1e-9);
            QCOMPARE(geometry.nearestCell(point), QPoint(i, steps - i));
        }
        QCOMPARE(geometry.toPoint({-50, 5000}), QPointF(0, 1));
    }

    void cellsAreSteppedAndSnappedTo() {
        const PadGeometry geometry = PadGeometry::fit({400, 400}, 10, 16, 1.0);
        QCOMPARE(geometry.stepped(0.34, 1), 0.4);
        QCOMPARE(geometry.stepped(0.34, -1), 0.3);
        QCOMPARE(geometry.stepped(0.1 + 0.2, 1), 0.4); // 0.30000000000000004 is the cell at 0.3
        QCOMPARE(geometry.stepped(0.1 + 0.2, -1), 0.2);
        QCOMPARE(geometry.stepped(0, -1), 0.0);
        QCOMPARE(geometry.stepped(1, 1), 1.0);
        QCOMPARE(geometry.snapped({0.34, 0.97}), QPointF(0.3, 1.0));
    }

    void keysMoveTheCursor() {
        TwoAxisPad pad;
        pad.resize(360, 360);
        QSignalSpy moved(&pad, &TwoAxisPad::cursorMoved);
        QSignalSpy finished(&pad, &TwoAxisPad::moveFinished);
        QTest::keyClick(&pad, Qt::Key_Right);
        QTest::keyClick(&pad, Qt::Key_Down);
        QCOMPARE(pad.cursorPoint(), QPointF(0.1, 0.1));
        QTest::keyClick(&pad, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(pad.cursorPoint(), QPointF(0.11, 0.1));
        QTest::keyClick(&pad, Qt::Key_Left);
        QCOMPARE(pad.cursorPoint(), QPointF(0.1, 0.1));
        QTest::keyClick(&pad, Qt::Key_End);
        QCOMPARE(pad.cursorPoint(), QPointF(1, 1));
        QTest::keyClick(&pad, Qt::Key_Right); // it is at the edge: no news
        QTest::keyClick(&pad, Qt::Key_Home);
        QCOMPARE(pad.cursorPoint(), QPointF(0, 0));
        QCOMPARE(moved.count(), 6);
        QVERIFY(finished.count() >= 7);
    }

    void mouseDragsAndSnaps() {
        TwoAxisPad pad;
        pad.resize(360, 360);
        const PadGeometry geometry = pad.padGeometry();
        QSignalSpy moved(&pad, &TwoAxisPad::cursorMoved);
        QSignalSpy finished(&pad, &TwoAxisPad::moveFinished);
        const QPoint from = geometry.toPosition({0.5, 0.5}).toPoint();
        QTest::mousePress(&pad, Qt::LeftButton, {}, from);
        QVERIFY((pad.cursorPoint() - QPointF(0.5, 0.5)).manhattanLength() < 0.01);
        QTest::mouseMove(&pad, from + QPoint(7, 0));
        QVERIFY(pad.cursorPoint().x() > 0.51 && pad.cursorPoint().x() < 0.53); // between cells
        QTest::mouseMove(&pad, QPoint(4000, -4000));
        QCOMPARE(pad.cursorPoint(), QPointF(1, 0));
        QCOMPARE(finished.count(), 0);
        QTest::mouseRelease(&pad, Qt::LeftButton, {}, from);
        QCOMPARE(finished.count(), 1);
        QCOMPARE(moved.count(), 3);
        QTest::mouseMove(&pad, from);
        QCOMPARE(moved.count(), 3); // no button, no move

        QTest::mouseDClick(&pad, Qt::LeftButton, {},
                           geometry.cellRect(3, 8).center().toPoint() + QPoint(4, 5));
        QCOMPARE(pad.cursorPoint(), QPointF(0.3, 0.8));
        QCOMPARE(moved.count(), 4);
        QCOMPARE(finished.count(), 2);
    }

    void enterAndSpaceSnapTheCursor() {
        TwoAxisPad pad;
        pad.resize(360, 360);
        QSignalSpy moved(&pad, &TwoAxisPad::cursorMoved);
        for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space}) {
            pad.setCursorPoint({0.34, 0.97});
            QTest::keyClick(&pad, key);
            QCOMPARE(pad.cursorPoint(), QPointF(0.3, 1.0));
        }
        QCOMPARE(moved.count(), 3);
        QTest::keyClick(&pad, Qt::Key_Return); // it is on the cell: no news
        QCOMPARE(moved.count(), 3);
    }

    void settingTheCursorTellsNobody() {
        TwoAxisPanel panel;
        QSignalSpy moved(&panel, &TwoAxisPanel::cursorMoved);
        panel.setCursorPoint({0.25, 0.75});
        QCOMPARE(panel.pad()->cursorPoint(), QPointF(0.25, 0.75));
        QCOMPARE(panel.horizontal()->value(), 2500);
        QCOMPARE(panel.vertical()->value(), 7500);
        QCOMPARE(moved.count(), 0);
    }

    void slidersAndPadAreInStep() {
        TwoAxisPanel panel;
        panel.resize(500, 500);
        QSignalSpy moved(&panel, &TwoAxisPanel::cursorMoved);
        panel.setCursorPoint({1.0 / 3, 0.123456});
        panel.horizontal()->setValue(8000);
        QCOMPARE(panel.pad()->cursorPoint(), QPointF(0.8, 0.123456)); // the other one is not rounded
        QCOMPARE(moved.takeLast().first().toPointF(), QPointF(0.8, 0.123456));
        QTest::keyClick(panel.pad(), Qt::Key_Down);
        QCOMPARE(panel.vertical()->value(), 2000);
        QCOMPARE(panel.horizontal()->value(), 8000);
        QCOMPARE(moved.takeLast().first().toPointF(), QPointF(0.8, 0.2));
    }

    void slidersStandAboveTheCells() {
        TwoAxisPanel panel;
        panel.setImageSize(16);
        panel.resize(520, 500);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel, kPatience));
        const PadGeometry geometry = panel.pad()->padGeometry();
        const QRect pad = panel.pad()->geometry();
        const QRect across = panel.horizontal()->geometry();
        const QRect down = panel.vertical()->geometry();
        QCOMPARE(geometry.cell, 32.0);
        QVERIFY(across.bottom() < pad.top() && down.right() < pad.left());
        // The handle's way is the groove less one handle: it goes from the first centre to the last.
        const double inset =
            panel.style()->pixelMetric(QStyle::PM_SliderLength, nullptr, panel.horizontal()) / 2.0;
        QVERIFY(qAbs(across.left() + inset - (pad.left() + geometry.cell / 2)) <= 1);
        QVERIFY(qAbs(across.right() + 1 - inset - (pad.left() + geometry.side() - geometry.cell / 2)) <= 1);
        QVERIFY(qAbs(down.top() + inset - (pad.top() + geometry.cell / 2)) <= 1);
        QVERIFY(panel.rect().contains(pad) && panel.rect().contains(across) && panel.rect().contains(down));
    }

    void cellsNotThereShowTheNearestFaded() {
        TwoAxisPad pad;
        pad.setSteps(4);
        pad.setImageSize(16);
        pad.resize(160, 160);
        pad.setCursorPoint({1, 1});
        const QColor empty = colorAt(pad, 1, 1);
        pad.setCells({{0, plain(qRgb(250, 0, 0))}, {4, plain(qRgb(0, 0, 250))}});
        QCOMPARE(pad.arrivedCount(), 2);
        QCOMPARE(colorAt(pad, 0, 0), QColor(250, 0, 0));
        const QColor faded = colorAt(pad, 1, 0);
        QVERIFY2(faded != QColor(250, 0, 0) && faded.red() > faded.blue() && faded != empty,
                 "red, but faded");
        QVERIFY(colorAt(pad, 3, 1).blue() > colorAt(pad, 3, 1).red());
        pad.setCells({{1, plain(qRgb(0, 250, 0))}});
        QCOMPARE(colorAt(pad, 1, 0), QColor(0, 250, 0));
        pad.markStale();
        QCOMPARE(pad.arrivedCount(), 0);
        const QColor stale = colorAt(pad, 1, 0);
        QVERIFY2(stale.green() > stale.red() && stale != QColor(0, 250, 0), "its own old image, faded");
        pad.setCells({{99, plain(qRgb(1, 1, 1))}, {-1, plain(qRgb(1, 1, 1))}});
        QCOMPARE(pad.arrivedCount(), 0);
        pad.setSteps(5);
        QCOMPARE(colorAt(pad, 1, 0), empty);
    }

    void cardTellsSeeds() {
        LatentCard card(QStringLiteral("A"));
        QSignalSpy chosen(&card, &LatentCard::seedChosen);
        QSignalSpy reseed(&card, &LatentCard::reseedRequested);
        auto* number = card.findChild<QSpinBox*>(QStringLiteral("seedA"));
        card.setSeed(7);
        QCOMPARE(number->value(), 7);
        QCOMPARE(chosen.count(), 0);
        QTest::keyClick(number, Qt::Key_Up);
        QCOMPARE(chosen.takeFirst().first().toULongLong(), 8U);
        QTest::mouseClick(card.findChild<QToolButton*>(QStringLiteral("reseedA")), Qt::LeftButton);
        QCOMPARE(reseed.count(), 1);
        card.setSeed({});
        QVERIFY(number->value() < 0);
        QCOMPARE(number->text(), QStringLiteral("–"));
        number->setValue(12); // typed
        QCOMPARE(chosen.takeFirst().first().toULongLong(), 12U);
        QCOMPARE(number->minimum(), 0);
        card.setSeed(std::uint64_t{1} << 40);
        QVERIFY(number->value() < 0);
        QCOMPARE(*card.seed(), std::uint64_t{1} << 40);
    }

    /// The page tells the seed again and again while weights are renewed.
    void cardLeavesWhatIsTypedAlone() {
        LatentCard card(QStringLiteral("A"));
        auto* number = card.findChild<QSpinBox*>(QStringLiteral("seedA"));
        card.setSeed(7);
        number->selectAll();
        QTest::keyClicks(number, QStringLiteral("123"));
        card.setSeed(7);
        QCOMPARE(number->text(), QStringLiteral("123"));
        QSignalSpy chosen(&card, &LatentCard::seedChosen);
        QTest::keyClick(number, Qt::Key_Return);
        QCOMPARE(chosen.value(0).value(0).toULongLong(), 123U);
    }

    void singleSlidersAreBuiltWhenOpened() {
        LatentSliders sliders;
        std::vector<float> z(100, 0.5F);
        z[99] = 9;
        sliders.setPoint(z);
        QCOMPARE(sliders.builtCount(), 0);
        sliders.fold()->setOpen(true);
        QVERIFY(sliders.builtCount() < 100); // a few at a time
        WAIT_UNTIL_EQUAL(sliders.builtCount(), 100);
        QCOMPARE(sliders.slider(0)->value(), 50);
        QCOMPARE(sliders.slider(99)->value(), 400); // as far as it reaches
        QCOMPARE(sliders.point()[99], 9.0F);
        QSignalSpy changed(&sliders, &LatentSliders::componentChanged);
        QTest::keyClick(sliders.slider(2), Qt::Key_Right);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.first().at(0).toInt(), 2);
        QVERIFY(changed.first().at(1).toFloat() > 0.5F);
        sliders.setPoint(std::vector<float>(40, 0.0F));
        QCOMPARE(sliders.builtCount(), 40);
        QCOMPARE(sliders.slider(0)->value(), 0);
        QCOMPARE(changed.count(), 1);
    }

    void stripActsOnItsImages() {
        QStandardItemModel model;
        for (int i = 0; i < 3; ++i) {
            auto* item = new QStandardItem;
            item->setData(plain(qRgb(60 * i, 0, 0)), Qt::DecorationRole);
            model.appendRow(item);
        }
        KeeperStrip strip;
        QVERIFY(!strip.findChild<QLabel*>(QStringLiteral("keepersEmpty"))->isHidden());
        strip.setModel(&model);
        QVERIFY(strip.findChild<QLabel*>(QStringLiteral("keepersEmpty"))->isHidden());
        strip.resize(600, 80);
        strip.show();
        QVERIFY(QTest::qWaitForWindowActive(&strip, kPatience));
        strip.view()->setFocus();
        QSignalSpy activated(&strip, &KeeperStrip::activated);
        QSignalSpy asA(&strip, &KeeperStrip::useAsARequested);
        QSignalSpy asB(&strip, &KeeperStrip::useAsBRequested);
        QSignalSpy removed(&strip, &KeeperStrip::removeRequested);
        strip.view()->setCurrentIndex(model.index(1, 0));
        QTest::keyClick(strip.view(), Qt::Key_Return);
        QTest::keyClick(strip.view(), Qt::Key_A);
        QTest::keyClick(strip.view(), Qt::Key_B);
        QCOMPARE(activated.value(0).value(0).toInt(), 1);
        QCOMPARE(asA.value(0).value(0).toInt(), 1);
        QCOMPARE(asB.value(0).value(0).toInt(), 1);
        strip.view()->selectAll();
        QTest::keyClick(strip.view(), Qt::Key_Delete);
        QCOMPARE(removed.count(), 1);
        QCOMPARE(removed.first().first().value<QList<int>>(), QList<int>({0, 1, 2}));
        QTest::mouseClick(strip.view()->viewport(), Qt::LeftButton, {},
                          strip.view()->visualRect(model.index(2, 0)).center());
        QCOMPARE(strip.selectedRows(), QList<int>({2}));
    }
};

} // namespace

WASSERFARBE_TEST(PadTest)

} // namespace wasserfarbe::test::pad_test

#include "pad_test.moc"
