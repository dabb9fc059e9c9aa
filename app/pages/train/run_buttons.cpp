#include "app/pages/train/run_buttons.h"

#include <algorithm>

#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

#include "app/studio/studio.h"
#include "model/types/unhandled_value.h"
#include "widgets/look/icon.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

using State = TrainingSession::State;

constexpr int kMostEpochs = 1'000'000;

QPushButton* button(QWidget* parent, const char* name, const QString& iconName) {
    auto* result = named<QPushButton>(name, parent);
    result->setIcon(icon(iconName));
    return result;
}

} // namespace

RunButtons::RunButtons(Studio& studio, QWidget* parent)
    : QWidget(parent),
      studio_(studio),
      primary_(named<QPushButton>("start", this)),
      stop_(button(this, "stop", QStringLiteral("stop"))),
      preview_(button(this, "previewNow", QStringLiteral("preview"))),
      checkpoint_(button(this, "checkpointNow", QStringLiteral("checkpoint"))),
      newRun_(named<QPushButton>("newRun", this)),
      branch_(button(this, "branch", QStringLiteral("branch"))),
      untilLabel_(new QLabel(this)),
      until_(named<QSpinBox>("untilEpoch", this)),
      obstacle_(named<QLabel>("obstacle", this)) {
    makePrimary(primary_);
    untilLabel_->setBuddy(until_);
    obstacle_->setWordWrap(true);
    makeQuiet(obstacle_);
    stop_->setMinimumHeight(5 * kUnit);
    column(this, {obstacle_, row({untilLabel_, until_, freeRoom(1), newRun_}),
                  row({{primary_, 2}, {stop_, 1}}), preview_, checkpoint_, branch_});

    TrainingSession& session = studio.training();
    connect(primary_, &QPushButton::clicked, this, &RunButtons::press);
    connect(stop_, &QPushButton::clicked, &session, &TrainingSession::stop);
    connect(preview_, &QPushButton::clicked, &session, &TrainingSession::requestPreview);
    connect(checkpoint_, &QPushButton::clicked, &session, &TrainingSession::requestCheckpoint);
    connect(newRun_, &QPushButton::clicked, this, &RunButtons::newRunRequested);
    connect(branch_, &QPushButton::clicked, this, &RunButtons::branchRequested);
    followLanguage(this, [this] {
        nameButtons();
        refresh();
    });
}

void RunButtons::press() {
    if (mode_ == Mode::Planned)
        studio_.startTraining();
    else if (mode_ == Mode::Stored)
        studio_.resumeRun(studio_.currentRun().directory(), until_->value());
    else if (state_ == State::Running)
        studio_.training().pause();
    else if (state_ == State::Paused)
        studio_.training().resumeTraining();
}

void RunButtons::setObstacle(const QString& obstacle) {
    obstacle_->setText(obstacle);
    primary_->setEnabled(obstacle.isEmpty());
    primary_->setAccessibleDescription(obstacle);
}

void RunButtons::showPlanned(const QString& obstacle) {
    mode_ = Mode::Planned;
    setObstacle(obstacle);
    refresh();
}

void RunButtons::showActive(TrainingSession::State state) {
    mode_ = Mode::Active;
    state_ = state;
    setObstacle({});
    primary_->setEnabled(state == State::Running || state == State::Paused);
    refresh();
}

void RunButtons::showStored(int epoch, int goal, bool branches, const QString& obstacle) {
    // The same run again: what the person chose stays.
    const bool wasStored = mode_ == Mode::Stored && until_->minimum() == epoch + 1 && goal_ == goal;
    mode_ = Mode::Stored;
    goal_ = goal;
    until_->setRange(epoch + 1, kMostEpochs);
    if (!wasStored) // a finished run goes on for as long again as it had been meant to
        until_->setValue(goal > epoch ? goal : epoch + std::max(1, goal));
    branch_->setEnabled(branches);
    setObstacle(obstacle);
    refresh();
}

QString RunButtons::primaryText() const {
    if (mode_ == Mode::Planned)
        return tr("Start");
    if (mode_ == Mode::Stored)
        return tr("Continue training");
    switch (state_) {
    case State::Preparing:
        return tr("Preparing…");
    case State::Stopping:
        return tr("Saving…");
    case State::Unsaved:
        return tr("Not saved");
    case State::Paused:
        return tr("Resume");
    case State::Idle:
    case State::Running:
    case State::Failed:
        return tr("Pause");
    }
    unhandled_value();
}

QString RunButtons::primaryTip() const {
    if (mode_ == Mode::Planned)
        return tr("Train a new run with these settings");
    if (mode_ == Mode::Stored)
        return tr("Go on from the run's newest checkpoint");
    return state_ == State::Paused ? tr("Go on training") : tr("Hold the training; nothing is lost");
}

void RunButtons::refresh() {
    const bool active = mode_ == Mode::Active;
    const bool trains = active && (state_ == State::Running || state_ == State::Paused);
    describe(primary_, primaryText(), obstacle_->text().isEmpty() ? primaryTip() : obstacle_->text(),
             primaryText());
    stop_->setEnabled(trains || (active && state_ == State::Preparing));
    preview_->setEnabled(trains);
    checkpoint_->setEnabled(trains);
    for (QPushButton* act : {stop_, preview_, checkpoint_})
        act->setVisible(active);
    for (QWidget* part : std::initializer_list<QWidget*>{untilLabel_, until_, newRun_, branch_})
        part->setVisible(mode_ == Mode::Stored);
    obstacle_->setVisible(!obstacle_->text().isEmpty());
}

void RunButtons::nameButtons() {
    describe(stop_, tr("Stop"), tr("Save a checkpoint and end the training; it can be continued later"));
    describe(preview_, tr("Preview now"), tr("Render a preview of this moment and keep it"));
    describe(checkpoint_, tr("Checkpoint now"), tr("Save everything that training can go on from"));
    describe(newRun_, tr("New run"), tr("Set up a new run beside this one"));
    describe(
        branch_, tr("Branch into a new run"),
        tr("Set up a new run that begins with the weights of this one's newest checkpoint; its settings may "
           "be others"));
    untilLabel_->setText(tr("Until epoch"));
    describeField(until_, tr("Train until epoch"), tr("How many epochs the run is to have in all"));
}

} // namespace wasserfarbe
