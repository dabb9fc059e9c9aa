#pragma once

#include <QWidget>

#include "app/sessions/training_session.h"

class QLabel;
class QPushButton;
class QSpinBox;

namespace wasserfarbe {

class Studio;

/// The one main button of the page and what stands beside it. Shows what it is told; starts, continues and
/// steers trainings by itself. GUI thread only.
class RunButtons : public QWidget {
    Q_OBJECT
public:
    explicit RunButtons(Studio& studio, QWidget* parent = nullptr);

    /// A new run is planned. @param obstacle  why it can't be started; empty: it can
    void showPlanned(const QString& obstacle);
    void showActive(TrainingSession::State state);
    /// A run from the disk. @param epoch  completed ones. @param goal  of the run. @param branches  it has a
    /// checkpoint to begin a branch with. @param obstacle  why it can't go on
    void showStored(int epoch, int goal, bool branches, const QString& obstacle);

Q_SIGNALS:
    void newRunRequested();
    void branchRequested();

private:
    enum class Mode { Planned, Active, Stored };
    void press();
    void refresh();
    void setObstacle(const QString& obstacle);
    void nameButtons();
    QString primaryText() const;
    QString primaryTip() const;

    Studio& studio_;
    Mode mode_ = Mode::Planned;
    TrainingSession::State state_ = TrainingSession::State::Idle;
    int goal_ = 0; ///< of the stored run
    QPushButton* primary_;
    QPushButton* stop_;
    QPushButton* preview_;
    QPushButton* checkpoint_;
    QPushButton* newRun_;
    QPushButton* branch_;
    QLabel* untilLabel_;
    QSpinBox* until_;
    QLabel* obstacle_;
};

} // namespace wasserfarbe
