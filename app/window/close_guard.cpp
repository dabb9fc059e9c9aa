#include "app/window/close_guard.h"

#include <QMessageBox>
#include <QPushButton>

namespace wasserfarbe {

CloseGuard::CloseGuard(TrainingSession& training, QWidget& window)
    : QObject(&window), training_(training), window_(window) {
    connect(&training_, &TrainingSession::ended, this, &CloseGuard::trainingEnded);
}

bool CloseGuard::mayClose() {
    if (!training_.isActive())
        return true;
    if (saving_)
        return false;
    if (training_.state() == TrainingSession::State::Stopping) {
        // The person pressed Stop already; nothing is left to ask.
        saving_ = true;
        Q_EMIT savingBegan();
        return false;
    }
    ask();
    return false;
}

void CloseGuard::saveAndClose() {
    closeAnyway_ = true;
    delete question_;
    if (!training_.isActive()) {
        Q_EMIT closeNow();
        return;
    }
    training_.stop();
    if (!saving_) {
        saving_ = true;
        Q_EMIT savingBegan();
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
        saving_ = true;
        Q_EMIT savingBegan();
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
    if (end == TrainingSession::End::Failed && !closeAnyway_)
        Q_EMIT savingFailed();
    else
        Q_EMIT closeNow();
}

} // namespace wasserfarbe
