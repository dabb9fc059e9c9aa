#pragma once

#include <QObject>
#include <QPointer>

#include "app/sessions/training_session.h"

class QMessageBox;
class QWidget;

namespace wasserfarbe {

/// Stands between a closing window and a training: asks, lets it save and stop, and then closes the window.
/// Where the last state can't be saved, the window closes when the person has said what becomes of it. It
/// never blocks and never ends a thread. GUI thread only.
class CloseGuard : public QObject {
    Q_OBJECT
public:
    CloseGuard(TrainingSession& training, QWidget& window);

    /// To be asked by the window's closeEvent. False: a question is open, or a checkpoint is being written;
    /// `closeNow` follows where the person agrees.
    bool mayClose();
    /// Without a question: the session or the process is being ended.
    void saveAndClose();

Q_SIGNALS:
    void savingBegan();
    /// The training could not end well; the window stays, so that the person sees why.
    void savingFailed();
    void closeNow();

private:
    void ask();
    void waitForSaving();
    void followState(TrainingSession::State state);
    void trainingEnded(TrainingSession::End end);

    TrainingSession& training_;
    QWidget& window_;
    QPointer<QMessageBox> question_;
    bool saving_ = false;
    bool closeAnyway_ = false;
};

} // namespace wasserfarbe
