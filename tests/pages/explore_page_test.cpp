#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>
#include <QtTest>

#include "app/pages/explore/explore_bar.h"
#include "app/pages/explore/keepers_model.h"
#include "tests/support/explore_bench.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "widgets/latent/latent_card.h"
#include "widgets/latent/latent_sliders.h"
#include "widgets/latent/two_axis_panel.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/fold.h"

namespace wasserfarbe::test::explore_page_test {

namespace {

/// The page Explore with real clicks and keys on fake models.
class ExplorePageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutAModelItSaysWhatToDo() {
        Bench bench(false);
        auto* empty = bench.find<EmptyState>("exploreEmpty");
        QVERIFY(empty->isVisible() && !bench.pad()->isVisible());
        QSignalSpy pages(bench.studio.get(), &Studio::pageRequested);
        QTest::mouseClick(empty->button(), Qt::LeftButton);
        QCOMPARE(pages.count(), 1);
        QCOMPARE(pages.first().first().value<Page>(), Page::Train);
        QVERIFY(!bench.page->canExport() && !bench.page->canUndo());
    }

    void aModelFillsThePage() {
        Bench bench;
        QVERIFY(bench.pad()->isVisible());
        WAIT_UNTIL_EQUAL(bench.pad()->arrivedCount(), 121);
        WAIT_UNTIL_EQUAL(bench.shown(), picture(bench.state().a.z));
        WAIT_UNTIL_EQUAL(bench.find<LatentCard>("cardB")->image(), picture(bench.state().b.z));
        QCOMPARE(bench.find<QSpinBox>("seedA")->value(), static_cast<int>(*bench.state().a.seed));
        QVERIFY(bench.find<QToolButton>("modelButton")->text().contains(QStringLiteral("one")));
        QVERIFY(bench.find<QLabel>("where")->text().contains(QStringLiteral("30")));
    }

    void padSlidersAndImageAreInStep() {
        Bench bench;
        QTest::keyClick(bench.pad(), Qt::Key_Right);
        QTest::keyClick(bench.pad(), Qt::Key_Down);
        QTest::keyClick(bench.pad(), Qt::Key_Down);
        QCOMPARE(bench.find<QSlider>("acrossSlider")->value(), 1000);
        QCOMPARE(bench.find<QSlider>("downSlider")->value(), 2000);
        WAIT_UNTIL_EQUAL(bench.shown(), picture(bench.state().point()));
        bench.find<QSlider>("downSlider")->setValue(10000);
        QCOMPARE(bench.pad()->cursorPoint(), QPointF(0.1, 1));
        QCOMPARE(bench.state().y, 1.0);
        WAIT_UNTIL_EQUAL(bench.shown(), picture(bench.state().point()));
        const PadGeometry geometry = bench.pad()->padGeometry();
        QTest::mouseDClick(bench.pad(), Qt::LeftButton, {}, geometry.cellRect(7, 4).center().toPoint());
        QCOMPARE(QPointF(bench.state().x, bench.state().y), QPointF(0.7, 0.4));
    }

    void theNewestPlaceWinsAndMovingDoesNotStarveTheImage() {
        Bench bench;
        WAIT_UNTIL(!bench.controller().session().isBusy());
        QSignalSpy rendered(&bench.controller().images(), &ExploreImages::pointRendered);
        bench.gate->hold();
        const std::int64_t before = bench.gate->begun();
        bench.controller().moveCursor(0.001, 0);
        const QImage first = picture(bench.state().point());
        QVERIFY(bench.gate->awaitBegun(before + 1));
        for (int i = 1; i <= 1000; ++i)
            bench.controller().moveCursor(i / 1000.0, 0.5);
        bench.gate->open();
        WAIT_UNTIL_EQUAL(bench.shown(), picture(bench.state().point()));
        QVERIFY(!bench.controller().session().isBusy());
        QCOMPARE(rendered.count(), 2); // the one that was being made, and the newest
        QCOMPARE(rendered.first().first().value<QImage>(), first);
        QCOMPARE(bench.gate->begun(), before + 2);
    }

    void seedsAreChosenSwappedAndDrawn() {
        Bench bench;
        bench.find<QSpinBox>("seedA")->setValue(41);
        QCOMPARE(bench.state().a, seededEnd(41, kLatentSize));
        WAIT_UNTIL_EQUAL(bench.find<LatentCard>("cardA")->image(), picture(bench.state().a.z));
        const ExploreEnd b = bench.state().b;
        bench.click("swap");
        QCOMPARE(bench.state().a, b);
        QCOMPARE(*bench.state().b.seed, 41U);
        QCOMPARE(bench.find<QSpinBox>("seedB")->value(), 41);
        bench.click("reseedB");
        QVERIFY(bench.state().b.z != seededEnd(41, kLatentSize).z || *bench.state().b.seed == 41U);
        QCOMPARE(bench.state().b, seededEnd(*bench.state().b.seed, kLatentSize));
    }

    void thePathsOptionsChangeTheGrid() {
        Bench bench;
        WAIT_UNTIL_EQUAL(bench.pad()->arrivedCount(), 121);
        bench.find<QSpinBox>("steps")->setValue(4);
        WAIT_UNTIL_EQUAL(bench.pad()->arrivedCount(), 25);
        bench.find<QSpinBox>("split")->setValue(6);
        QCOMPARE(bench.state().split(), 6);
        QVERIFY(bench.find<QSlider>("acrossSlider")->accessibleName().contains(QLatin1Char('6')));
        bench.find<QComboBox>("interpolation")->setCurrentIndex(1);
        QCOMPARE(bench.state().axes.interpolation, Interpolation::Spherical);
        bench.controller().moveCursor(0.5, 0.5);
        WAIT_UNTIL_EQUAL(bench.shown(), picture(bench.state().point()));
        bench.find<QSpinBox>("split")->setValue(4);
        QVERIFY2(!bench.state().axes.split, "the middle stays the middle for other models");
    }

    void undoAndRedoGoWhereOneWas() {
        Bench bench;
        const ExploreState start = bench.state();
        QTest::keyClick(bench.pad(), Qt::Key_End);
        bench.find<QSpinBox>("seedA")->setValue(99);
        QVERIFY(bench.page->canUndo() && bench.find<QToolButton>("undo")->isEnabled());
        bench.click("undo");
        QCOMPARE(bench.state().a, start.a);
        QCOMPARE(bench.state().x, 1.0);
        bench.page->undo();
        QCOMPARE(bench.state(), start);
        QCOMPARE(bench.pad()->cursorPoint(), QPointF(0, 0));
        QVERIFY(!bench.page->canUndo());
        bench.page->redo();
        bench.click("redo");
        QCOMPARE(*bench.state().a.seed, 99U);
        QVERIFY(!bench.page->canRedo());
        WAIT_UNTIL_EQUAL(bench.shown(), picture(bench.state().point()));
    }

    void aDragIsUndoneAtOnce() {
        Bench bench;
        const PadGeometry geometry = bench.pad()->padGeometry();
        QTest::mousePress(bench.pad(), Qt::LeftButton, {}, geometry.toPosition({0.2, 0.2}).toPoint());
        for (int i = 3; i < 9; ++i)
            QTest::mouseMove(bench.pad(), geometry.toPosition({i / 10.0, 0.5}).toPoint());
        QTest::mouseRelease(bench.pad(), Qt::LeftButton, {}, geometry.toPosition({0.8, 0.5}).toPoint());
        bench.page->undo();
        QCOMPARE(QPointF(bench.state().x, bench.state().y), QPointF(0, 0));
        QVERIFY(!bench.page->canUndo());
    }

    void imagesAreKept() {
        Bench bench;
        bench.page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(bench.page.get(), kPatience));
        QTest::keyClick(bench.pad(), Qt::Key_K); // its image may not be there yet
        WAIT_UNTIL_EQUAL(bench.studio->keepers().count(), 1);
        QCOMPARE(bench.studio->keepers().at(0).z, bench.state().a.z);
        QCOMPARE(bench.studio->keepers().at(0).seed, bench.state().a.seed);
        QCOMPARE(bench.studio->keepers().at(0).image, picture(bench.state().a.z));
        bench.controller().moveCursor(0.3, 0.6);
        bench.click("keep");
        bench.controller().moveCursor(0.9, 0.6); // what was shown is kept, not what is shown when it is made
        WAIT_UNTIL_EQUAL(bench.studio->keepers().count(), 2);
        ExploreState there = bench.state();
        there.x = 0.3;
        QCOMPARE(bench.studio->keepers().at(1).z, there.point());
        QCOMPARE(bench.studio->keepers().at(1).image, picture(there.point()));
        QVERIFY(!bench.studio->keepers().at(1).seed);
    }

    void everyImageAskedForIsKept() {
        Bench bench;
        WAIT_UNTIL(!bench.controller().session().isBusy());
        bench.gate->hold();
        for (int i = 1; i <= 5; ++i) {
            bench.controller().moveCursor(i / 10.0, 0);
            bench.click("keep");
        }
        bench.gate->open();
        WAIT_UNTIL_EQUAL(bench.studio->keepers().count(), 5);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(bench.studio->keepers().at(i).image, picture(bench.studio->keepers().at(i).z));
    }

    void theStripPutsItsImagesInOrder() {
        Bench bench(false);
        Keepers& keepers = bench.studio->keepers();
        KeepersModel model(keepers);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (const std::uint64_t seed : {1U, 2U, 3U}) {
            LatentPoint point = bench.point(seed);
            point.image = picture(point.z);
            keepers.add(point);
        }
        QCOMPARE(model.rowCount(), 3);
        QVERIFY(model.moveRow({}, 0, {}, 3));
        QCOMPARE(*keepers.at(2).seed, 1U);
        QVERIFY(model.moveRow({}, 2, {}, 1));
        QCOMPARE(*keepers.at(1).seed, 1U);
        QVERIFY(!model.moveRow({}, 1, {}, 2)); // it is there already
        keepers.move(0, 2);
        QCOMPARE(model.index(2, 0).data(Qt::DecorationRole).value<QImage>(),
                 picture(seededEnd(2, kLatentSize).z));
        QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("one")));
    }

    void anImageFromElsewhereBecomesAnEnd() {
        Bench bench;
        bench.studio->useAs(Endpoint::B, bench.point(77));
        QCOMPARE(bench.state().b, seededEnd(77, kLatentSize));
        QCOMPARE(QPointF(bench.state().x, bench.state().y), QPointF(1, 1));
        WAIT_UNTIL_EQUAL(bench.shown(), picture(bench.state().b.z));
        LatentPoint unseeded = bench.point(78);
        unseeded.seed.reset();
        bench.studio->useAs(Endpoint::A, unseeded);
        QCOMPARE(bench.state().a.z, unseeded.z);
        QVERIFY(bench.find<QSpinBox>("seedA")->value() < 0);
    }

    void singleSlidersSetTheLatent() {
        Bench bench;
        auto* sliders = bench.page->findChild<LatentSliders*>();
        sliders->fold()->setOpen(true);
        WAIT_UNTIL_EQUAL(sliders->builtCount(), kLatentSize);
        sliders->slider(3)->setValue(150);
        QCOMPARE((*bench.state().away)[3], 1.5F);
        QCOMPARE((*bench.state().away)[2], bench.state().a.z[2]);
        WAIT_UNTIL_EQUAL(bench.shown(), picture(*bench.state().away));
        bench.controller().useAs(Endpoint::A, bench.controller().shownLatentPoint());
        QCOMPARE(bench.state().a.z[3], 1.5F);
        QVERIFY(!bench.state().away && !bench.state().a.seed);
        QTest::keyClick(bench.pad(), Qt::Key_Right);
        QCOMPARE(sliders->slider(3)->value(), qRound(bench.state().point()[3] * 100));
    }

    void theWalkIsShownAndItsPlaceUsed() {
        Bench bench;
        for (const std::uint64_t seed : {21U, 22U}) {
            LatentPoint point = bench.point(seed);
            point.image = picture(point.z);
            bench.studio->keep(point);
        }
        bench.click("walk");
        ExploreWalk& walk = bench.controller().walk();
        QVERIFY(walk.isRunning());
        QVERIFY(!bench.find<QPushButton>("usePlace")->isEnabled());
        bench.click("walk");
        QVERIFY(walk.isUnderWay() && !walk.isRunning());
        walk.advance(walk.legSeconds() * 0.5);
        const std::vector<float> place = walk.place();
        WAIT_UNTIL_EQUAL(bench.shown(), picture(place));
        bench.click("usePlace");
        QVERIFY(!walk.isUnderWay());
        QCOMPARE(*bench.state().away, place);
        bench.click("walk");
        QTest::keyClick(bench.pad(), Qt::Key_Right); // the pad's cursor ends it
        QVERIFY(!walk.isUnderWay() && !bench.state().away);
        bench.click("walk");
        bench.page->hide();
        QVERIFY(!walk.isRunning());
    }

    void aPictureBringsItsPlaceBack() {
        Bench bench;
        ImageOrigin origin;
        origin.model = "/models/one.safetensors";
        origin.seed = 51;
        origin.latents = seeded_latents(51, 1, kLatentSize);
        const ExploreEnd b = bench.state().b;
        Q_EMIT bench.studio->originRequested(origin);
        QCOMPARE(bench.state().a, seededEnd(51, kLatentSize));
        QCOMPARE(bench.state().b, b);

        origin.latents = seeded_latents(51, 6, kLatentSize); // a sheet
        Q_EMIT bench.studio->originRequested(origin);
        const auto last = origin.latents.row(5);
        QCOMPARE(bench.state().b.z, std::vector<float>(last.begin(), last.end()));
        QVERIFY(!bench.state().b.seed);

        origin.latents = seeded_latents(61, 1, kLatentSize);
        origin.latents.append(seeded_latents(62, 1, kLatentSize).row(0));
        origin.seed = 61;
        origin.seed_b = 62;
        origin.axes = TwoAxisOptions{5, 3, Interpolation::Spherical};
        Q_EMIT bench.studio->originRequested(origin);
        QCOMPARE(bench.state().a, seededEnd(61, kLatentSize));
        QCOMPARE(bench.state().b, seededEnd(62, kLatentSize));
        QCOMPARE(bench.state().axes, *origin.axes);
        QCOMPARE(bench.find<QSpinBox>("steps")->value(), 5);

        origin.seed = 1; // it lies
        Q_EMIT bench.studio->originRequested(origin);
        QVERIFY(!bench.state().a.seed);

        origin.model = "/models/broken.safetensors"; // gone: the present model is gone on with
        origin.latents = seeded_latents(71, 1, kLatentSize);
        origin.axes.reset();
        Q_EMIT bench.studio->originRequested(origin);
        WAIT_UNTIL_EQUAL(bench.state().a.z, seededEnd(71, kLatentSize).z);
        QVERIFY(!bench.message().isEmpty());
    }

    void exportsWhatIsShown() {
        Bench bench;
        std::vector<ExportSource> exports;
        connect(bench.studio.get(), &Studio::exportRequested, this,
                [&](const ExportSource& source) { exports.push_back(source); });
        bench.find<QSpinBox>("steps")->setValue(3);
        QVERIFY(bench.page->canExport());
        bench.page->exportShown();
        bench.page->findChild<QAction*>(QStringLiteral("exportImage"))->trigger();
        QCOMPARE(exports.size(), 2U);
        const auto& path = std::get<ExportPath>(exports[0]);
        QVERIFY(path.renderer && path.ends.count == 2 && path.axes.steps == 3);
        const auto& images = std::get<ExportImages>(exports[1]);
        QCOMPARE(images.latents.values, bench.state().a.z);
        QCOMPARE(images.seed, bench.state().a.seed);
        QSignalSpy models(bench.studio.get(), &Studio::modelExportRequested);
        bench.page->findChild<QAction*>(QStringLiteral("exportModel"))->trigger();
        QCOMPARE(models.count(), 1);
        QCOMPARE(models[0][0].value<std::filesystem::path>(), bench.page->shownModel()->path);
    }

    void whatIsNotKnownIsNotSaid() {
        Bench bench;
        auto* button = bench.find<QToolButton>("modelButton");
        ModelSource source{"/models/G.ckpt", Weights::Averaged, false, 0, 0};
        auto* bar = bench.page->findChild<ExploreBar*>();
        bar->setSource(source);
        QCOMPARE(button->text(), QStringLiteral("G.ckpt"));
        QCOMPARE(bench.find<QLabel>("where")->text(), QString());
        source.weights = Weights::Raw;
        bar->setSource(source);
        QCOMPARE(button->text(), QStringLiteral("G.ckpt, raw weights"));
        source.epoch = 12;
        bar->setSource(source);
        QCOMPARE(button->text(), QStringLiteral("G.ckpt, epoch 12, raw weights"));
    }

    void whatIsTypedSurvivesNewWeights() {
        Bench bench;
        auto* steps = bench.find<QSpinBox>("steps");
        steps->selectAll();
        QTest::keyClicks(steps, QStringLiteral("12"));
        Q_EMIT bench.controller().changed();
        QCOMPARE(steps->text(), QStringLiteral("12"));
        QTest::keyClick(steps, Qt::Key_Return);
        QCOMPARE(bench.state().axes.steps, 12);
    }

    /// Another program that gets one dragged copies the file; moved away, the image would be lost.
    void keptImagesAreCopiedElsewhere() {
        Bench bench;
        QCOMPARE(bench.find<QAbstractItemView>("keepers")->defaultDropAction(), Qt::CopyAction);
    }

    void everyControlCanBeFoundWithoutAMouse() {
        Bench bench;
        bench.page->findChild<LatentSliders*>()->fold()->setOpen(true);
        int controls = 0;
        for (QWidget* widget : bench.page->findChildren<QWidget*>()) {
            const bool interactive = qobject_cast<QAbstractButton*>(widget) ||
                                     qobject_cast<QSpinBox*>(widget) || qobject_cast<QSlider*>(widget) ||
                                     qobject_cast<QComboBox*>(widget) || qobject_cast<TwoAxisPad*>(widget);
            if (!interactive || widget->objectName().startsWith(QStringLiteral("qt_")))
                continue;
            if (!widget->isVisibleTo(bench.page.get()))
                continue;
            ++controls;
            const QByteArray name = widget->objectName().toUtf8();
            QVERIFY2(!widget->toolTip().isEmpty(), name.constData());
            QVERIFY2(!widget->accessibleName().isEmpty(), name.constData());
            QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
            QVERIFY2((widget->focusPolicy() & Qt::TabFocus) != 0, name.constData());
        }
        QVERIFY(controls > 20);
    }
};

} // namespace

WASSERFARBE_TEST(ExplorePageTest)

} // namespace wasserfarbe::test::explore_page_test

#include "explore_page_test.moc"
