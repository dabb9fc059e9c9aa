#include "app/pages/train/run_panel.h"

#include <string_view>
#include <utility>
#include <vector>

#include <QLabel>
#include <QLocale>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>

#include "app/pages/train/plan_fields.h"
#include "app/pages/train/run_buttons.h"
#include "app/studio/error_text.h"
#include "app/studio/path_text.h"
#include "app/studio/saved_text.h"
#include "model/types/config_difference.h"
#include "model/types/unhandled_value.h"
#include "widgets/look/figures.h"
#include "widgets/look/fold.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"
#include "widgets/training/config_form.h"
#include "widgets/training/field_texts.h"
#include "widgets/training/run_progress.h"

namespace wasserfarbe {
namespace {

constexpr int kWide = 43 * kUnit;   // the form
constexpr int kNarrow = 31 * kUnit; // the buttons alone

using State = TrainingSession::State;

Preset presetOf(const RunRecord& record) {
    return find_preset(record.preset).value_or(Preset::Quick);
}

QString nameOf(const std::filesystem::path& run) {
    return toQString(run.has_filename() ? run.filename() : run.parent_path().filename());
}

} // namespace

RunPanel::RunPanel(Studio& studio, QWidget* parent)
    : QWidget(parent),
      studio_(studio),
      title_(named<QLabel>("runTitle", this)),
      state_(named<QLabel>("runState", this)),
      saved_(named<QLabel>("savedNote", this)),
      scroll_(new QScrollArea(this)),
      fields_(new PlanFields(this)),
      settings_(named<Fold>("settingsFold", this)),
      form_(named<ConfigForm>("configForm", this)),
      summary_(named<QLabel>("runSummary", this)),
      progress_(named<RunProgress>("runProgress", this)),
      buttons_(new RunButtons(studio, this)) {
    makeHeading(title_);
    for (QLabel* label : {state_, saved_, summary_})
        makeQuiet(label);
    for (QLabel* label : {title_, state_, saved_, summary_})
        label->setWordWrap(true);
    settings_->setContent(form_);

    auto* inside = new QWidget(scroll_);
    column(inside, {fields_, summary_, settings_, freeRoom(1)})->setContentsMargins(0, 0, kUnit, 0);
    scroll_->setWidget(inside);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setFocusPolicy(Qt::NoFocus);
    column(this, {title_, state_, saved_, {scroll_, 1}, progress_, buttons_});

    connect(settings_, &Fold::openChanged, this, &RunPanel::fitWidth);
    connectButtons();
    connectStudio();
    followLanguage(this, [this] {
        settings_->setTitle(tr("Settings"));
        settings_->header()->setToolTip(tr("Preset and hyper-parameters"));
        shapesFixed_ = false; // the reason is in another language
        refresh();
    });
    fitWidth();
}

/// Without the form, the room is the plot's.
void RunPanel::fitWidth() {
    setFixedWidth(settings_->isOpen() || shown_ == Mode::Planning ? kWide : kNarrow);
}

void RunPanel::connectButtons() {
    connect(fields_, &PlanFields::edited, this, [this](const RunPlan& plan) {
        const QScopedValueRollback own(editing_, true);
        studio_.setPlan(plan);
    });
    connect(fields_, &PlanFields::picturesRequested, this, [this] { studio_.showPage(Page::Data); });
    connect(form_, &ConfigForm::edited, this, [this](const TrainingConfig& config, Preset preset) {
        const QScopedValueRollback own(editing_, true);
        RunPlan plan = studio_.plan();
        plan.config = config;
        plan.preset = preset;
        studio_.setPlan(plan);
    });
    connect(buttons_, &RunButtons::newRunRequested, this, [this] { plan(true); });
    connect(buttons_, &RunButtons::branchRequested, this, &RunPanel::branch);
}

void RunPanel::connectStudio() {
    connect(&studio_, &Studio::planChanged, this, [this] {
        // Pictures were chosen or settings duplicated elsewhere: that is about the next run.
        if (!editing_)
            plan(true);
        else
            refresh();
    });
    connect(&studio_, &Studio::startPossibleChanged, this, &RunPanel::refresh);
    CurrentRun& run = studio_.currentRun();
    connect(&run, &CurrentRun::changed, this, [this] { plan(false); });
    for (const auto signal :
         {&CurrentRun::loaded, &CurrentRun::recordChanged, &CurrentRun::checkpointChanged})
        connect(&run, signal, this, &RunPanel::refresh);
    TrainingSession& session = studio_.training();
    connect(&session, &TrainingSession::stateChanged, this, [this](State state) {
        if (!studio_.training().directory().empty())
            planning_ = false; // the run that trains or trained is looked at; without one the plan stays
        if (state == State::Preparing)
            progress_->setPreparing(tr("Reading the pictures"), 0, 0);
        refresh();
    });
    connect(&session, &TrainingSession::loadProgress, this, [this](std::int64_t done, std::int64_t total) {
        progress_->setPreparing(tr("Reading the pictures"), done, total);
    });
    connect(&session, &TrainingSession::timingThreads, this,
            [this] { progress_->setPreparing(tr("Finding the fastest number of threads"), 0, 0); });
    connect(&session, &TrainingSession::started, this, [this] {
        refresh();
        takeProgress(studio_.training().progress());
    });
    connect(&session, &TrainingSession::stepsArrived, this,
            [this](const std::vector<StepStats>&, const Progress& progress) { takeProgress(progress); });
}

void RunPanel::plan(bool planning) {
    planning_ = planning;
    refresh();
}

bool RunPanel::isPlanning() const {
    return mode() == Mode::Planning;
}

RunPanel::Mode RunPanel::mode() const {
    if (studio_.training().isActive())
        return Mode::Active;
    return planning_ || !studio_.currentRun().isOpen() ? Mode::Planning : Mode::Stored;
}

void RunPanel::takeProgress(const Progress& progress) {
    if (progress.steps > 0)
        progress_->setProgress(progress);
}

void RunPanel::refresh() {
    switch (mode()) {
    case Mode::Planning:
        return showPlan();
    case Mode::Active:
        return showActive();
    case Mode::Stored:
        return showStored();
    }
}

void RunPanel::setMode(Mode mode) {
    fields_->setVisible(mode == Mode::Planning);
    summary_->setVisible(mode != Mode::Planning);
    saved_->setVisible(mode == Mode::Stored && !saved_->text().isEmpty());
    progress_->setVisible(mode == Mode::Active);
    if (shown_ == mode)
        return;
    shown_ = mode;
    settings_->setOpen(mode == Mode::Planning);
    scroll_->verticalScrollBar()->setValue(0);
    fitWidth();
}

void RunPanel::showSettings(const TrainingConfig& config, Preset preset, bool readOnly) {
    form_->setReadOnly(readOnly);
    if (form_->config() != config || form_->preset() != preset)
        form_->setConfig(config, preset);
    summary_->setText(configSummary(config, preset));
}

/// A branch keeps the networks of what it begins with.
void RunPanel::fixShapes(bool fixed) {
    if (std::exchange(shapesFixed_, fixed) == fixed)
        return;
    std::vector<std::string_view> keys;
    for (const Field& field : field_table())
        if (fixed && !may_change_on_branch(field.key))
            keys.push_back(field.key);
    form_->setFixed(keys, tr("As in the weights that this branch begins with, which have no other shape"));
}

void RunPanel::showPlan() {
    const RunPlan& plan = studio_.plan();
    fixShapes(!plan.branchOf.empty());
    setMode(Mode::Planning);
    title_->setText(tr("New run"));
    state_->hide();
    fields_->setPlan(plan);
    showSettings(plan.config, plan.preset, false);
    buttons_->showPlanned(studio_.startObstacle());
}

void RunPanel::showActive() {
    const TrainingSession& session = studio_.training();
    const CurrentRun& run = studio_.currentRun();
    fixShapes(false);
    setMode(Mode::Active);
    title_->setText(session.directory().empty() ? tr("New run") : nameOf(session.directory()));
    const auto& compute = session.compute();
    QString text;
    if (session.state() == State::Preparing)
        text = tr("Getting ready");
    else if (session.state() == State::Paused)
        text = tr("Paused");
    else if (session.state() == State::Stopping)
        text = tr("Saving a checkpoint");
    else if (session.state() == State::Unsaved)
        text = tr("The last state is not on the disk");
    else if (compute && compute->device.kind == Device::Kind::Cuda)
        text = tr("Training on the GPU");
    else
        text = compute ? tr("Training on %n threads", "", compute->threads) : tr("Training");
    state_->setText(text);
    state_->show();
    if (run.isTraining() && run.record())
        showSettings(run.record()->config, presetOf(*run.record()), true);
    else if (session.directory().empty())
        showSettings(studio_.plan().config, studio_.plan().preset, true);
    buttons_->showActive(session.state());
}

QString RunPanel::storedText(const RunRecord& record) const {
    const QLocale locale;
    const QString epochs = locale.toString(record.epoch);
    const QString goal = locale.toString(record.config.epochs);
    const QString time = durationText(record.seconds);
    switch (record.state) {
    case RunState::Finished:
        return tr("Finished after %1 epochs, %2 of training").arg(epochs, time);
    case RunState::Stopped:
        return tr("Stopped after epoch %1 of %2, %3 of training").arg(epochs, goal, time);
    case RunState::Failed:
        return tr("Failed after epoch %1 of %2: %3").arg(epochs, goal, failureText(record.failure));
    case RunState::Running:
        if (!studio_.currentRun().newestCheckpoint())
            return tr("Cut off before epoch %1 was reached").arg(goal);
        return tr("Cut off before epoch %1 was reached; it can go on from its newest checkpoint").arg(goal);
    }
    unhandled_value();
}

void RunPanel::branch() {
    const CurrentRun& run = studio_.currentRun();
    if (run.record() && run.newestCheckpoint())
        studio_.branchRun(*run.record(), run.newestCheckpoint()->path, run.newestCheckpoint()->step);
}

void RunPanel::showStored() {
    const CurrentRun& run = studio_.currentRun();
    fixShapes(false);
    // What is lost of a run that was cut off, before it goes on.
    const std::int64_t steps = run.unsavedSteps();
    const std::int64_t saved = run.newestCheckpoint() ? run.newestCheckpoint()->step : 0;
    saved_->setText(steps > 0 ? unsavedStepsText(saved, steps) : QString());
    setMode(Mode::Stored);
    title_->setText(nameOf(run.directory()));
    state_->show();
    if (!run.record()) {
        state_->setText(run.isLoading() ? tr("Opening…") : tr("This run can't be read"));
        buttons_->showStored(0, 1, false, state_->text());
        return;
    }
    const RunRecord& record = *run.record();
    state_->setText(storedText(record));
    showSettings(record.config, presetOf(record), true);
    // run.json says how far it was when it last ended; a run that was cut off went further.
    const int reached = record.state == RunState::Running && !run.history().empty()
                            ? std::max(record.epoch, run.history().back().epoch - 1)
                            : record.epoch;
    buttons_->showStored(reached, record.config.epochs, run.newestCheckpoint().has_value(), {});
}

} // namespace wasserfarbe
