#include <filesystem>
#include <optional>
#include <system_error>
#include <vector>

#include <QAbstractButton>
#include <QAction>
#include <QFileDialog>
#include <QLabel>
#include <QMessageBox>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include "app/pages/runs/runs_page.h"
#include "app/pages/train/train_page.h"
#include "model/demo/demo_faces.h"
#include "model/run/checkpoint_list.h"
#include "tests/support/patience.h"
#include "tests/support/real_window.h"
#include "tests/support/run_support.h"
#include "tests/support/test_program.h"
#include "widgets/look/message_bar.h"
#include "widgets/training/loss_plot.h"

namespace wasserfarbe::test::recovery_flow_test {

namespace fs = std::filesystem;

using State = TrainingSession::State;

namespace {

void click(const QObject& owner, const char* name) {
    auto& button = RealWindow::find<QAbstractButton>(owner, name);
    QVERIFY2(button.isVisible() && button.isEnabled(), name);
    QTest::mouseClick(&button, Qt::LeftButton);
}

} // namespace

/// What is never lost, through the real window and the real engine.
class RecoveryFlowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(shared_.isValid());
        write_demo_faces(faces(), 64, 16, 1);
    }

    /// The disk is pulled out while a run trains.
    void aRunWhoseFolderIsGoneIsSavedElsewhere() {
        RealWindow studio;
        start(studio);
        const fs::path run = studio.training().directory();
        fs::rename(run, studio.path("runs") / "pulled-out");
        auto& bar = *studio.part<TrainPage>().findChild<MessageBar*>();
        WAIT_UNTIL(bar.text().contains(QStringLiteral("its folder is gone")));
        QCOMPARE(studio.training().state(), State::Running);

        studio.training().stop();
        WAIT_UNTIL_EQUAL(studio.training().state(), State::Unsaved);
        const std::int64_t step = studio.training().unsavedState()->step;
        click(studio.find<QMessageBox>("unsavedQuestion"), "unsavedElsewhere");
        auto& dialog = studio.find<QFileDialog>("unsavedFolder");
        Q_EMIT dialog.fileSelected(toQString(studio.path("exports")));
        dialog.close();
        WAIT_UNTIL_EQUAL(studio.training().state(), State::Idle);
        QCOMPARE(names_in(studio.path("exports")).size(), std::size_t{1});
        const fs::path rescued = studio.path("exports") / names_in(studio.path("exports")).front();
        QVERIFY2(bar.isShown() && bar.text().contains(toQString(rescued)),
                 qPrintable(bar.text() + toQString(rescued)));

        click(bar, "messageAction");
        QCOMPARE(studio.studio().plan().branchOf, rescued);
        click(studio.part<TrainPage>(), "start");
        WAIT_UNTIL(studio.training().progress().step > 1);
        const fs::path branch = studio.training().directory();
        stop(studio);
        const RunRecord record = RunDirectory(branch).read_record();
        QCOMPARE(record.branch_of, rescued);
        QCOMPARE(record.branch_step, step);
    }

    /// A disk that comes back has everything.
    void aRunWhoseFolderComesBackIsSavedAgain() {
        RealWindow studio;
        start(studio);
        const fs::path run = studio.training().directory();
        const fs::path away = studio.path("runs") / "pulled-out";
        auto& bar = *studio.part<TrainPage>().findChild<MessageBar*>();
        fs::rename(run, away);
        WAIT_UNTIL(bar.text().contains(QStringLiteral("its folder is gone")));
        fs::rename(away, run);
        WAIT_UNTIL(!bar.isShown());
        stop(studio);
        QCOMPARE(studio.studio().currentRun().unsavedSteps(), std::int64_t{0});
        const std::vector<SavedCheckpoint> saved = saved_checkpoints(RunDirectory(run));
        QCOMPARE(saved.size(), std::size_t{1});
        QCOMPARE(saved.front().step, RunDirectory(run).read_record().step);
    }

    void aRunThatIsDeletedIsTold() {
        RealWindow studio;
        start(studio);
        const fs::path run = studio.training().directory();
        const auto removeRun = [&run] {
            std::error_code error;
            fs::remove_all(run, error); // the training may be writing into it just now
            return !fs::exists(run, error);
        };
        WAIT_UNTIL(removeRun());
        auto& bar = *studio.part<TrainPage>().findChild<MessageBar*>();
        WAIT_UNTIL(bar.text().contains(QStringLiteral("its folder is gone")));
        QVERIFY(bar.isShown());
        for (const Page page : {Page::Explore, Page::Gallery, Page::Runs, Page::Data, Page::Train})
            studio.studio().showPage(page);
        studio.training().stop();
        WAIT_UNTIL_EQUAL(studio.training().state(), State::Unsaved);
        click(studio.find<QMessageBox>("unsavedQuestion"), "unsavedDiscard");
        WAIT_UNTIL_EQUAL(studio.training().state(), State::Failed);
        QVERIFY(bar.text().contains(toQString(run.filename())));
        start(studio); // the program goes on
        QVERIFY2(!bar.isShown(), qPrintable(bar.text()));
        stop(studio);
    }

    /// Pinned on the page Runs, deleted there, and branched with other settings.
    void checkpointsAreKeptDeletedAndBranched() {
        RealWindow studio;
        start(studio);
        const fs::path run = studio.training().directory();
        studio.training().requestCheckpoint();
        WAIT_UNTIL(!names_in(run / "checkpoints").empty());
        const std::int64_t first = studio.training().progress().step;
        WAIT_UNTIL(studio.training().progress().step > first + 1);
        stop(studio);
        studio.studio().showPage(Page::Runs);
        auto& runs = studio.part<RunsPage>();
        auto& list = RealWindow::find<QTreeWidget>(runs, "checkpoints");
        WAIT_UNTIL_EQUAL(list.topLevelItemCount(), 2);
        const std::vector<SavedCheckpoint> saved = saved_checkpoints(RunDirectory(run));
        list.topLevelItem(1)->setCheckState(0, Qt::Checked);
        WAIT_UNTIL(is_pinned(saved.front().path));

        RealWindow::find<QAction>(runs, "deleteCheckpoint").trigger(); // the newest
        click(RealWindow::find<QMessageBox>(runs, "deleteCheckpointQuestion"), "deleteCheckpointNow");
        WAIT_UNTIL_EQUAL(list.topLevelItemCount(), 1);
        auto& plot = RealWindow::find<LossPlot>(studio.window(), "lossPlot");
        WAIT_UNTIL_EQUAL(plot.savedStep(), std::optional(saved.front().step));
        QVERIFY(studio.studio().currentRun().unsavedSteps() > 0);

        RealWindow::find<QAction>(runs, "branchRun").trigger();
        RunPlan plan = studio.studio().plan();
        QCOMPARE(plan.branchOf, saved.front().path);
        plan.config.critic_learning_rate /= 2;
        studio.studio().setPlan(plan);
        click(studio.part<TrainPage>(), "start");
        WAIT_UNTIL(studio.training().progress().step > 1);
        const fs::path branch = studio.training().directory();
        QVERIFY(branch != run);
        stop(studio);
        QCOMPARE(RunDirectory(branch).read_record().branch_step, saved.front().step);
    }

private:
    fs::path faces() const { return toPath(shared_.filePath(QStringLiteral("faces"))); }

    void start(RealWindow& studio) const {
        RunPlan plan;
        plan.data = faces();
        plan.config = tiny_config();
        plan.config.batch_size = 16;
        plan.config.epochs = 100'000; // never ends by itself
        plan.config.checkpoint_epochs = 100'000;
        plan.device = Device{Device::Kind::Cpu, 0};
        studio.studio().setPlan(plan);
        studio.studio().startTraining();
        WAIT_UNTIL(studio.training().progress().step > 4);
    }
    static void stop(RealWindow& studio) {
        studio.training().stop();
        WAIT_UNTIL(!studio.training().isActive());
        QCOMPARE(studio.training().state(), State::Idle);
    }

    QTemporaryDir shared_;
};

WASSERFARBE_TEST(RecoveryFlowTest)

} // namespace wasserfarbe::test::recovery_flow_test

#include "recovery_flow_test.moc"
