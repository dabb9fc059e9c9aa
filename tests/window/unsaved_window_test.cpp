#include <cerrno>
#include <csignal>
#include <memory>

#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "app/window/main_window.h"
#include "tests/support/fake_training.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::unsaved_window_test {

using State = TrainingSession::State;

/// Closing the window while the last state of a training can't be saved.
class UnsavedWindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        fake_ = std::make_unique<FakeTraining>();
        fake_->plan.steps = 1'000'000;
        fake_->plan.unsaved = Error(ErrorKind::Disk, "/runs/faces-1/checkpoints", "can't be written", ENOSPC);
        fake_->holdSteps();
        StudioOptions options;
        options.training = fake_->factory();
        options.settingsFile = folder_->filePath(QStringLiteral("settings.ini"));
        options.dataFolder = toPath(folder_->filePath(QStringLiteral("data")));
        studio_ = std::make_unique<Studio>(options);
        studio_->settings().setRunsFolder(toPath(folder_->filePath(QStringLiteral("runs"))));
        window_ = std::make_unique<MainWindow>(*studio_);
        window_->show();
        RunPlan plan = studio_->plan();
        plan.data = toPath(folder_->path());
        studio_->setPlan(plan);
        studio_->startTraining();
        WAIT_UNTIL_EQUAL(studio_->training().state(), State::Running);
    }

    void cleanup() {
        window_.reset();
        studio_.reset();
    }

    void itClosesWhenTheStateIsSaved() {
        saveAndStop();
        WAIT_UNTIL(box("unsavedQuestion"));
        QVERIFY(!window_->close());
        QVERIFY(window_->isVisible() && box("unsavedQuestion"));
        press("unsavedRetry");
        WAIT_UNTIL(window_->isHidden());
        QVERIFY(!studio_->training().isActive());
    }

    void itClosesWhenTheStateIsDiscarded() {
        saveAndStop();
        WAIT_UNTIL(box("unsavedQuestion"));
        press("unsavedDiscard");
        WAIT_UNTIL(window_->isHidden());
    }

    void itClosesAfterAnAnswerThatWasDueBefore() {
        studio_->showPage(Page::Data); // it is asked wherever the person is
        studio_->training().stop();
        WAIT_UNTIL(box("unsavedQuestion"));
        QVERIFY(!window_->close());
        QVERIFY(!box("closeQuestion"));
        press("unsavedRetry");
        WAIT_UNTIL(window_->isHidden());
    }

    void withoutAWishToCloseItStays() {
        studio_->training().stop();
        WAIT_UNTIL(box("unsavedQuestion"));
        press("unsavedDiscard");
        WAIT_UNTIL_EQUAL(studio_->training().state(), State::Failed);
        QVERIFY(window_->isVisible());
    }

    void theQuestionThatIsDueReplacesTheOther() {
        QVERIFY(!window_->close());
        QVERIFY(box("closeQuestion"));
        studio_->training().stop(); // as it would at its last epoch
        WAIT_UNTIL(box("unsavedQuestion"));
        QVERIFY(!box("closeQuestion"));
        press("unsavedRetry");
        WAIT_UNTIL(window_->isHidden());
    }

    void terminationAsksNothing() {
        QCOMPARE(::raise(SIGTERM), 0);
        WAIT_UNTIL(window_->isHidden());
        QVERIFY(!box("unsavedQuestion"));
        QCOMPARE(studio_->training().state(), State::Failed);
    }

    void terminationNeedsNoAnswer() {
        studio_->training().stop();
        WAIT_UNTIL(box("unsavedQuestion"));
        QCOMPARE(::raise(SIGTERM), 0);
        WAIT_UNTIL(window_->isHidden());
        QVERIFY(!box("unsavedQuestion"));
    }

private:
    QMessageBox* box(const char* name) const {
        for (auto* found : window_->findChildren<QMessageBox*>(QLatin1String(name)))
            if (found->isVisible())
                return found;
        return nullptr;
    }
    void press(const char* name) const {
        auto* button = box("unsavedQuestion")->findChild<QPushButton*>(QLatin1String(name));
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void saveAndStop() const {
        QVERIFY(!window_->close());
        auto* button = box("closeQuestion")->findChild<QPushButton*>(QStringLiteral("closeSaveAndStop"));
        QTest::mouseClick(button, Qt::LeftButton);
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<FakeTraining> fake_;
    std::unique_ptr<Studio> studio_;
    std::unique_ptr<MainWindow> window_;
};

WASSERFARBE_TEST(UnsavedWindowTest)

} // namespace wasserfarbe::test::unsaved_window_test

#include "unsaved_window_test.moc"
