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
#include "model/dataset/demo_faces.h"
#include "model/run/checkpoint_list.h"
#include "tests/real_window.h"
#include "tests/run_support.h"
#include "widgets/look/message_bar.h"
#include "widgets/training/loss_plot.h"

using namespace wasserfarbe;
using namespace wasserfarbe::test;
namespace fs = std::filesystem;

using State = TrainingSession::State;

namespace {

constexpr int kPatience = 60'000; // milliseconds: the engine shares the machine with other tests

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
        QTRY_VERIFY_WITH_TIMEOUT(bar.text().contains(QStringLiteral("its folder is gone")), kPatience);
        QCOMPARE(studio.training().state(), State::Running);

        studio.training().stop();
        QTRY_COMPARE_WITH_TIMEOUT(studio.training().state(), State::Unsaved, kPatience);
        const std::int64_t step = studio.training().unsavedState()->step;
        click(studio.find<QMessageBox>("unsavedQuestion"), "unsavedElsewhere");
        auto& dialog = studio.find<QFileDialog>("unsavedFolder");
        Q_EMIT dialog.fileSelected(toQString(studio.path("exports")));
        dialog.close();
        QTRY_COMPARE_WITH_TIMEOUT(studio.training().state(), State::Idle, kPatience);
        QCOMPARE(names_in(studio.path("exports")).size(), std::size_t{1});
        const fs::path rescued = studio.path("exports") / names_in(studio.path("exports")).front();
        QVERIFY2(bar.isShown() && bar.text().contains(toQString(rescued)),
                 qPrintable(bar.text() + toQString(rescued)));

        click(bar, "messageAction");
        QCOMPARE(studio.studio().plan().branchOf, rescued);
        click(studio.part<TrainPage>(), "start");
        QTRY_VERIFY_WITH_TIMEOUT(studio.training().progress().step > 1, kPatience);
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
        QTRY_VERIFY_WITH_TIMEOUT(bar.text().contains(QStringLiteral("its folder is gone")), kPatience);
        fs::rename(away, run);
        QTRY_VERIFY_WITH_TIMEOUT(!bar.isShown(), kPatience);
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
        QTRY_VERIFY_WITH_TIMEOUT(removeRun(), kPatience);
        auto& bar = *studio.part<TrainPage>().findChild<MessageBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(bar.text().contains(QStringLiteral("its folder is gone")), kPatience);
        QVERIFY(bar.isShown());
        for (const Page page : {Page::Explore, Page::Gallery, Page::Runs, Page::Data, Page::Train})
            studio.studio().showPage(page);
        studio.training().stop();
        QTRY_COMPARE_WITH_TIMEOUT(studio.training().state(), State::Unsaved, kPatience);
        click(studio.find<QMessageBox>("unsavedQuestion"), "unsavedDiscard");
        QTRY_COMPARE_WITH_TIMEOUT(studio.training().state(), State::Failed, kPatience);
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
        QTRY_VERIFY_WITH_TIMEOUT(!names_in(run / "checkpoints").empty(), kPatience);
        const std::int64_t first = studio.training().progress().step;
        QTRY_VERIFY_WITH_TIMEOUT(studio.training().progress().step > first + 1, kPatience);
        stop(studio);
        studio.studio().showPage(Page::Runs);
        auto& runs = studio.part<RunsPage>();
        auto& list = RealWindow::find<QTreeWidget>(runs, "checkpoints");
        QTRY_COMPARE_WITH_TIMEOUT(list.topLevelItemCount(), 2, kPatience);
        const std::vector<SavedCheckpoint> saved = saved_checkpoints(RunDirectory(run));
        list.topLevelItem(1)->setCheckState(0, Qt::Checked);
        QTRY_VERIFY_WITH_TIMEOUT(is_pinned(saved.front().path), kPatience);

        RealWindow::find<QAction>(runs, "deleteCheckpoint").trigger(); // the newest
        click(RealWindow::find<QMessageBox>(runs, "deleteCheckpointQuestion"), "deleteCheckpointNow");
        QTRY_COMPARE_WITH_TIMEOUT(list.topLevelItemCount(), 1, kPatience);
        auto& plot = RealWindow::find<LossPlot>(studio.window(), "lossPlot");
        QTRY_COMPARE_WITH_TIMEOUT(plot.savedStep(), std::optional(saved.front().step), kPatience);
        QVERIFY(studio.studio().currentRun().unsavedSteps() > 0);

        RealWindow::find<QAction>(runs, "branchRun").trigger();
        RunPlan plan = studio.studio().plan();
        QCOMPARE(plan.branchOf, saved.front().path);
        plan.config.critic_learning_rate /= 2;
        studio.studio().setPlan(plan);
        click(studio.part<TrainPage>(), "start");
        QTRY_VERIFY_WITH_TIMEOUT(studio.training().progress().step > 1, kPatience);
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
        QTRY_VERIFY_WITH_TIMEOUT(studio.training().progress().step > 4, kPatience);
    }
    static void stop(RealWindow& studio) {
        studio.training().stop();
        QTRY_VERIFY_WITH_TIMEOUT(!studio.training().isActive(), kPatience);
        QCOMPARE(studio.training().state(), State::Idle);
    }

    QTemporaryDir shared_;
};

QTEST_MAIN(RecoveryFlowTest)
#include "recovery_flow_test.moc"
