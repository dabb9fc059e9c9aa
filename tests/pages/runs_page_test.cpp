#include <fstream>

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>
#include <QtTest>

#include "app/pages/runs/run_comparison.h"
#include "app/pages/runs/run_details.h"
#include "app/pages/runs/run_model.h"
#include "app/pages/runs/runs_page.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "model/pictures/png_file.h"
#include "model/run/metrics_log.h"
#include "model/run/run_lock.h"
#include "tests/support/control_support.h"
#include "tests/support/dataset_support.h"
#include "tests/support/patience.h"
#include "tests/support/run_files.h"
#include "tests/support/test_program.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/fold.h"
#include "widgets/look/image_view.h"
#include "widgets/look/message_bar.h"
#include "widgets/pictures/loss_overlay.h"

namespace wasserfarbe::test::runs_page_test {

namespace fs = std::filesystem;

class RunsPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(folder_->isValid());
        qputenv("XDG_DATA_HOME", (folder_->path() + "/home").toUtf8()); // the trash is there
        fs::create_directories(path("home"));
        fs::create_directories(runs());
        StudioOptions options;
        options.settingsFile = toQString(path("settings.ini"));
        options.dataFolder = path("data");
        studio_ = std::make_unique<Studio>(options);
        studio_->settings().setRunsFolder(runs());
        page_ = std::make_unique<RunsPage>(*studio_);
        page_->resize(1100, 700);
    }

    void cleanup() {
        page_.reset();
        studio_.reset();
        folder_.reset();
    }

    void withoutRunsAWayIsOffered() {
        show();
        auto* empty = page_->findChild<EmptyState*>();
        WAIT_UNTIL(empty->isVisible());
        QSignalSpy pages(studio_.get(), &Studio::pageRequested);
        QTest::mouseClick(empty->button(), Qt::LeftButton);
        QCOMPARE(pages.size(), 1);
        QCOMPARE(pages[0][0].value<Page>(), Page::Data); // there are no pictures yet
    }

    void runsAreListedNewestFirst() {
        makeRun("old", "2024-01-01T10:00:00Z");
        makeRun("new", "2024-03-01T10:00:00Z");
        makeRun("middle", "2024-02-01T10:00:00Z");
        show();
        WAIT_UNTIL_EQUAL(names(), (QStringList{"new", "middle", "old"}));
        QVERIFY(!cell(0, RunModel::State).isEmpty());
        QVERIFY(cell(0, RunModel::Epochs).contains("3"));
        QCOMPARE(cell(0, RunModel::Pictures), QStringLiteral("faces"));
        WAIT_UNTIL(!view().model()->index(0, 0).data(Qt::DecorationRole).value<QImage>().isNull());
        // The newest is selected and shown large.
        QCOMPARE(child<QLabel>(*page_, "runName")->text(), QStringLiteral("new"));
        WAIT_UNTIL_EQUAL(child<ImageView>(*page_, "runPreview")->image().size(), QSize(70, 36));
        QVERIFY(child<QTreeWidget>(*page_, "runSettings")->topLevelItemCount() > 20);
    }

    void aDamagedRunIsListedWithTheReason() {
        makeRun("whole", "2024-01-01T10:00:00Z");
        fs::create_directories(runs() / "damaged");
        std::ofstream(runs() / "damaged" / "run.json") << "{ not json";
        show();
        WAIT_UNTIL_EQUAL(names().size(), 2);
        select({"damaged"});
        QVERIFY(child<QLabel>(*page_, "runTrouble")->isVisible());
        QVERIFY(child<QLabel>(*page_, "runTrouble")->text().contains(QStringLiteral("is not valid JSON")));
        QVERIFY(!action("openRun").isEnabled());
        QVERIFY(action("trashRun").isEnabled());
        QTest::keyClick(&view(), Qt::Key_Return);
        QVERIFY(bar().isShown());
        QVERIFY(bar().text().contains(QStringLiteral("damaged")));
        QVERIFY(!studio_->currentRun().isOpen());
    }

    void whatWasLeftOutIsSaidInOneLine() {
        makeRun("plain", "2024-01-01T10:00:00Z");
        makeRun("chosen", "2024-02-01T10:00:00Z");
        RunDirectory run(runs() / "chosen");
        RunRecord record = run.read_record();
        record.held_out = 191;
        record.selection = {{"dogs", "mice"}, {Finding::Grey, Finding::Alpha}, {{"a.png", {0.2, 0.5}}}};
        run.write_record(record);
        show();
        WAIT_UNTIL_EQUAL(names().size(), 2);
        select({"chosen"});
        const auto* line = child<QLabel>(*page_, "runSelection");
        QVERIFY(line->isVisible());
        for (const char* part : {"191", "Grey, Transparent", "2", "1"})
            QVERIFY2(line->toolTip().contains(QLatin1String(part)), part);
        QVERIFY(!line->toolTip().contains(QLatin1Char('\n')));
        select({"plain"});
        QVERIFY(!line->isVisible());
    }

    void filterAndSort() {
        makeRun("alpha", "2024-01-01T10:00:00Z");
        makeRun("beta", "2024-02-01T10:00:00Z");
        show();
        WAIT_UNTIL_EQUAL(names().size(), 2);
        child<QLineEdit>(*page_, "filterRuns")->setFocus();
        QTest::keyClicks(child<QLineEdit>(*page_, "filterRuns"), "ALP");
        QCOMPARE(names(), QStringList{"alpha"});
        child<QLineEdit>(*page_, "filterRuns")->clear();
        view().sortByColumn(RunModel::Name, Qt::DescendingOrder);
        QCOMPARE(names(), (QStringList{"beta", "alpha"}));
    }

    void openExploreAndDuplicate() {
        makeRun("mine", "2024-01-01T10:00:00Z");
        show();
        WAIT_UNTIL_EQUAL(names().size(), 1);
        QSignalSpy pages(studio_.get(), &Studio::pageRequested);
        QSignalSpy models(studio_.get(), &Studio::modelRequested);
        QTest::mouseClick(child<QPushButton>(*page_, "openRunButton"), Qt::LeftButton);
        QCOMPARE(studio_->currentRun().directory(), runs() / "mine");
        QCOMPARE(pages.last()[0].value<Page>(), Page::Train);
        QTest::mouseClick(child<QAbstractButton>(*page_, "exploreRunButton"), Qt::LeftButton);
        QCOMPARE(models.size(), 1);
        QTest::mouseClick(child<QAbstractButton>(*page_, "duplicateRunButton"), Qt::LeftButton);
        QCOMPARE(studio_->plan().config.batch_size, 16);
        QCOMPARE(studio_->plan().data, fs::path("/pictures/faces"));
    }

    void checkpointsAreListed() {
        makeRun("mine", "2024-01-01T10:00:00Z");
        const RunDirectory run(runs() / "mine");
        write_checkpoint_file(run, 1, 7, 90.25, 1'000'000);
        write_checkpoint_file(run, 2, 14, 60.5, 1'000'000);
        write_checkpoint_file(run, 3, 20, 75, 2'000'000);
        set_pinned(run.checkpoint_path(1), true);
        show();
        WAIT_UNTIL_EQUAL(checkpoints().topLevelItemCount(), 3);
        const auto row = [&](int index) {
            QStringList texts;
            for (int column = 1; column < checkpoints().columnCount(); ++column)
                texts += checkpoints().topLevelItem(index)->text(column);
            return texts.join(QLatin1Char('|'));
        };
        QCOMPARE(row(0), QStringLiteral("3|20|2.0 MB|75.0|newest"));
        QCOMPARE(row(1), QStringLiteral("2|14|1.0 MB|60.5|best"));
        QCOMPARE(row(2), QStringLiteral("1|7|1.0 MB|90.3|"));
        QCOMPARE(checkpoints().topLevelItem(2)->checkState(0), Qt::Checked);
        QCOMPARE(checkpoints().topLevelItem(1)->checkState(0), Qt::Unchecked);
        QVERIFY(checkpoints().headerItem()->toolTip(4).contains(QStringLiteral("Lower is better")));
        QVERIFY(child<QLabel>(*page_, "runCheckpoints")->text().startsWith(QStringLiteral("3, 4.0 MB")));
        auto* fold = child<Fold>(*page_, "runCheckpointsFold");
        QCOMPARE(fold->header()->text(), QStringLiteral("Checkpoints (3, 4.0 MB)"));
        QVERIFY(fold->isVisible());
        QVERIFY(!child<QLabel>(*page_, "runSavedNote")->isVisible()); // all of it is in the newest
    }

    void aCheckpointIsPinnedAndLetGo() {
        makeRun("mine", "2024-01-01T10:00:00Z");
        const fs::path path = write_checkpoint_file(RunDirectory(runs() / "mine"), 3, 20);
        show();
        WAIT_UNTIL_EQUAL(checkpoints().topLevelItemCount(), 1);
        checkpoints().topLevelItem(0)->setCheckState(0, Qt::Checked);
        WAIT_UNTIL(is_pinned(path));
        checkpoints().topLevelItem(0)->setCheckState(0, Qt::Unchecked);
        WAIT_UNTIL(!is_pinned(path));
        fs::remove(path); // by somebody else
        checkpoints().topLevelItem(0)->setCheckState(0, Qt::Checked);
        WAIT_UNTIL(bar().isShown());
    }

    void aCheckpointIsExploredAndBranched() {
        makeRun("mine", "2024-01-01T10:00:00Z");
        const RunDirectory run(runs() / "mine");
        show();
        WAIT_UNTIL_EQUAL(names().size(), 1);
        QVERIFY(!action("branchRun").isEnabled()); // it has none
        write_checkpoint_file(run, 1, 7);
        write_checkpoint_file(run, 3, 20);
        action("refreshRuns").trigger();
        WAIT_UNTIL_EQUAL(checkpoints().topLevelItemCount(), 2);
        QVERIFY(action("branchRun").isEnabled());
        QSignalSpy models(studio_.get(), &Studio::modelRequested);
        checkpoints().setCurrentItem(checkpoints().topLevelItem(1));
        action("exploreCheckpoint").trigger();
        QCOMPARE(models.size(), 1);
        QCOMPARE(models[0][0].value<fs::path>(), run.checkpoint_path(1));
        QSignalSpy exported(studio_.get(), &Studio::modelExportRequested);
        action("exportCheckpoint").trigger();
        QCOMPARE(exported.size(), 1);
        QCOMPARE(exported[0][0].value<fs::path>(), run.checkpoint_path(1));
        QVERIFY(page_->shownModel());
        QCOMPARE(page_->shownModel()->path, run.path());
        action("branchCheckpoint").trigger();
        QCOMPARE(studio_->plan().branchOf, run.checkpoint_path(1));
        QCOMPARE(studio_->plan().branchStep, std::int64_t{7});
        QCOMPARE(studio_->plan().config.batch_size, 16);
        action("branchRun").trigger(); // from the newest
        QCOMPARE(studio_->plan().branchOf, run.checkpoint_path(3));
        QCOMPARE(studio_->plan().branchStep, std::int64_t{20});
    }

    void aCheckpointIsDeletedAfterAsking() {
        makeRun("mine", "2024-01-01T10:00:00Z");
        const RunDirectory run(runs() / "mine");
        write_checkpoint_file(run, 1, 7);
        write_checkpoint_file(run, 3, 20);
        show();
        WAIT_UNTIL_EQUAL(checkpoints().topLevelItemCount(), 2);
        child<Fold>(*page_, "runCheckpointsFold")->setOpen(true);
        checkpoints().setCurrentItem(checkpoints().topLevelItem(0));
        checkpoints().setFocus();
        QTest::keyClick(&checkpoints(), Qt::Key_Delete); // means the checkpoint here, not the run
        QVERIFY(page_->findChild<QMessageBox*>(QStringLiteral("trashQuestion")) == nullptr);
        auto* question = page_->findChild<QMessageBox*>(QStringLiteral("deleteCheckpointQuestion"));
        QVERIFY(question != nullptr && question->text().contains(QStringLiteral("step 20")));
        QTest::mouseClick(question->button(QMessageBox::Cancel), Qt::LeftButton);
        WAIT_UNTIL(page_->findChild<QMessageBox*>() == nullptr);
        QVERIFY(fs::exists(run.checkpoint_path(3)));
        action("deleteCheckpoint").trigger();
        question = page_->findChild<QMessageBox*>(QStringLiteral("deleteCheckpointQuestion"));
        QTest::mouseClick(question->findChild<QAbstractButton*>(QStringLiteral("deleteCheckpointNow")),
                          Qt::LeftButton);
        WAIT_UNTIL_EQUAL(checkpoints().topLevelItemCount(), 1);
        QVERIFY(!fs::exists(run.checkpoint_path(3)));
        QVERIFY(fs::exists(run.checkpoint_path(1)));
        QVERIFY(!action("deleteCheckpoint").isEnabled()); // the only one
        // The run went on after the one that is left.
        QVERIFY(child<QLabel>(*page_, "runSavedNote")->isVisible());
        QVERIFY(child<QLabel>(*page_, "runSavedNote")->text().contains(QStringLiteral("13")));
    }

    void noCheckpointOfARunInTrainingIsDeleted() {
        makeRun("busy", "2024-01-01T10:00:00Z");
        const RunDirectory run(runs() / "busy");
        write_checkpoint_file(run, 1, 7);
        write_checkpoint_file(run, 2, 14);
        const RunLock lock(run.path());
        show();
        WAIT_UNTIL_EQUAL(checkpoints().topLevelItemCount(), 2);
        QVERIFY(!action("deleteCheckpoint").isEnabled());
        QVERIFY(action("exploreCheckpoint").isEnabled());
        QVERIFY(!child<QLabel>(*page_, "runSavedNote")->isVisible()); // it is being trained
    }

    void aBranchSaysWhatItBeganWith() {
        makeRun("branch", "2024-01-01T10:00:00Z");
        RunDirectory run(runs() / "branch");
        RunRecord record = run.read_record();
        record.branch_of = runs() / "old" / "checkpoints" / "epoch-000004.safetensors";
        record.branch_step = 1200;
        run.write_record(record);
        show();
        WAIT_UNTIL_EQUAL(names().size(), 1);
        const auto* fact = child<QLabel>(*page_, "runBeganWith");
        WAIT_UNTIL(fact->isVisible());
        QCOMPARE(fact->text(), QStringLiteral("old, step 1,200"));
        record.branch_of = runs() / "G.ckpt"; // a model file has no steps
        record.branch_step = 0;
        run.write_record(record);
        action("refreshRuns").trigger();
        WAIT_UNTIL_EQUAL(fact->text(), QStringLiteral("G.ckpt"));
    }

    void renamesInPlace() {
        makeRun("before", "2024-01-01T10:00:00Z");
        makeRun("taken", "2023-01-01T10:00:00Z");
        show();
        WAIT_UNTIL_EQUAL(names().size(), 2);
        studio_->currentRun().open(runs() / "before");
        typeName("after");
        WAIT_UNTIL_EQUAL(names(), (QStringList{"after", "taken"}));
        QVERIFY(fs::exists(runs() / "after" / "run.json"));
        QVERIFY(!fs::exists(runs() / "before"));
        QCOMPARE(studio_->currentRun().directory(), runs() / "after");
        WAIT_UNTIL_EQUAL(child<QLabel>(*page_, "runName")->text(), QStringLiteral("after"));
        typeName("taken"); // exists
        WAIT_UNTIL(bar().isShown());
        QVERIFY(fs::exists(runs() / "after"));
        typeName("a/b");
        WAIT_UNTIL(bar().detail().contains("'/'"));
        QVERIFY(fs::exists(runs() / "after"));
    }

    void typingIsLeftAloneByARefresh() {
        makeRun("before", "2024-01-01T10:00:00Z");
        show();
        WAIT_UNTIL_EQUAL(names().size(), 1);
        view().setCurrentIndex(view().model()->index(0, 0));
        action("renameRun").trigger();
        auto* editor = view().viewport()->findChild<QLineEdit*>();
        QVERIFY(editor != nullptr);
        editor->setText(QStringLiteral("half"));
        makeRun("another", "2023-01-01T10:00:00Z");
        action("refreshRuns").trigger();
        WAIT_UNTIL_EQUAL(names().size(), 2);
        WAIT_UNTIL(!view().model()->index(0, 0).data(Qt::DecorationRole).value<QImage>().isNull());
        QCOMPARE(editor->text(), QStringLiteral("half"));
    }

    void aRunInTrainingIsLeftAlone() {
        makeRun("busy", "2024-01-01T10:00:00Z");
        const RunLock lock(runs() / "busy");
        show();
        WAIT_UNTIL_EQUAL(names().size(), 1);
        action("renameRun").trigger();
        QVERIFY(bar().isShown());
        QVERIFY(page_->findChild<QLineEdit*>(QStringLiteral("qt_editor")) == nullptr);
        bar().clear();
        action("trashRun").trigger();
        QVERIFY(bar().isShown());
        QVERIFY(bar().text().contains(QStringLiteral("busy")));
        QVERIFY(page_->findChild<QMessageBox*>() == nullptr);
    }

    void theTrashIsAskedAbout() {
        makeRun("first", "2024-02-01T10:00:00Z");
        makeRun("second", "2024-01-01T10:00:00Z");
        show();
        WAIT_UNTIL_EQUAL(names().size(), 2);
        view().setFocus();
        QTest::keyClick(&view(), Qt::Key_Delete);
        auto* question = page_->findChild<QMessageBox*>(QStringLiteral("trashQuestion"));
        QVERIFY(question != nullptr && question->text().contains(QStringLiteral("first")));
        QTest::mouseClick(question->button(QMessageBox::Cancel), Qt::LeftButton);
        WAIT_UNTIL(page_->findChild<QMessageBox*>() == nullptr);
        QVERIFY(fs::exists(runs() / "first"));

        studio_->currentRun().open(runs() / "first");
        action("trashRun").trigger();
        question = page_->findChild<QMessageBox*>(QStringLiteral("trashQuestion"));
        QVERIFY(question != nullptr);
        QTest::mouseClick(question->findChild<QAbstractButton*>(QStringLiteral("moveToTrash")),
                          Qt::LeftButton);
        WAIT_UNTIL_EQUAL(names(), QStringList{"second"});
        QVERIFY(!fs::exists(runs() / "first"));
        QVERIFY(!studio_->currentRun().isOpen());
        QVERIFY(!bar().isShown());
    }

    void severalRunsAreCompared() {
        makeRun("one", "2024-01-01T10:00:00Z");
        makeRun("two", "2024-02-01T10:00:00Z", 64);
        makeRun("three", "2024-03-01T10:00:00Z", 64);
        show();
        WAIT_UNTIL_EQUAL(names().size(), 3);
        select({"one", "two"});
        QVERIFY(page_->findChild<RunComparison*>()->isVisible());
        WAIT_UNTIL_EQUAL(page_->findChild<LossOverlay*>()->curveCount(), 2);
        auto* table = child<QTreeWidget>(*page_, "differingSettings");
        QCOMPARE(table->topLevelItemCount(), 1); // the batch size alone
        QCOMPARE(table->columnCount(), 3);
        const QStringList values{table->topLevelItem(0)->text(1), table->topLevelItem(0)->text(2)};
        QVERIFY(values.filter("16").size() == 1 && values.filter("64").size() == 1);
        select({"two", "three"});
        QVERIFY(child<QLabel>(*page_, "sameSettings")->isVisible());
    }

    void newRunsAppearByThemselves() {
        makeRun("one", "2024-01-01T10:00:00Z");
        show();
        WAIT_UNTIL_EQUAL(names().size(), 1);
        makeRun("two", "2024-02-01T10:00:00Z");
        WAIT_UNTIL_EQUAL(names().size(), 2);
        QCOMPARE(child<QLabel>(*page_, "runName")->text(), QStringLiteral("one")); // the selection stays
        fs::remove_all(runs() / "two");
        QAction start; // the window has F5, too
        start.setShortcut(Qt::Key_F5);
        page_->addAction(&start);
        QSignalSpy started(&start, &QAction::triggered);
        QSignalSpy refreshed(&action("refreshRuns"), &QAction::triggered);
        view().setFocus();
        QTest::keyClick(&view(), Qt::Key_F5);
        QCOMPARE(refreshed.size(), 1);
        QCOMPARE(started.size(), 0);
        WAIT_UNTIL_EQUAL(names().size(), 1);
    }

    void aRunsFolderThatCannotBeReadIsSaid() {
        std::ofstream(path("file")) << "no folder";
        studio_->settings().setRunsFolder(path("file"));
        show();
        WAIT_UNTIL(bar().isShown());
    }

private:
    fs::path path(const char* name) const { return toPath(folder_->path()) / name; }
    fs::path runs() const { return path("runs"); }

    void show() {
        page_->show();
        QVERIFY(QTest::qWaitForWindowExposed(page_.get(), kPatience));
    }

    void makeRun(const char* name, const char* started, int batch = 16) {
        const RunDirectory run(runs() / name);
        run.create();
        const std::vector<Image> images(2, test::flat_picture(32, 32, 90, 120, 200));
        write_png(run.preview_path(3), make_grid(images, GridLayout{}));
        MetricsLog log(run.metrics_path(), 0);
        for (int step = 1; step <= 20; ++step) {
            StepStats stats;
            stats.step = step;
            stats.epoch = 1;
            stats.seconds = step;
            stats.critic_loss = 1.0 / step;
            log.append(stats);
        }
        log.flush();
        RunRecord record;
        record.state = RunState::Stopped;
        record.preset = "quick";
        record.config.batch_size = batch;
        record.data = "/pictures/faces";
        record.images = 4000;
        record.started = started;
        record.finished = started;
        record.epoch = 3;
        record.seconds = 70;
        run.write_record(record);
    }

    QTreeView& view() { return *child<QTreeView>(*page_, "runsView"); }
    QTreeWidget& checkpoints() { return *child<QTreeWidget>(*page_, "checkpoints"); }
    MessageBar& bar() { return *child<MessageBar>(*page_, "runsMessage"); }
    QAction& action(const char* name) { return *child<QAction>(*page_, name); }
    QString cell(int row, int column) { return view().model()->index(row, column).data().toString(); }
    QStringList names() {
        QStringList list;
        for (int row = 0; row < view().model()->rowCount(); ++row)
            list.append(cell(row, RunModel::Name));
        return list;
    }
    void select(const QStringList& wanted) {
        view().clearSelection();
        for (int row = 0; row < view().model()->rowCount(); ++row)
            if (wanted.contains(cell(row, RunModel::Name)))
                view().selectionModel()->setCurrentIndex(
                    view().model()->index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    /// F2 on the first row.
    void typeName(const char* name) {
        bar().clear();
        view().setFocus();
        view().setCurrentIndex(view().model()->index(0, 0));
        QTest::keyClick(&view(), Qt::Key_F2);
        auto* editor = view().viewport()->findChild<QLineEdit*>();
        QVERIFY(editor != nullptr);
        editor->selectAll();
        QTest::keyClicks(editor, QString::fromLatin1(name));
        QTest::keyClick(editor, Qt::Key_Return);
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<Studio> studio_;
    std::unique_ptr<RunsPage> page_;
};

WASSERFARBE_TEST(RunsPageTest)

} // namespace wasserfarbe::test::runs_page_test

#include "runs_page_test.moc"
