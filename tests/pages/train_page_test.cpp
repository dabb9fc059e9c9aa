#include "app/pages/train/train_page.h"

#include <fstream>
#include <memory>

#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "app/pages/train/preview_steps.h"
#include "app/pages/train/view_arrangement.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "model/pictures/png_file.h"
#include "model/run/image_origin.h"
#include "model/training/preview_grid.h"
#include "model/types/field_table.h"
#include "tests/support/metric.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/train_page_fixture.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/fold.h"
#include "widgets/look/message_bar.h"
#include "widgets/training/cell_view.h"
#include "widgets/training/config_form.h"
#include "widgets/training/loss_plot.h"
#include "widgets/training/preview_pane.h"
#include "widgets/training/timeline.h"
#include "widgets/training/timeline_bar.h"

namespace wasserfarbe::test::train_page_test {

using State = TrainingSession::State;

class TrainPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void previewsAndStepsFindEachOther() {
        std::vector<StepStats> history(35); // 10 an epoch
        for (std::size_t i = 0; i < history.size(); ++i) {
            history[i].step = static_cast<std::int64_t>(i) + 1;
            history[i].epoch = static_cast<int>(i / 10) + 1;
        }
        const std::vector<SavedPreview> previews = {
            {"a", 0, {}}, {"b", 1, {}}, {"c", 1, 17}, {"d", 2, {}}, {"e", 3, {}}};
        const std::vector<std::int64_t> expected = {0, 10, 17, 20, 30};
        for (std::size_t i = 0; i < previews.size(); ++i) {
            QCOMPARE(stepOfPreview(previews[i], history), expected[i]);
            QCOMPARE(previewNearest(previews, history, expected[i]), static_cast<int>(i));
        }
        QCOMPARE(previewNearest(previews, history, 4), 0);
        QCOMPARE(previewNearest(previews, history, 6), 1);
        QCOMPARE(previewNearest(previews, history, 99), 4);
        QCOMPARE(previewNearest({}, history, 4), -1);
        QCOMPARE(marksOf(previews)[2], (TimelineMark{1, 17}));
    }

    void previewsGoWhereTheyAreLarger() {
        const QSize sheet(274, 274);
        const auto orientation = [&](QSize area, int sheets) {
            return previewPlace(area, sheet, sheets).orientation;
        };
        QCOMPARE(orientation({650, 530}, 1), Qt::Horizontal);
        QCOMPARE(orientation({600, 900}, 1), Qt::Vertical);
        QCOMPARE(orientation({900, 1000}, 2), Qt::Vertical);
        QCOMPARE(orientation({1600, 920}, 2), Qt::Horizontal);
        QCOMPARE(previewPlace({860, 560}, {}, 1).orientation, Qt::Vertical);
        // Twice as large, and what is left is the plot's.
        const PreviewPlace large = previewPlace({1600, 920}, sheet, 1);
        QVERIFY(large.length >= 2 * 274 && large.length < 2 * 274 + 40);
        const PreviewPlace low = previewPlace({600, 900}, sheet, 1);
        QVERIFY(low.length > 274 && low.length < 900 / 2);
    }

    void beforeARunThePageSaysWhatWillBeHere() {
        Desk desk;
        QVERIFY(desk.find<EmptyState>("trainEmpty")->isVisible());
        QVERIFY(!desk.start()->isEnabled());
        QCOMPARE(desk.find<QLabel>("obstacle")->text(), desk.studio->startObstacle());
        QVERIFY(desk.find<QLabel>("obstacle")->isVisible());
        QSignalSpy pages(desk.studio.get(), &Studio::pageRequested);
        desk.find<EmptyState>("trainEmpty")->button()->click();
        QCOMPARE(pages.count(), 1);
        QCOMPARE(pages.at(0).at(0).value<Page>(), Page::Data);
        desk.choosePictures();
        QVERIFY(desk.start()->isEnabled());
        QVERIFY(desk.find<QLabel>("obstacle")->isHidden());
        QVERIFY(!desk.page->canSavePreview());
        QVERIFY(!desk.page->canExport());
    }

    void formAndFieldsChangeThePlan() {
        Desk desk;
        desk.choosePictures();
        auto* form = desk.find<ConfigForm>("configForm");
        qobject_cast<QSpinBox*>(form->editor("epochs"))->setValue(12);
        QCOMPARE(desk.studio->plan().config.epochs, 12);
        auto* name = desk.find<QLineEdit>("runName");
        QTest::keyClicks(name, QStringLiteral("cats"));
        QCOMPARE(desk.studio->plan().name, QStringLiteral("cats"));
        auto* seed = desk.find<QLineEdit>("runSeed");
        seed->selectAll();
        QTest::keyClicks(seed, QStringLiteral("77"));
        QCOMPARE(desk.studio->plan().seed, std::uint64_t{77});
        desk.find<QToolButton>("runSeedDice")->click();
        QCOMPARE(QString::number(desk.studio->plan().seed), seed->text());
        QCOMPARE(desk.studio->plan().config.epochs, 12);
        name->clear();
        QTest::keyClicks(name, QStringLiteral("a/b"));
        QVERIFY(!desk.start()->isEnabled());
        // From elsewhere into the form.
        RunPlan plan = desk.studio->plan();
        plan.name.clear();
        plan.preset = Preset::Article;
        plan.config = preset_config(Preset::Article);
        desk.studio->setPlan(plan);
        QVERIFY(form->config() == plan.config);
        QVERIFY(name->text().isEmpty());
    }

    void startPauseResumeStop() {
        FakeTraining fake;
        fake.plan.steps = 1000;
        fake.holdSteps();
        Desk desk(fake);
        desk.startTraining();
        WAIT_UNTIL_EQUAL(desk.studio->training().state(), State::Running);
        QCOMPARE(desk.start()->text(), QStringLiteral("Pause"));
        QCOMPARE(desk.title(), QStringLiteral("pictures-1"));
        QVERIFY(!desk.find<QComboBox>("preset")->isEnabled());
        QVERIFY(!desk.find<Fold>("settingsFold")->isOpen());
        QVERIFY(desk.find<QWidget>("runProgress")->isVisible());
        fake.allow(25);
        WAIT_UNTIL_EQUAL(desk.plot()->history().size(), std::size_t{25});
        WAIT_UNTIL_EQUAL(desk.timeline()->marks().size(), std::size_t{3}); // epochs 0, 1, 2
        QVERIFY(desk.find<EmptyState>("trainEmpty")->isHidden());

        QTest::mouseClick(desk.start(), Qt::LeftButton);
        WAIT_UNTIL_EQUAL(desk.studio->training().state(), State::Paused);
        QCOMPARE(desk.start()->text(), QStringLiteral("Resume"));
        desk.find<QPushButton>("previewNow")->click();
        WAIT_UNTIL_EQUAL(desk.timeline()->marks().size(), std::size_t{4});
        QCOMPARE(desk.timeline()->marks().back(), (TimelineMark{2, 25}));
        QSignalSpy checkpoints(&desk.studio->training(), &TrainingSession::checkpointSaved);
        desk.find<QPushButton>("checkpointNow")->click();
        WAIT_UNTIL_EQUAL(checkpoints.count(), 1);
        QTest::mouseClick(desk.start(), Qt::LeftButton);
        WAIT_UNTIL_EQUAL(desk.studio->training().state(), State::Running);

        QTest::mouseClick(desk.find<QPushButton>("stop"), Qt::LeftButton);
        WAIT_UNTIL_EQUAL(desk.studio->training().state(), State::Idle);
        QCOMPARE(desk.start()->text(), QStringLiteral("Continue training"));
        QVERIFY(desk.find<QPushButton>("stop")->isHidden());
        desk.find<QPushButton>("newRun")->click();
        QCOMPARE(desk.start()->text(), QStringLiteral("Start"));
        QVERIFY(desk.find<QComboBox>("preset")->isEnabled());
    }

    void aFailureIsToldInWords() {
        FakeTraining fake;
        fake.plan.failAtStep = Error(ErrorKind::Diverged, "the critic's loss is not a number");
        fake.plan.failingStep = 5;
        fake.plan.previews = false; // it writes no files
        Desk desk(fake);
        desk.startTraining();
        auto* bar = desk.page->findChild<MessageBar*>();
        WAIT_UNTIL(bar->isShown());
        QVERIFY(!bar->text().isEmpty());
        QVERIFY(bar->detail().contains(QStringLiteral("not a number")));
        WAIT_UNTIL_EQUAL(desk.plot()->history().size(), std::size_t{4}); // what there was stays
        QCOMPARE(desk.start()->text(), QStringLiteral("Continue training"));
    }

    void aRunThatCouldNotBeginLeavesItsPlan() {
        FakeTraining fake;
        fake.plan.failWhilePreparing = Error(ErrorKind::Data, "there are no pictures");
        Desk desk(fake);
        desk.openRun(20);
        desk.startTraining();
        WAIT_UNTIL_EQUAL(desk.studio->training().state(), State::Failed);
        QCOMPARE(desk.start()->text(), QStringLiteral("Start"));
        QVERIFY(desk.find<QComboBox>("preset")->isEnabled());
    }

    void aRunWithoutAnEpochKeepsItsGoal() {
        Desk desk;
        desk.openRun(5);
        auto* until = desk.find<QSpinBox>("untilEpoch");
        WAIT_UNTIL_EQUAL(until->value(), desk.studio->currentRun().record()->config.epochs);
        until->setValue(7);
        Q_EMIT desk.studio->currentRun().recordChanged();
        QCOMPARE(until->value(), 7); // the person's
    }

    void storedRunShowsItsHistory() {
        Desk desk;
        desk.openRun(200, RunState::Finished);
        QCOMPARE(desk.title(), QStringLiteral("faces-1"));
        QCOMPARE(desk.timeline()->marks().size(), std::size_t{21});
        QCOMPARE(desk.timeline()->current(), 20); // the newest
        WAIT_UNTIL_EQUAL(desk.shown().pixel(0, 0), qRgb(20, 20, 20));
        QVERIFY(!desk.find<QComboBox>("preset")->isEnabled());
        QVERIFY(!desk.find<QLabel>("insight")->text().isEmpty());
        QVERIFY(desk.page->canSavePreview() && desk.page->canExport());
        QSignalSpy exported(desk.studio.get(), &Studio::exportRequested);
        desk.page->exportShown();
        QCOMPARE(exported.count(), 1);
    }

    void plotAndTimelineAreOne() {
        Desk desk;
        desk.openRun(200);
        WAIT_UNTIL(!desk.shown().isNull());
        QCOMPARE(desk.plot()->cursorStep(), std::optional<std::int64_t>(200));
        QTest::keyClick(desk.timeline()->bar(), Qt::Key_Left);
        QCOMPARE(desk.plot()->cursorStep(), std::optional<std::int64_t>(190));
        WAIT_UNTIL_EQUAL(desk.shown().pixel(0, 0), qRgb(19, 19, 19));
        QTest::keyClick(desk.plot()->canvas(), Qt::Key_Home);
        QCOMPARE(desk.timeline()->current(), 0);
        QTest::keyClick(desk.plot()->canvas(), Qt::Key_PageUp);
        QCOMPARE(desk.plot()->cursorStep(), std::optional<std::int64_t>(10));
        QCOMPARE(desk.timeline()->current(), 1);
        QTest::keyClick(desk.plot()->canvas(), Qt::Key_Right); // between two: the nearer one, and it stays
        QCOMPARE(desk.plot()->cursorStep(), std::optional<std::int64_t>(11));
        QCOMPARE(desk.timeline()->current(), 1);
        WAIT_UNTIL_EQUAL(desk.shown().pixel(0, 0), qRgb(1, 1, 1));
        desk.find<QToolButton>("jump_10")->click();
        QCOMPARE(desk.plot()->cursorStep(), std::optional<std::int64_t>(100));
        WAIT_UNTIL_EQUAL(desk.shown().pixel(0, 0), qRgb(10, 10, 10));
    }

    void theNewestIsFollowedUntilAnotherIsChosen() {
        FakeTraining fake;
        fake.holdSteps();
        Desk desk(fake);
        desk.startTraining();
        fake.allow(20);
        WAIT_UNTIL_EQUAL(desk.timeline()->marks().size(), std::size_t{3});
        QCOMPARE(desk.timeline()->current(), 2);
        QTest::keyClick(desk.timeline()->bar(), Qt::Key_Home);
        fake.allow(10);
        WAIT_UNTIL_EQUAL(desk.timeline()->marks().size(), std::size_t{4});
        QCOMPARE(desk.timeline()->current(), 0);
        QTest::keyClick(desk.timeline()->bar(), Qt::Key_End);
        fake.allow(10);
        WAIT_UNTIL_EQUAL(desk.timeline()->marks().size(), std::size_t{5});
        QCOMPARE(desk.timeline()->current(), 4);
    }

    void twoEpochsSideBySide() {
        Desk desk;
        desk.openRun(100);
        auto* compared = desk.pane()->view(PreviewPane::Side::Compared);
        QVERIFY(!compared->isVisible());
        desk.find<QToolButton>("compare")->click();
        QVERIFY(compared->isVisible());
        WAIT_UNTIL_EQUAL(compared->image().isNull(), false);
        QCOMPARE(compared->image().pixel(0, 0), qRgb(0, 0, 0)); // the beginning
        auto* with = desk.find<QWidget>("compareWith");
        with->setFocus();
        QTest::keyClick(with, Qt::Key_Down);
        WAIT_UNTIL_EQUAL(compared->image().pixel(0, 0), qRgb(1, 1, 1));
        WAIT_UNTIL_EQUAL(desk.shown().pixel(0, 0), qRgb(10, 10, 10));
    }

    void aCellIsUsedAndKept() {
        Desk desk;
        const std::filesystem::path directory = desk.path("runs") / "faces-1";
        RunDirectory run = write_run(directory, 20);
        RunRecord record = run.read_record();
        const PreviewGeometry cells{record.config.image_size, record.config.preview_images,
                                    preview_layout(record.config)};
        Image sheet(8 * 34 + 2, 8 * 34 + 2);
        const QRect ninth = cells.rectOf(9);
        sheet.row(ninth.top())[ninth.left() * 3] = 200;
        write_png(run.preview_path(2), sheet);
        desk.studio->openRun(directory);
        WAIT_UNTIL_EQUAL(desk.shown().width(), sheet.width);

        CellView* view = desk.pane()->view(PreviewPane::Side::Shown);
        QSignalSpy used(desk.studio.get(), &Studio::endpointChosen);
        QSignalSpy menus(view, &CellView::cellMenuRequested);
        view->setSelected(9);
        const auto trigger = [&](int index) {
            QTest::keyClick(view, Qt::Key_Return);
            QPointer<QMenu> menu = desk.page->findChildren<QMenu*>(QStringLiteral("cellMenu")).last();
            menu->actions().at(index)->trigger();
            menu->close();
        };
        // The latents are drawn anew on a thread: until they are there, the page says so.
        WAIT_UNTIL((trigger(0), used.count() > 0));
        const auto point = used.at(0).at(1).value<LatentPoint>();
        const Latents latents = preview_latents(record.config, record.seed);
        QVERIFY(std::equal(point.z.begin(), point.z.end(), latents.row(9).begin(), latents.row(9).end()));
        QCOMPARE(point.image.size(), QSize(32, 32));
        QCOMPARE(qRed(point.image.pixel(0, 0)), 200);
        QCOMPARE(point.source.epoch, 2);
        QCOMPARE(point.source.step, std::int64_t{20});
        QCOMPARE(point.source.path, desk.studio->currentRun().directory());
        trigger(2);
        QCOMPARE(desk.studio->keepers().count(), 1);
        trigger(1);
        QCOMPARE(used.last().at(0).value<Endpoint>(), Endpoint::B);
    }

    void previewAndPlotAreSavedWhereThePersonSays() {
        Desk desk;
        desk.openRun(30);
        WAIT_UNTIL(!desk.shown().isNull());
        const auto accept = [&](const char* name) {
            auto* dialog = desk.page->findChild<QFileDialog*>();
            QVERIFY(dialog);
            Q_EMIT dialog->fileSelected(toQString(desk.path("exports") / name));
            dialog->close();
        };
        QSignalSpy notices(desk.studio.get(), &Studio::noticeGiven);
        desk.page->savePreview();
        accept("preview.png");
        WAIT_UNTIL_EQUAL(notices.count(), 1);
        QCOMPARE(read_png(desk.path("exports") / "preview.png").image, Image(4, 4, 3));
        WAIT_UNTIL(desk.page->findChild<QFileDialog*>() == nullptr);
        Q_EMIT desk.plot()->exportRequested(PlotFormat::Svg);
        accept("plot.svg");
        WAIT_UNTIL_EQUAL(notices.count(), 2);
        QVERIFY(std::filesystem::file_size(desk.path("exports") / "plot.svg") > 1000);
    }

    void aDamagedPreviewIsToldAndTheRestGoesOn() {
        Desk desk;
        const RunDirectory run = write_run(desk.path("runs") / "faces-1", 30);
        write_text(run.preview_path(2), "no picture");
        desk.studio->openRun(run.path());
        WAIT_UNTIL(!desk.shown().isNull());
        QTest::keyClick(desk.timeline()->bar(), Qt::Key_Left);
        WAIT_UNTIL(desk.page->findChild<MessageBar*>()->isShown());
        QTest::keyClick(desk.timeline()->bar(), Qt::Key_Left);
        WAIT_UNTIL_EQUAL(desk.shown().isNull(), false);
        QCOMPARE(desk.shown().pixel(0, 0), qRgb(1, 1, 1));
    }

    void aStoppedRunGoesOn() {
        FakeTraining fake;
        fake.plan.firstStep = 31;
        fake.plan.steps = 60;
        Desk desk(fake);
        desk.openRun(30);
        auto* until = desk.find<QSpinBox>("untilEpoch");
        QCOMPARE(until->minimum(), 4);
        QCOMPARE(until->value(), 100); // the run's own goal
        until->setValue(6);
        QTest::mouseClick(desk.start(), Qt::LeftButton);
        WAIT_UNTIL_EQUAL(desk.plot()->history().size(), std::size_t{60});
        QCOMPARE(desk.plot()->history().steps().back(), std::int64_t{60});
    }

    void aResumedRunShowsThePreviewsThatItMakesAgain() {
        FakeTraining fake;
        fake.plan.firstStep = 31;
        fake.plan.steps = 60;
        fake.holdSteps();
        Desk desk(fake);
        desk.openRun(50); // it goes on from a checkpoint of epoch 3
        WAIT_UNTIL_EQUAL(desk.timeline()->marks().size(), std::size_t{6});
        QCOMPARE(desk.timeline()->current(), 5);
        QTest::mouseClick(desk.start(), Qt::LeftButton);
        WAIT_UNTIL_EQUAL(desk.studio->training().state(), State::Running);
        WAIT_UNTIL_EQUAL(desk.timeline()->marks().size(), std::size_t{4}); // the others are superseded
        WAIT_UNTIL_EQUAL(desk.timeline()->current(), 3);
        desk.find<QToolButton>("compare")->click();
        Q_EMIT desk.pane()->comparedPicked(2);
        fake.allow(10);
        WAIT_UNTIL_EQUAL(desk.timeline()->current(), 4);
        QCOMPARE(desk.find<QComboBox>("compareWith")->currentIndex(), 2);
        fake.allow(10);
        WAIT_UNTIL_EQUAL(desk.timeline()->current(), 5);
        QCOMPARE(desk.timeline()->marks().size(), std::size_t{6});
    }

    void anotherRunIsLookedAtWhileOneTrains() {
        FakeTraining fake;
        fake.plan.previews = false; // it writes no files
        fake.holdSteps();
        Desk desk(fake);
        desk.startTraining();
        fake.allow(5);
        WAIT_UNTIL_EQUAL(desk.plot()->history().size(), std::size_t{5});
        desk.openRun(40);
        auto* bar = desk.page->findChild<MessageBar*>();
        QVERIFY(bar->isShown());
        QCOMPARE(desk.start()->text(), QStringLiteral("Pause")); // of the one that trains
        QCOMPARE(desk.title(), QStringLiteral("pictures-1"));
        Q_EMIT bar->actionTriggered();
        WAIT_UNTIL_EQUAL(desk.plot()->history().size(), std::size_t{5});
        QVERIFY(!bar->isShown());
    }

    void choicesArePutBack() {
        Desk desk;
        desk.plot()->setSmoothing(70);
        desk.plot()->setScale(PlotScale::SymmetricLog);
        desk.plot()->setCurveShown(metric("wasserstein"), true);
        desk.plot()->setCurveShown(metric("penalty"), false);
        TrainPage second(*desk.studio);
        auto* plot = second.findChild<LossPlot*>();
        QCOMPARE(plot->smoothing(), 70);
        QCOMPARE(plot->scale(), PlotScale::SymmetricLog);
        QVERIFY(plot->isCurveShown(metric("wasserstein")));
        QVERIFY(!plot->isCurveShown(metric("penalty")));
    }
};

WASSERFARBE_TEST(TrainPageTest)

} // namespace wasserfarbe::test::train_page_test

#include "train_page_test.moc"
