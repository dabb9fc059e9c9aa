#include "app/window/close_guard.h"

#include <utility>

#include <QMessageBox>
#include <QPushButton>

namespace wasserfarbe {

CloseGuard::CloseGuard(TrainingSession& training, QWidget& window)
    : QObject(&window), training_(training), window_(window) {
    connect(&training_, &TrainingSession::ended, this, &CloseGuard::trainingEnded);
    connect(&training_, &TrainingSession::stateChanged, this, &CloseGuard::followState);
}

bool CloseGuard::mayClose() {
    if (!training_.isActive())
        return true;
    if (saving_)
        return false;
    using State = TrainingSession::State;
    if (training_.state() == State::Stopping || training_.state() == State::Unsaved)
        waitForSaving(); // it ends already; what is left to ask is asked elsewhere
    else
        ask();
    return false;
}

void CloseGuard::waitForSaving() {
    if (std::exchange(saving_, true))
        return;
    Q_EMIT savingBegan();
}

void CloseGuard::saveAndClose() {
    closeAnyway_ = true;
    delete question_;
    if (!training_.isActive()) {
        Q_EMIT closeNow();
        return;
    }
    training_.stop();
    waitForSaving();
    followState(training_.state());
}

void CloseGuard::followState(TrainingSession::State state) {
    if (state != TrainingSession::State::Unsaved)
        return;
    if (closeAnyway_) // nobody will answer
        training_.answerUnsaved({UnsavedChoice::Action::GiveUp, {}});
    if (question_) { // it has ended by itself meanwhile, and the other question is the one to answer
        delete question_;
        waitForSaving();
    }
}

void CloseGuard::ask() {
    if (question_) {
        question_->raise();
        question_->activateWindow();
        return;
    }
    auto* box = new QMessageBox(&window_);
    question_ = box;
    box->setObjectName(QStringLiteral("closeQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::Question);
    box->setWindowTitle(tr("A training is running"));
    box->setText(tr("A training is running. Save and stop it?"));
    box->setInformativeText(
        tr("Wasserfarbe writes a checkpoint and closes. You can resume the run later where it "
           "stopped."));
    QPushButton* stop = box->addButton(tr("Save and Stop"), QMessageBox::AcceptRole);
    stop->setObjectName(QStringLiteral("closeSaveAndStop"));
    stop->setToolTip(tr("Write a checkpoint, stop the training and close the window"));
    QPushButton* stay = box->addButton(tr("Keep Training"), QMessageBox::RejectRole);
    stay->setObjectName(QStringLiteral("closeKeepTraining"));
    stay->setToolTip(tr("Leave the window open"));
    box->setDefaultButton(stop);
    box->setEscapeButton(stay);
    connect(stop, &QPushButton::clicked, this, [this] {
        if (!training_.isActive()) {
            Q_EMIT closeNow();
            return;
        }
        waitForSaving();
        training_.stop();
    });
    box->open();
}

void CloseGuard::trainingEnded(TrainingSession::End end) {
    const bool wanted = saving_ || question_;
    saving_ = false;
    delete question_;
    if (!wanted)
        return;
    if (end == TrainingSession::End::Failed && !closeAnyway_ && !training_.gaveUp())
        Q_EMIT savingFailed();
    else
        Q_EMIT closeNow();
}

} // namespace wasserfarbe
