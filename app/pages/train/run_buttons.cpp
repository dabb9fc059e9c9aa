#include "app/pages/train/run_buttons.h"

#include <algorithm>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include "model/types/unhandled_value.h"
#include "widgets/look/icon.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

using State = TrainingSession::State;

constexpr int kMostEpochs = 1'000'000;

QPushButton* button(QWidget* parent, const QString& name, const QString& iconName) {
    auto* result = new QPushButton(parent);
    result->setObjectName(name);
    if (!iconName.isEmpty())
        result->setIcon(icon(iconName));
    return result;
}

} // namespace

RunButtons::RunButtons(QWidget* parent)
    : QWidget(parent),
      primary_(button(this, QStringLiteral("start"), {})),
      stop_(button(this, QStringLiteral("stop"), QStringLiteral("stop"))),
      preview_(button(this, QStringLiteral("previewNow"), QStringLiteral("preview"))),
      checkpoint_(button(this, QStringLiteral("checkpointNow"), QStringLiteral("checkpoint"))),
      newRun_(button(this, QStringLiteral("newRun"), {})),
      branch_(button(this, QStringLiteral("branch"), QStringLiteral("branch"))),
      untilLabel_(new QLabel(this)),
      until_(new QSpinBox(this)),
      obstacle_(new QLabel(this)) {
    makePrimary(primary_);
    until_->setObjectName(QStringLiteral("untilEpoch"));
    untilLabel_->setBuddy(until_);
    obstacle_->setObjectName(QStringLiteral("obstacle"));
    obstacle_->setWordWrap(true);
    makeQuiet(obstacle_);
    stop_->setMinimumHeight(5 * kUnit);

    auto* main = new QHBoxLayout;
    main->setSpacing(kUnit);
    main->addWidget(primary_, 2);
    main->addWidget(stop_, 1);
    auto* goal = new QHBoxLayout;
    goal->setSpacing(kUnit);
    goal->addWidget(untilLabel_);
    goal->addWidget(until_);
    goal->addStretch(1);
    goal->addWidget(newRun_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit);
    layout->addWidget(obstacle_);
    layout->addLayout(goal);
    layout->addLayout(main);
    layout->addWidget(preview_);
    layout->addWidget(checkpoint_);
    layout->addWidget(branch_);

    connect(primary_, &QPushButton::clicked, this, &RunButtons::press);
    connect(stop_, &QPushButton::clicked, this, &RunButtons::stopRequested);
    connect(preview_, &QPushButton::clicked, this, &RunButtons::previewRequested);
    connect(checkpoint_, &QPushButton::clicked, this, &RunButtons::checkpointRequested);
    connect(newRun_, &QPushButton::clicked, this, &RunButtons::newRunRequested);
    connect(branch_, &QPushButton::clicked, this, &RunButtons::branchRequested);
    nameButtons();
    refresh();
}

void RunButtons::press() {
    if (mode_ == Mode::Planned)
        Q_EMIT startRequested();
    else if (mode_ == Mode::Stored)
        Q_EMIT continueRequested(until_->value());
    else if (state_ == State::Running)
        Q_EMIT pauseRequested();
    else if (state_ == State::Paused)
        Q_EMIT resumeRequested();
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
    primary_->setText(primaryText());
    primary_->setAccessibleName(primaryText());
    primary_->setToolTip(obstacle_->text().isEmpty() ? primaryTip() : obstacle_->text());
    stop_->setVisible(active);
    stop_->setEnabled(trains || (active && state_ == State::Preparing));
    preview_->setVisible(active);
    preview_->setEnabled(trains);
    checkpoint_->setVisible(active);
    checkpoint_->setEnabled(trains);
    untilLabel_->setVisible(mode_ == Mode::Stored);
    until_->setVisible(mode_ == Mode::Stored);
    newRun_->setVisible(mode_ == Mode::Stored);
    branch_->setVisible(mode_ == Mode::Stored);
    obstacle_->setVisible(!obstacle_->text().isEmpty());
}

void RunButtons::nameButtons() {
    const auto name = [](QPushButton* one, const QString& text, const QString& tip) {
        one->setText(text);
        one->setAccessibleName(text);
        one->setToolTip(tip);
    };
    name(stop_, tr("Stop"), tr("Save a checkpoint and end the training; it can be continued later"));
    name(preview_, tr("Preview now"), tr("Render a preview of this moment and keep it"));
    name(checkpoint_, tr("Checkpoint now"), tr("Save everything that training can go on from"));
    name(newRun_, tr("New run"), tr("Set up a new run beside this one"));
    name(branch_, tr("Branch into a new run"),
         tr("Set up a new run that begins with the weights of this one's newest checkpoint; its settings may "
            "be others"));
    untilLabel_->setText(tr("Until epoch"));
    until_->setAccessibleName(tr("Train until epoch"));
    until_->setToolTip(tr("How many epochs the run is to have in all"));
}

void RunButtons::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    nameButtons();
    refresh();
}

} // namespace wasserfarbe
