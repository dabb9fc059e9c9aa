#include <cerrno>
#include <filesystem>
#include <memory>

#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

#include "app/pages/train/train_messages.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "model/training/memory_estimate.h"
#include "model/types/field_table.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "tests/support/train_page_fixture.h"
#include "widgets/training/config_form.h"
#include "widgets/training/timeline_bar.h"

namespace wasserfarbe::test::train_trouble_test {

namespace fs = std::filesystem;

using State = TrainingSession::State;
using Side = PreviewPane::Side;

namespace {

Error fullDisk(const fs::path& path) {
    return {ErrorKind::Disk, path, "can't be written", ENOSPC};
}

/// A training whose last state can't be written, until it was tried again so many times.
FakeTraining unsavedTraining(int retriesNeeded) {
    FakeTraining fake;
    fake.plan.steps = 20;
    fake.plan.previews = false; // it writes no files
    fake.plan.unsaved = fullDisk("/runs/faces-1/checkpoints");
    fake.plan.retriesNeeded = retriesNeeded;
    return fake;
}

QMessageBox* question(Desk& desk) {
    const auto all = desk.page->findChildren<QMessageBox*>(QStringLiteral("unsavedQuestion"));
    for (QMessageBox* box : all)
        if (box->isVisible())
            return box;
    return nullptr;
}

void press(Desk& desk, const char* name) {
    QTest::mouseClick(question(desk)->findChild<QPushButton*>(QLatin1String(name)), Qt::LeftButton);
}

} // namespace

/// What the page Train says and offers when saving or training goes wrong, and of runs that were cut off.
class TrainTroubleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aDiskThatFailsIsToldUntilItWorks() {
        FakeTraining fake;
        fake.plan.previews = false;
        fake.plan.diskTrouble = fullDisk("/runs/faces-1/checkpoints/epoch-000001.safetensors");
        fake.plan.troubledStep = 3;
        fake.plan.recoveredStep = 9;
        fake.holdSteps();
        Desk desk(fake);
        QSignalSpy notices(desk.studio.get(), &Studio::noticeGiven);
        desk.startTraining();
        fake.allow(5);
        WAIT_UNTIL(desk.bar()->isShown());
        QVERIFY(desk.bar()->text().contains(QStringLiteral("the disk is full")));
        QVERIFY(desk.bar()->detail().contains(QStringLiteral("No space left")));
        QCOMPARE(desk.studio->training().state(), State::Running);
        QVERIFY(desk.page->findChild<QMessageBox*>() == nullptr);
        fake.allow(5);
        WAIT_UNTIL(!desk.bar()->isShown());
        QCOMPARE(notices.count(), 1);
        QCOMPARE(notices[0][0].toString(), QStringLiteral("Saved again"));
    }

    void aRollbackIsTold() {
        FakeTraining fake;
        fake.plan.steps = 60;
        fake.plan.rolledBack = Rollback{45, "the gradient of critic.main.0.weight", 25, false};
        fake.holdSteps();
        fake.plan.prepare = [](const TrainingRequest& request) {
            write_run(std::get<NewRun>(request).directory, 0);
        };
        fake.plan.beforeStep = [&](std::int64_t step) { // its previews can be read
            if (step % 10 == 0)
                write_png(RunDirectory(made_).preview_path(static_cast<int>(step / 10)), Image(4, 4, 9));
        };
        Desk desk(fake);
        made_ = desk.path("runs") / "pictures-1";
        desk.startTraining();
        fake.allow(44);
        WAIT_UNTIL_EQUAL(desk.timeline()->marks().size(), std::size_t{5});
        desk.find<QToolButton>("compare")->click();
        Q_EMIT desk.pane()->comparedPicked(4);
        fake.allow(1);
        WAIT_UNTIL(desk.bar()->isShown());
        for (const char* part : {"step 45", "a gradient of the critic", "step 25"})
            QVERIFY2(desk.bar()->text().contains(QLatin1String(part)), qPrintable(desk.bar()->text()));
        WAIT_UNTIL_EQUAL(desk.plot()->history().size(), std::size_t{25});
        QCOMPARE(desk.timeline()->marks().size(), std::size_t{3});
        QCOMPARE(desk.timeline()->current(), 2);
        QCOMPARE(desk.find<QComboBox>("compareWith")->currentIndex(), 2);
        fake.letRun();
        WAIT_UNTIL_EQUAL(desk.studio->training().state(), State::Idle);
        WAIT_UNTIL_EQUAL(desk.plot()->history().size(), std::size_t{60});
        QCOMPARE(desk.timeline()->current(), 6);
        QVERIFY(desk.bar()->isShown()); // until somebody has read it
        desk.find<QToolButton>("messageClose")->click();
        QVERIFY(!desk.bar()->isShown());
    }

    void aDivergedRunCanBeBranched() {
        FakeTraining fake;
        fake.plan.previews = false;
        fake.plan.failAtStep = Error(ErrorCode::DivergedAt, {}, {31, "critic_loss"});
        fake.plan.failingStep = 31;
        fake.holdSteps();
        Desk desk(fake);
        desk.startTraining();
        fake.allow(25);
        WAIT_UNTIL_EQUAL(desk.plot()->history().size(), std::size_t{25});
        desk.find<QPushButton>("checkpointNow")->click();
        WAIT_UNTIL(desk.studio->currentRun().newestCheckpoint().has_value());
        fake.letRun();
        WAIT_UNTIL(desk.bar()->isShown());
        QVERIFY(desk.bar()->text().contains(QStringLiteral("the critic's loss")));
        QVERIFY(desk.bar()->text().contains(QStringLiteral("step 31")));
        const TrainingConfig before = desk.studio->currentRun().record()->config;
        auto* action = desk.find<QPushButton>("messageAction");
        QVERIFY(action->isVisible());
        action->click();
        const RunPlan& plan = desk.studio->plan();
        QCOMPARE(plan.config.critic_learning_rate, before.critic_learning_rate / 2);
        QCOMPARE(plan.config.generator_learning_rate, before.generator_learning_rate / 2);
        QCOMPARE(plan.branchStep, std::int64_t{25});
        QCOMPARE(plan.branchOf, desk.studio->currentRun().newestCheckpoint()->path);
        QCOMPARE(desk.start()->text(), QStringLiteral("Start"));
        QVERIFY(desk.find<QLabel>("branchOf")->text().contains(QStringLiteral("pictures-1, step 25")));
    }

    void aBatchSizeThatFitsIsOffered() {
        FakeTraining fake;
        try { // in the engine's own words
            require_memory(TrainingConfig{}, training_memory(TrainingConfig{.batch_size = 24}));
        } catch (const Error& error) {
            fake.plan.failWhilePreparing = error;
        }
        QVERIFY(fake.plan.failWhilePreparing.has_value());
        QCOMPARE(fittingBatchSize(*fake.plan.failWhilePreparing), 24);
        QCOMPARE(fittingBatchSize(Error(ErrorCode::BatchMayBeTooLarge, {}, {64, 32, 30})), 30);
        QCOMPARE(fittingBatchSize(Error(ErrorKind::Memory, "there is not enough memory")), 0);
        QCOMPARE(fittingBatchSize(Error(ErrorKind::Disk, "batch_size 24 fits")), 0);
        Desk desk(fake);
        desk.startTraining();
        WAIT_UNTIL(desk.bar()->isShown());
        auto* action = desk.find<QPushButton>("messageAction");
        QVERIFY(action->isVisible() && action->text().contains(QStringLiteral("24")));
        action->click();
        QCOMPARE(desk.studio->plan().config.batch_size, 24);
        QVERIFY(desk.studio->plan().branchOf.empty());
        QCOMPARE(desk.start()->text(), QStringLiteral("Start"));
        QVERIFY(desk.start()->isEnabled());
    }

    void aRunThatRanOutOfMemoryBranchesWithASmallerBatch() {
        FakeTraining fake;
        fake.plan.previews = false;
        fake.plan.failAtStep = Error(ErrorCode::BatchMayBeTooLarge, {}, {32, 32, 16});
        fake.plan.failingStep = 31;
        fake.holdSteps();
        Desk desk(fake);
        desk.startTraining();
        fake.allow(20);
        desk.studio->training().requestCheckpoint();
        WAIT_UNTIL(desk.studio->currentRun().newestCheckpoint().has_value());
        fake.letRun();
        WAIT_UNTIL(desk.bar()->isShown());
        desk.find<QPushButton>("messageAction")->click();
        QCOMPARE(desk.studio->plan().config.batch_size, 16);
        QVERIFY(!desk.studio->plan().branchOf.empty());
    }

    void anUnsavedStateIsTriedAgain() {
        Desk desk(unsavedTraining(2));
        desk.startTraining();
        WAIT_UNTIL(question(desk) != nullptr);
        QVERIFY(question(desk)->text().contains(QStringLiteral("step 20")));
        QVERIFY(question(desk)->informativeText().contains(QStringLiteral("disk is full")));
        QCOMPARE(question(desk)->defaultButton()->objectName(), QStringLiteral("unsavedRetry"));
        QVERIFY(!desk.start()->isEnabled());
        QVERIFY(!desk.find<QPushButton>("stop")->isEnabled());
        QTest::keyClick(question(desk), Qt::Key_Escape); // is no answer
        QVERIFY(question(desk) != nullptr);
        press(desk, "unsavedRetry");
        WAIT_UNTIL(question(desk) != nullptr); // it failed again
        press(desk, "unsavedRetry");
        WAIT_UNTIL_EQUAL(desk.studio->training().state(), State::Idle);
        QVERIFY(question(desk) == nullptr);
        QVERIFY(!desk.bar()->isShown());
        QVERIFY(desk.find<QLabel>("savedNote")->isHidden());
    }

    void anUnsavedStateIsSavedElsewhere() {
        Desk desk(unsavedTraining(1));
        desk.startTraining();
        WAIT_UNTIL(question(desk) != nullptr);
        const auto dialog = [&] {
            return desk.page->findChild<QFileDialog*>(QStringLiteral("unsavedFolder"));
        };
        press(desk, "unsavedElsewhere");
        QVERIFY(dialog() && dialog()->isVisible());
        QCOMPARE(dialog()->fileMode(), QFileDialog::Directory);
        dialog()->reject();
        WAIT_UNTIL(question(desk) != nullptr); // still to be answered
        WAIT_UNTIL(dialog() == nullptr);
        press(desk, "unsavedElsewhere");
        Q_EMIT dialog()->fileSelected(toQString(desk.path("exports")));
        dialog()->close();
        WAIT_UNTIL_EQUAL(desk.studio->training().state(), State::Idle);
        QVERIFY(question(desk) == nullptr);
        const QString file = toQString(desk.path("exports") / "last.safetensors");
        QVERIFY(desk.bar()->isShown());
        QVERIFY2(desk.bar()->text().contains(file), qPrintable(desk.bar()->text()));
        desk.find<QPushButton>("messageAction")->click();
        QCOMPARE(desk.studio->plan().branchOf, desk.path("exports") / "last.safetensors");
        QVERIFY(desk.find<QLabel>("branchOf")->text().contains(QStringLiteral("last.safetensors, step 20")));
    }

    void anUnsavedStateIsDiscarded() {
        Desk desk(unsavedTraining(1));
        desk.startTraining();
        WAIT_UNTIL(question(desk) != nullptr);
        press(desk, "unsavedDiscard");
        WAIT_UNTIL_EQUAL(desk.studio->training().state(), State::Failed);
        QVERIFY(question(desk) == nullptr);
        QVERIFY(desk.bar()->isShown());
        QVERIFY2(desk.bar()->text().contains(QStringLiteral("step 20")), qPrintable(desk.bar()->text()));
    }

    void theQuestionGoesWithItsTraining() {
        FakeTraining fake = unsavedTraining(1);
        Desk desk(fake);
        desk.startTraining();
        WAIT_UNTIL(question(desk) != nullptr);
        press(desk, "unsavedElsewhere");
        desk.studio->training().answerUnsaved({UnsavedChoice::Action::Retry, {}});
        WAIT_UNTIL_EQUAL(desk.studio->training().state(), State::Idle);
        WAIT_UNTIL(desk.page->findChild<QFileDialog*>() == nullptr);
        QVERIFY(question(desk) == nullptr);
    }

    void whatWouldBeTrainedAgainIsMarked() {
        Desk desk;
        const RunDirectory run = write_run(desk.path("runs") / "faces-1", 57, RunState::Running);
        write_checkpoint_file(run, 3, 30);
        desk.studio->openRun(run.path());
        WAIT_UNTIL_EQUAL(desk.plot()->history().size(), std::size_t{57});
        auto* note = desk.find<QLabel>("savedNote");
        const auto* caption = desk.find<QLabel>("previewCaption");
        QVERIFY(note->isVisible());
        QVERIFY2(note->text().contains(QStringLiteral("step 30")), qPrintable(note->text()));
        QVERIFY2(note->text().contains(QStringLiteral("27")), qPrintable(note->text()));
        QCOMPARE(desk.plot()->savedStep(), std::optional<std::int64_t>(30));
        WAIT_UNTIL(!desk.shown().isNull());
        QVERIFY(caption->text().contains(QStringLiteral("not in a checkpoint")));
        QTest::keyClick(desk.timeline()->bar(), Qt::Key_Home);
        WAIT_UNTIL(!caption->text().contains(QStringLiteral("not in a checkpoint")));

        const RunDirectory whole = write_run(desk.path("runs") / "whole", 40);
        write_checkpoint_file(whole, 4, 40);
        desk.studio->openRun(whole.path());
        WAIT_UNTIL_EQUAL(desk.plot()->history().size(), std::size_t{40});
        QVERIFY(!note->isVisible());
        QVERIFY(!desk.plot()->savedStep());
        WAIT_UNTIL(!caption->text().isEmpty());
        QVERIFY(!caption->text().contains(QStringLiteral("not in a checkpoint")));
    }

    void theMarkGoesWhenTheRunGoesOn() {
        FakeTraining fake;
        fake.plan.firstStep = 31;
        fake.plan.steps = 60;
        fake.plan.previews = false;
        fake.holdSteps();
        Desk desk(fake);
        const RunDirectory run = write_run(desk.path("runs") / "faces-1", 57, RunState::Running);
        write_checkpoint_file(run, 3, 30);
        desk.studio->openRun(run.path());
        WAIT_UNTIL_EQUAL(desk.plot()->savedStep(), std::optional<std::int64_t>(30));
        desk.start()->click();
        WAIT_UNTIL_EQUAL(desk.studio->training().state(), State::Running);
        QVERIFY(!desk.plot()->savedStep());
        QVERIFY(desk.find<QLabel>("savedNote")->isHidden());
    }

    void aStoredRunIsBranched() {
        Desk desk;
        RunDirectory run = write_run(desk.path("runs") / "faces-1", 30);
        auto* branch = desk.find<QPushButton>("branch");
        desk.studio->openRun(run.path());
        WAIT_UNTIL_EQUAL(desk.plot()->history().size(), std::size_t{30});
        QVERIFY(branch->isVisible() && !branch->isEnabled()); // it has no checkpoint
        write_checkpoint_file(run, 3, 30);
        fs::create_directories(desk.path("runs") / "pictures");
        desk.studio->currentRun().close();
        desk.studio->openRun(run.path());
        WAIT_UNTIL(branch->isEnabled());
        branch->click();
        QCOMPARE(desk.studio->plan().branchOf, run.checkpoint_path(3));
        QCOMPARE(desk.start()->text(), QStringLiteral("Start"));
        QVERIFY(desk.start()->isEnabled());
        auto* line = desk.find<QLabel>("branchOf");
        QVERIFY(line->isVisible());
        QCOMPARE(line->text(), QStringLiteral("Begins with the weights of faces-1, step 30"));
        auto* form = desk.find<ConfigForm>("configForm");
        for (const Field& field : field_table()) {
            const bool fixed = field.key == "image_size" || field.key == "latent_size" ||
                               field.key == "generator_channels" || field.key == "critic_channels" ||
                               field.key == "generator_norm" || field.key == "critic_norm" ||
                               field.key == "generator_bias" || field.key == "critic_bias" ||
                               field.key == "critic_first_norm";
            const bool isReadOnly = fixed || field.key == "pad_color"; // which matters to a padded fit alone
            QVERIFY2(form->editor(field.key)->isEnabled() != isReadOnly, field.key.data());
        }
        QVERIFY(form->editor("critic_norm")->toolTip().contains(QStringLiteral("branch")));
        desk.find<QToolButton>("stopBranching")->click();
        QVERIFY(desk.studio->plan().branchOf.empty());
        QVERIFY(!line->isVisible());
        QVERIFY(form->editor("critic_norm")->isEnabled());
    }

    void aModelFileHasNoSteps() {
        Desk desk;
        desk.choosePictures();
        RunPlan plan = desk.studio->plan();
        plan.branchOf = desk.path("G.ckpt");
        plan.branchConfig = plan.config;
        desk.studio->planNewRun(plan);
        auto* line = desk.find<QLabel>("branchOf");
        QCOMPARE(line->text(), QStringLiteral("Begins with the weights of G.ckpt"));
        plan.branchCritic = desk.path("D.ckpt");
        desk.studio->setPlan(plan);
        QCOMPARE(line->text(),
                 QStringLiteral("Begins with the weights of G.ckpt, and of D.ckpt for the critic"));
        QVERIFY(line->toolTip().contains(toQString(desk.path("D.ckpt"))));
        desk.find<QToolButton>("stopBranching")->click();
        QVERIFY(desk.studio->plan().branchOf.empty() && desk.studio->plan().branchCritic.empty());
    }

private:
    fs::path made_;
};

WASSERFARBE_TEST(TrainTroubleTest)

} // namespace wasserfarbe::test::train_trouble_test

#include "train_trouble_test.moc"
