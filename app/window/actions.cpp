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

/// With a separator between the groups.
template <class Bar>
void addGroups(Bar* bar, std::initializer_list<QList<QAction*>> groups) {
    for (const QList<QAction*>& group : groups) {
        if (!bar->actions().isEmpty())
            bar->addSeparator();
        bar->addActions(group);
    }
}

} // namespace

Actions::Actions(Studio& studio, QObject* parent)
    : QObject(parent),
      newRun(add("actionNewRun", "new-run", {Qt::CTRL | Qt::Key_N})),
      openRun(add("actionOpenRun", "folder-open", {Qt::CTRL | Qt::Key_O})),
      openModel(add("actionOpenModel", "model", {Qt::CTRL | Qt::SHIFT | Qt::Key_O})),
      savePreview(add("actionSavePreview", "save", {Qt::CTRL | Qt::Key_S})),
      exportShown(add("actionExport", "export", {Qt::CTRL | Qt::Key_E})),
      exportModel(add("actionExportModel", "model", {Qt::CTRL | Qt::SHIFT | Qt::Key_E})),
      undo(add("actionUndo", "undo", {Qt::CTRL | Qt::Key_Z})),
      redo(add("actionRedo", "redo", {Qt::CTRL | Qt::SHIFT | Qt::Key_Z, Qt::CTRL | Qt::Key_Y})),
      preferences(add("actionPreferences", "preferences", {Qt::CTRL | Qt::Key_Comma})),
      quit(add("actionQuit", "quit", {Qt::CTRL | Qt::Key_Q})),
      fullScreen(add("actionFullScreen", "full-screen", {Qt::Key_F11})),
      help(add("actionHelp", "help", {Qt::Key_F1})),
      firstSteps(add("actionFirstSteps", "next", {})),
      about(add("actionAbout", "about", {})),
      studio_(studio),
      start_(add("actionStart", "play", {Qt::CTRL | Qt::Key_R, Qt::Key_F5})),
      pause_(add("actionPause", "pause", {Qt::Key_F6})),
      stop_(add("actionStop", "stop", {Qt::SHIFT | Qt::Key_F5})),
      preview_(add("actionPreviewNow", "preview", {Qt::Key_F7})),
      checkpoint_(add("actionCheckpointNow", "checkpoint", {Qt::Key_F8})) {
    preferences->setMenuRole(QAction::PreferencesRole);
    quit->setMenuRole(QAction::QuitRole);
    about->setMenuRole(QAction::AboutRole);
    fullScreen->setCheckable(true);
    connectTraining();
    makePageActions();
}

QAction* Actions::add(const char* objectName, const char* iconName,
                      std::initializer_list<QKeyCombination> keys) {
    auto* action = new QAction(icon(QLatin1String(iconName)), {}, this);
    action->setObjectName(QLatin1String(objectName));
    action->setShortcuts(QList<QKeySequence>(keys.begin(), keys.end()));
    return action;
}

void Actions::connectTraining() {
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
    connect(&studio_, &Studio::startPossibleChanged, this, &Actions::follow);
    connect(&training, &TrainingSession::stateChanged, this, &Actions::follow);
}

void Actions::makePageActions() {
    auto* group = new QActionGroup(this);
    for (const PageRow& row : pageTable()) {
        const int i = static_cast<int>(row.page);
        QAction* action = add("", row.icon, {Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + i)});
        action->setObjectName(QStringLiteral("actionPage%1").arg(i + 1));
        action->setCheckable(true);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, page = row.page] { studio_.showPage(page); });
        pages_[static_cast<std::size_t>(i)] = action;
    }
}

void Actions::fillMenuBar(QMenuBar* bar) {
    bar->setObjectName(QStringLiteral("menuBar"));
    for (QMenu*& menu : menus_)
        menu = bar->addMenu(QString());
    const auto& [file, edit, training, view, helping] = menus_;
    recent_ = new QMenu(file);
    recent_->setIcon(icon(QStringLiteral("recent")));
    recent_->setToolTipsVisible(true);
    connect(file, &QMenu::aboutToShow, this, &Actions::fillRecentRuns);
    addGroups(file, {{newRun, openRun, openModel, recent_->menuAction()},
                     {savePreview, exportShown, exportModel},
                     {quit}});
    addGroups(edit, {{undo, redo}, {preferences}});
    addGroups(training, {{start_, pause_, stop_}, {preview_, checkpoint_}});
    addGroups(view, {QList<QAction*>(pages_.begin(), pages_.end()), {fullScreen}});
    addGroups(helping, {{help, firstSteps}, {about}});
}

void Actions::fillToolBar(QToolBar* bar) {
    toolBar_ = bar;
    bar->setObjectName(QStringLiteral("toolBar"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setIconSize({2 * kUnit + 4, 2 * kUnit + 4});
    addGroups(
        bar,
        {{newRun, openRun}, {start_, pause_, stop_}, {preview_, checkpoint_}, {savePreview, exportShown}});
    auto* space = new QWidget(bar);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    bar->addActions({preferences, help});
    const QList<QAction*> actions = bar->actions();
    for (QAction* action : actions)
        if (auto* button = qobject_cast<QToolButton*>(bar->widgetForAction(action))) {
            button->setFocusPolicy(Qt::TabFocus);
            button->setObjectName(QStringLiteral("%1Button").arg(action->objectName()));
        }
}

void Actions::setPage(Page page, bool acts) {
    pages_[static_cast<std::size_t>(page)]->setChecked(true);
    for (QAction* action : {exportShown, savePreview, undo, redo})
        action->setEnabled(acts);
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
    const std::array titles = {tr("&File"), tr("&Edit"), tr("&Training"), tr("&View"), tr("&Help")};
    for (std::size_t i = 0; i < titles.size(); ++i)
        menus_[i]->setTitle(titles[i]);
    recent_->setTitle(tr("&Recent Runs"));
    describe(newRun, tr("&New Run"), tr("Prepare a new run with the settings of the preset"));
    describe(openRun, tr("&Open Run…"), tr("Look at a run from the disk, or go on with it"));
    describe(openModel, tr("Open &Model…"), tr("Open a model file: of Wasserfarbe, PyTorch or safetensors"));
    describe(savePreview, tr("&Save Preview…"), tr("Save the picture that is shown"));
    describe(exportShown, tr("&Export…"), tr("Save images, a sheet or a film"));
    describe(exportModel, tr("Export Mo&del…"), tr("Write the networks for PyTorch and other programs"));
    describe(undo, tr("&Undo"), tr("Back to where you were"));
    describe(redo, tr("&Redo"), tr("Forward again"));
    describe(preferences, tr("&Preferences…"), tr("Theme, language and folders"));
    describe(quit, tr("&Quit"), tr("Close Wasserfarbe; a training is saved first"));
    describe(fullScreen, tr("&Full Screen"), tr("Use the whole screen"));
    describe(help, tr("&Help"), tr("What the losses mean, and answers to common questions"));
    describe(firstSteps, tr("First &Steps"), tr("Show the way from pictures to generated faces"));
    describe(about, tr("&About Wasserfarbe"), tr("Version and licence"));
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
