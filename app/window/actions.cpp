#include "app/window/actions.h"

#include <QAbstractSpinBox>
#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>
#include <QToolButton>

#include "app/studio/path_text.h"
#include "app/window/page_table.h"
#include "widgets/look/icon.h"
#include "widgets/look/metrics.h"

namespace wasserfarbe {
namespace {

using State = TrainingSession::State;

QKeySequence keys(QKeyCombination combination) {
    return {combination};
}

/// "Pause the training (F6)"
QString withShortcut(const QString& text, const QAction* action) {
    if (action->shortcut().isEmpty())
        return text;
    return Actions::tr("%1 (%2)").arg(text, action->shortcut().toString(QKeySequence::NativeText));
}

void describe(QAction* action, const QString& text, const QString& tip) {
    action->setText(text);
    action->setToolTip(withShortcut(tip, action));
    action->setStatusTip(tip);
}

} // namespace

Actions::Actions(Studio& studio, QObject* parent) : QObject(parent), studio_(studio) {
    makeFileActions();
    makeTrainingActions();
    makeViewActions();
    connect(&studio_, &Studio::startPossibleChanged, this, &Actions::follow);
    connect(&studio_.training(), &TrainingSession::stateChanged, this, &Actions::follow);
}

Actions::~Actions() = default;

QAction* Actions::add(const char* objectName, const QString& iconName, const QList<QKeySequence>& shortcuts) {
    auto* action = new QAction(this);
    action->setObjectName(QLatin1String(objectName));
    if (!iconName.isEmpty())
        action->setIcon(icon(iconName));
    action->setShortcuts(shortcuts);
    return action;
}

void Actions::makeFileActions() {
    newRun_ = add("actionNewRun", QStringLiteral("new-run"), {keys(Qt::CTRL | Qt::Key_N)});
    openRun_ = add("actionOpenRun", QStringLiteral("folder-open"), {keys(Qt::CTRL | Qt::Key_O)});
    openModel_ = add("actionOpenModel", QStringLiteral("model"), {keys(Qt::CTRL | Qt::SHIFT | Qt::Key_O)});
    savePreview_ = add("actionSavePreview", QStringLiteral("save"), {keys(Qt::CTRL | Qt::Key_S)});
    export_ = add("actionExport", QStringLiteral("export"), {keys(Qt::CTRL | Qt::Key_E)});
    exportModel_ =
        add("actionExportModel", QStringLiteral("model"), {keys(Qt::CTRL | Qt::SHIFT | Qt::Key_E)});
    undo_ = add("actionUndo", QStringLiteral("undo"), {keys(Qt::CTRL | Qt::Key_Z)});
    redo_ = add("actionRedo", QStringLiteral("redo"),
                {keys(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), keys(Qt::CTRL | Qt::Key_Y)});
    preferences_ = add("actionPreferences", QStringLiteral("preferences"), {keys(Qt::CTRL | Qt::Key_Comma)});
    quit_ = add("actionQuit", QStringLiteral("quit"), {keys(Qt::CTRL | Qt::Key_Q)});
    preferences_->setMenuRole(QAction::PreferencesRole);
    quit_->setMenuRole(QAction::QuitRole);
    connect(newRun_, &QAction::triggered, this, &Actions::newRunAsked);
    connect(openRun_, &QAction::triggered, this, &Actions::openRunAsked);
    connect(openModel_, &QAction::triggered, this, &Actions::openModelAsked);
    connect(savePreview_, &QAction::triggered, this, &Actions::savePreviewAsked);
    connect(export_, &QAction::triggered, this, &Actions::exportAsked);
    connect(exportModel_, &QAction::triggered, this, &Actions::exportModelAsked);
    connect(undo_, &QAction::triggered, this, &Actions::undoAsked);
    connect(redo_, &QAction::triggered, this, &Actions::redoAsked);
    connect(preferences_, &QAction::triggered, this, &Actions::preferencesAsked);
    connect(quit_, &QAction::triggered, this, &Actions::quitAsked);
}

void Actions::makeTrainingActions() {
    start_ = add("actionStart", QStringLiteral("play"), {keys(Qt::CTRL | Qt::Key_R), keys(Qt::Key_F5)});
    pause_ = add("actionPause", QStringLiteral("pause"), {keys(Qt::Key_F6)});
    stop_ = add("actionStop", QStringLiteral("stop"), {keys(Qt::SHIFT | Qt::Key_F5)});
    preview_ = add("actionPreviewNow", QStringLiteral("preview"), {keys(Qt::Key_F7)});
    checkpoint_ = add("actionCheckpointNow", QStringLiteral("checkpoint"), {keys(Qt::Key_F8)});
    TrainingSession& training = studio_.training();
    connect(start_, &QAction::triggered, this, [this] {
        // A shortcut leaves the focus where it is: a number that is being typed counts.
        if (auto* number = qobject_cast<QAbstractSpinBox*>(QApplication::focusWidget()))
            number->interpretText();
        studio_.showPage(Page::Train);
        studio_.startTraining();
    });
    connect(pause_, &QAction::triggered, this, [&training] {
        if (training.state() == State::Paused)
            training.resumeTraining();
        else
            training.pause();
    });
    connect(stop_, &QAction::triggered, &training, &TrainingSession::stop);
    connect(preview_, &QAction::triggered, &training, &TrainingSession::requestPreview);
    connect(checkpoint_, &QAction::triggered, &training, &TrainingSession::requestCheckpoint);
}

void Actions::makeViewActions() {
    auto* group = new QActionGroup(this);
    for (const PageRow& row : pageTable()) {
        const int i = static_cast<int>(row.page);
        QAction* action =
            add("", QLatin1String(row.icon), {QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + i))});
        action->setObjectName(QStringLiteral("actionPage%1").arg(i + 1));
        action->setCheckable(true);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, page = row.page] { Q_EMIT pageAsked(page); });
        pages_[static_cast<std::size_t>(i)] = action;
    }
    fullScreen_ = add("actionFullScreen", QStringLiteral("full-screen"), {keys(Qt::Key_F11)});
    fullScreen_->setCheckable(true);
    helpContents_ = add("actionHelp", QStringLiteral("help"), {keys(Qt::Key_F1)});
    firstSteps_ = add("actionFirstSteps", QStringLiteral("next"), {});
    about_ = add("actionAbout", QStringLiteral("about"), {});
    about_->setMenuRole(QAction::AboutRole);
    connect(fullScreen_, &QAction::triggered, this, &Actions::fullScreenAsked);
    connect(helpContents_, &QAction::triggered, this, &Actions::helpAsked);
    connect(firstSteps_, &QAction::triggered, this, &Actions::firstStepsAsked);
    connect(about_, &QAction::triggered, this, &Actions::aboutAsked);
}

void Actions::fillMenuBar(QMenuBar* bar) {
    file_ = bar->addMenu(QString());
    file_->addActions({newRun_, openRun_, openModel_});
    recent_ = file_->addMenu(icon(QStringLiteral("recent")), QString());
    recent_->setToolTipsVisible(true);
    connect(file_, &QMenu::aboutToShow, this, &Actions::fillRecentRuns);
    file_->addSeparator();
    file_->addActions({savePreview_, export_, exportModel_});
    file_->addSeparator();
    file_->addAction(quit_);
    edit_ = bar->addMenu(QString());
    edit_->addActions({undo_, redo_});
    edit_->addSeparator();
    edit_->addAction(preferences_);
    training_ = bar->addMenu(QString());
    training_->addActions({start_, pause_, stop_});
    training_->addSeparator();
    training_->addActions({preview_, checkpoint_});
    view_ = bar->addMenu(QString());
    view_->addActions(QList<QAction*>(pages_.begin(), pages_.end()));
    view_->addSeparator();
    view_->addAction(fullScreen_);
    help_ = bar->addMenu(QString());
    help_->addActions({helpContents_, firstSteps_});
    help_->addSeparator();
    help_->addAction(about_);
    bar->setObjectName(QStringLiteral("menuBar"));
    fillRecentRuns();
    retranslate();
}

void Actions::fillToolBar(QToolBar* bar) {
    toolBar_ = bar;
    bar->setObjectName(QStringLiteral("toolBar"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setIconSize({2 * kUnit + 4, 2 * kUnit + 4});
    bar->addActions({newRun_, openRun_});
    bar->addSeparator();
    bar->addActions({start_, pause_, stop_});
    bar->addSeparator();
    bar->addActions({preview_, checkpoint_});
    bar->addSeparator();
    bar->addActions({savePreview_, export_});
    auto* space = new QWidget(bar);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    bar->addActions({preferences_, helpContents_});
    const QList<QAction*> actions = bar->actions();
    for (QAction* action : actions)
        if (auto* button = qobject_cast<QToolButton*>(bar->widgetForAction(action))) {
            button->setFocusPolicy(Qt::TabFocus);
            button->setObjectName(QStringLiteral("%1Button").arg(action->objectName()));
        }
    retranslateToolBar();
}

void Actions::setPage(Page page, bool acts) {
    pages_[static_cast<std::size_t>(page)]->setChecked(true);
    for (QAction* action : {export_, savePreview_, undo_, redo_})
        action->setEnabled(acts);
}

void Actions::setFullScreen(bool full) {
    fullScreen_->setChecked(full);
}

void Actions::follow() {
    const TrainingSession& training = studio_.training();
    const State state = training.state();
    const bool atWork = training.isAtWork();
    start_->setEnabled(!training.isActive() && studio_.startObstacle().isEmpty());
    pause_->setEnabled(atWork);
    pause_->setIcon(icon(state == State::Paused ? QStringLiteral("play") : QStringLiteral("pause")));
    stop_->setEnabled(atWork || state == State::Preparing);
    preview_->setEnabled(atWork);
    checkpoint_->setEnabled(atWork);
    retranslateTraining();
}

void Actions::fillRecentRuns() {
    recent_->clear();
    const std::vector<std::filesystem::path> runs = studio_.settings().recentRuns();
    recent_->setEnabled(!runs.empty());
    for (const std::filesystem::path& run : runs) {
        QString name = toQString(run.filename());
        QAction* action = recent_->addAction(name.replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setToolTip(toQString(run));
        connect(action, &QAction::triggered, this, [this, run] { studio_.openRun(run); });
    }
    recent_->addSeparator();
    QAction* clear = recent_->addAction(tr("Clear this List"));
    clear->setToolTip(tr("The runs themselves stay where they are"));
    connect(clear, &QAction::triggered, this, [this] { studio_.settings().clearRecentRuns(); });
}

void Actions::retranslate() {
    file_->setTitle(tr("&File"));
    recent_->setTitle(tr("&Recent Runs"));
    edit_->setTitle(tr("&Edit"));
    training_->setTitle(tr("&Training"));
    view_->setTitle(tr("&View"));
    help_->setTitle(tr("&Help"));
    describe(newRun_, tr("&New Run"), tr("Prepare a new run with the settings of the preset"));
    describe(openRun_, tr("&Open Run…"), tr("Look at a run from the disk, or go on with it"));
    describe(openModel_, tr("Open &Model…"), tr("Open a model file: of Wasserfarbe, PyTorch or safetensors"));
    describe(savePreview_, tr("&Save Preview…"), tr("Save the picture that is shown"));
    describe(export_, tr("&Export…"), tr("Save images, a sheet or a film"));
    describe(exportModel_, tr("Export Mo&del…"), tr("Write the networks for PyTorch and other programs"));
    describe(undo_, tr("&Undo"), tr("Back to where you were"));
    describe(redo_, tr("&Redo"), tr("Forward again"));
    describe(preferences_, tr("&Preferences…"), tr("Theme, language and folders"));
    describe(quit_, tr("&Quit"), tr("Close Wasserfarbe; a training is saved first"));
    describe(fullScreen_, tr("&Full Screen"), tr("Use the whole screen"));
    describe(helpContents_, tr("&Help"), tr("What the losses mean, and answers to common questions"));
    describe(firstSteps_, tr("First &Steps"), tr("Show the way from pictures to generated faces"));
    describe(about_, tr("&About Wasserfarbe"), tr("Version and licence"));
    for (const PageRow& row : pageTable())
        describe(pages_[static_cast<std::size_t>(row.page)], row.name(),
                 tr("Show the page %1").arg(row.name()));
    fillRecentRuns();
    follow();
}

void Actions::retranslateTraining() {
    const bool active = studio_.training().isActive();
    const QString obstacle = active ? tr("A training is running already") : studio_.startObstacle();
    describe(start_, tr("&Start"), obstacle.isEmpty() ? tr("Train a new run") : obstacle);
    if (studio_.training().state() == State::Paused)
        describe(pause_, tr("&Resume"), tr("Go on with the training"));
    else
        describe(pause_, tr("&Pause"), tr("Pause the training; it goes on where it stopped"));
    describe(stop_, tr("S&top"), tr("Save a checkpoint and stop; the run can be resumed"));
    describe(preview_, tr("Preview &Now"), tr("Render the preview with the weights as they are now"));
    describe(checkpoint_, tr("&Checkpoint Now"), tr("Save a checkpoint with the weights as they are now"));
    retranslateToolBar();
}

void Actions::retranslateToolBar() {
    if (!toolBar_)
        return;
    toolBar_->setWindowTitle(tr("Toolbar"));
    toolBar_->setAccessibleName(tr("Toolbar"));
    const QList<QAction*> actions = toolBar_->actions();
    for (QAction* action : actions)
        if (QWidget* button = toolBar_->widgetForAction(action))
            button->setAccessibleName(action->text().remove(QLatin1Char('&')).remove(QStringLiteral("…")));
}

} // namespace wasserfarbe
