#include "app/pages/runs/runs_page.h"

#include <algorithm>

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>

#include "app/pages/runs/run_actions.h"
#include "app/pages/runs/run_checkpoints.h"
#include "app/pages/runs/run_comparison.h"
#include "app/pages/runs/run_details.h"
#include "app/pages/runs/run_table.h"
#include "app/pages/tools/reveal.h"
#include "app/studio/error_text.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/flat_button.h"
#include "widgets/look/icon.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/message_bar.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

constexpr int kRefreshDelay = 400; ///< milliseconds: a training writes several files at once
constexpr int kMostWatched = 200;  ///< folders; the system's number of watches is bounded
constexpr int kMostCompared = 12;
constexpr int kTableWidth = 88 * kUnit;
constexpr int kSideWidth = 40 * kUnit;

} // namespace

RunsPage::RunsPage(Studio& studio, QWidget* parent)
    : QWidget(parent),
      studio_(studio),
      model_(new RunModel(this)),
      reader_(new RunReader(this)),
      changes_(new RunChanges(this)),
      actions_(new RunActions(this)),
      bar_(named<MessageBar>("runsMessage", this)),
      stack_(new QStackedWidget(this)),
      empty_(new EmptyState(stack_)),
      content_(new QWidget(stack_)),
      open_(named<QPushButton>("openRunButton", content_)),
      filter_(named<QLineEdit>("filterRuns", content_)),
      splitter_(new QSplitter(Qt::Horizontal, content_)),
      view_(named<RunTable>("runsView", *model_, splitter_)),
      side_(new QStackedWidget(splitter_)),
      hint_(new QLabel(side_)),
      details_(new RunDetails(side_)),
      checkpoints_(new RunCheckpoints(studio, *reader_, *changes_, *details_)),
      comparison_(new RunComparison(side_)) {
    layOut();
    followLanguage(this, [this] { retranslate(); });
    connectActions();
    connectReader();
    connectTraining();
    connectChanges();
    followTraining();
    showSelection();
}

void RunsPage::layOut() {
    hint_->setAlignment(Qt::AlignCenter);
    hint_->setWordWrap(true);
    makeQuiet(hint_);
    for (QWidget* page : std::initializer_list<QWidget*>{hint_, details_, comparison_})
        side_->addWidget(page);
    side_->setMinimumWidth(40 * kUnit);
    splitter_->addWidget(view_);
    splitter_->addWidget(side_);
    splitter_->setChildrenCollapsible(false);
    splitter_->setHandleWidth(2 * kUnit);
    splitter_->setStretchFactor(0, 1);
    splitter_->setStretchFactor(1, 2);
    splitter_->setSizes({kTableWidth, kSideWidth});

    makePrimary(open_);
    filter_->setClearButtonEnabled(true);
    filter_->setMaximumWidth(32 * kUnit);
    filter_->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    QHBoxLayout* head = row({{filter_, 1}, freeRoom(1)});
    for (QAction* action : actions_->forRuns() + QList<QAction*>{actions_->refresh}) {
        if (action == actions_->open)
            continue; // the large button's
        const bool withText =
            action == actions_->explore || action == actions_->duplicate || action == actions_->branch;
        head->addWidget(
            flatButton(content_, action, withText ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly));
    }
    head->addWidget(open_);

    column(content_, {head, {splitter_, 1}});
    stack_->addWidget(empty_);
    stack_->addWidget(content_);
    stack_->setCurrentWidget(content_);
    column(this, {bar_, {stack_, 1}})->setContentsMargins(2 * kUnit, 2 * kUnit, 2 * kUnit, 2 * kUnit);
    bar_->clear();
    setFocusProxy(view_);
    refreshTimer_.setSingleShot(true);
    refreshTimer_.setInterval(kRefreshDelay);
}

void RunsPage::connectActions() {
    connect(open_, &QPushButton::clicked, actions_->open, &QAction::trigger);
    connect(actions_->open, &QAction::changed, this,
            [this] { open_->setEnabled(actions_->open->isEnabled()); });
    connect(actions_->open, &QAction::triggered, this, [this] {
        if (const RunSummary* run = onlySelected())
            studio_.openRun(run->path);
    });
    connect(actions_->explore, &QAction::triggered, this, [this] {
        if (const RunSummary* run = onlySelected())
            studio_.openModel(run->path);
    });
    connect(actions_->duplicate, &QAction::triggered, this, [this] {
        if (const RunSummary* run = onlySelected(); run != nullptr && run->record)
            studio_.duplicateRun(*run->record);
    });
    connect(actions_->branch, &QAction::triggered, checkpoints_, &RunCheckpoints::branch);
    connect(checkpoints_, &RunCheckpoints::canBranchChanged, this, &RunsPage::refreshActions);
    connect(actions_->reveal, &QAction::triggered, this, [this] {
        if (const RunSummary* run = onlySelected())
            revealInFileManager(run->path);
    });
    connect(actions_->rename, &QAction::triggered, this, &RunsPage::renameRun);
    connect(actions_->trash, &QAction::triggered, this, &RunsPage::moveToTrash);
    connect(actions_->refresh, &QAction::triggered, this, &RunsPage::refresh);
    connect(view_, &RunTable::rowActivated, this, &RunsPage::openRun);
    connect(view_, &RunTable::customContextMenuRequested, this, [this](QPoint position) {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addActions(actions_->forRuns());
        menu->popup(view_->viewport()->mapToGlobal(position));
    });
    connect(view_, &RunTable::selectionMoved, this, &RunsPage::showSelection);
    connect(filter_, &QLineEdit::textChanged, view_, &RunTable::setFilter);
    connect(empty_, &EmptyState::actionTriggered, this,
            [this] { studio_.showPage(studio_.plan().data.empty() ? Page::Data : Page::Train); });
}

void RunsPage::connectReader() {
    connect(reader_, &RunReader::listed, this, &RunsPage::showRuns);
    connect(reader_, &RunReader::listFailed, this, &RunsPage::fail);
    connect(reader_, &RunReader::previewLoaded, this,
            [this](const std::filesystem::path&, const QImage& preview) { details_->setPreview(preview); });
    connect(reader_, &RunReader::lossesLoaded, comparison_, &RunComparison::setLosses);
    connect(&refreshTimer_, &QTimer::timeout, this, &RunsPage::refresh);
    connect(&watcher_, &QFileSystemWatcher::directoryChanged, this, &RunsPage::refreshSoon);
    connect(&studio_.settings(), &Settings::runsFolderChanged, this, &RunsPage::refresh);
}

void RunsPage::connectTraining() {
    TrainingSession& training = studio_.training();
    connect(&training, &TrainingSession::stateChanged, this, &RunsPage::followTraining);
    connect(&training, &TrainingSession::epochFinished, this, &RunsPage::followTraining);
    connect(&training, &TrainingSession::prepared, this, &RunsPage::followTraining);
    connect(&training, &TrainingSession::ended, this, &RunsPage::followTraining);
    connect(&training, &TrainingSession::prepared, this, &RunsPage::refreshSoon);
    connect(&training, &TrainingSession::ended, this, &RunsPage::refreshSoon);
    connect(&training, &TrainingSession::previewArrived, this, &RunsPage::refreshSoon);
    connect(&training, &TrainingSession::checkpointSaved, this, &RunsPage::refreshSoon);
}

void RunsPage::connectChanges() {
    connect(model_, &RunModel::renameWanted, changes_, &RunChanges::rename);
    connect(changes_, &RunChanges::renamed, this,
            [this](const std::filesystem::path& from, const std::filesystem::path& to) {
                bar_->clear();
                wanted_ = to;
                if (studio_.currentRun().directory() == from)
                    studio_.currentRun().open(to);
                const std::vector<std::filesystem::path> recent = studio_.settings().recentRuns();
                if (std::find(recent.begin(), recent.end(), from) != recent.end())
                    studio_.settings().addRecentRun(to);
                refresh();
            });
    connect(changes_, &RunChanges::trashed, this, [this](const std::filesystem::path& run) {
        if (studio_.currentRun().directory() == run)
            studio_.currentRun().close();
        studio_.notify(tr("“%1” was moved to the trash").arg(toQString(run.filename())));
        refresh();
    });
    connect(changes_, &RunChanges::checkpointPinned, this, &RunsPage::refreshSoon);
    connect(changes_, &RunChanges::checkpointRemoved, this, [this](const std::filesystem::path& run) {
        bar_->clear();
        if (studio_.currentRun().directory() == run)
            studio_.currentRun().open(run); // its newest checkpoint may have changed
        refresh();
    });
    connect(changes_, &RunChanges::trashFailed, this, [this](const std::filesystem::path& run) {
        bar_->showMessage(
            MessageBar::Kind::Failure,
            tr("“%1” could not be moved to the trash, and is still there. There may be no trash for its "
               "disk: delete the folder in the file manager instead.")
                .arg(toQString(run.filename())),
            toQString(run));
    });
    connect(changes_, &RunChanges::failed, this, [this](const Error& error) {
        fail(error);
        refresh();
    });
}

void RunsPage::refresh() {
    refreshTimer_.stop();
    reader_->list(studio_.settings().runsFolder());
}

void RunsPage::refreshSoon() {
    if (isVisible() && !refreshTimer_.isActive()) // a hidden page reads anew when it is shown
        refreshTimer_.start();
}

void RunsPage::showRuns(std::vector<RunItem> runs) {
    model_->setRuns(std::move(runs));
    stack_->setCurrentWidget(model_->rowCount() > 0 ? content_ : static_cast<QWidget*>(empty_));
    watch();
    if (model_->rowOf(wanted_) >= 0) {
        view_->selectRow(model_->rowOf(wanted_));
        wanted_.clear();
    } else if (!listedOnce_ && model_->rowCount() > 0) {
        view_->selectFirst(); // the newest
    }
    listedOnce_ = listedOnce_ || model_->rowCount() > 0;
    showSelection();
}

void RunsPage::watch() {
    QStringList folders(toQString(studio_.settings().runsFolder()));
    for (int row = 0; row < std::min(model_->rowCount(), kMostWatched); ++row)
        folders.append(toQString(model_->at(row).summary.path));
    QStringList gone;
    for (const QString& folder : watcher_.directories())
        if (!folders.removeOne(folder))
            gone.append(folder);
    if (!gone.isEmpty())
        watcher_.removePaths(gone);
    if (!folders.isEmpty())
        watcher_.addPaths(folders);
}

void RunsPage::followTraining() {
    const LiveRun live = liveRun(studio_.training(), studio_.currentRun());
    model_->setLive(live);
    if (const RunSummary* run = onlySelected(); run != nullptr && run->path == details_->path())
        details_->setRun(*run, live);
}

const RunSummary* RunsPage::onlySelected() const {
    const std::vector<int> rows = view_->selectedRows();
    return rows.size() == 1 ? &model_->at(rows.front()).summary : nullptr;
}

std::optional<ModelSource> RunsPage::shownModel() const {
    const RunSummary* run = onlySelected();
    if (run == nullptr || !checkpoints_->canBranch())
        return {};
    ModelSource model;
    model.path = run->path;
    return model;
}

void RunsPage::showSelection() {
    const std::vector<int> rows = view_->selectedRows();
    if (rows.size() == 1)
        checkpoints_->follow(model_->at(rows.front()).summary);
    else
        checkpoints_->forget();
    refreshActions();
    if (rows.empty()) {
        side_->setCurrentWidget(hint_);
        return;
    }
    if (rows.size() > 1)
        return showLosses();
    compared_.clear();
    const RunSummary& run = model_->at(rows.front()).summary;
    const bool another = run.path != details_->path();
    details_->setRun(run, model_->live());
    if (another || run.newest_preview != shownPreview_) {
        shownPreview_ = run.newest_preview;
        reader_->loadPreview(run.newest_preview);
    }
    side_->setCurrentWidget(details_);
}

void RunsPage::refreshActions() {
    const std::vector<int> rows = view_->selectedRows();
    const auto readable = std::count_if(
        rows.begin(), rows.end(), [this](int row) { return model_->at(row).summary.record.has_value(); });
    actions_->setSelection(static_cast<int>(rows.size()), static_cast<int>(readable),
                           checkpoints_->canBranch());
}

void RunsPage::showLosses() {
    std::vector<RunSummary> runs;
    std::vector<std::filesystem::path> paths;
    for (const int row : view_->selectedRows()) {
        const RunSummary& run = model_->at(row).summary;
        if (!run.record || runs.size() == kMostCompared)
            continue;
        runs.push_back(run);
        paths.push_back(run.path);
    }
    side_->setCurrentWidget(comparison_);
    if (paths == compared_ && !paths.empty())
        return;
    compared_ = paths;
    comparison_->setRuns(runs);
    reader_->loadLosses(paths);
}

void RunsPage::openRun(int row) {
    const RunSummary& run = model_->at(row).summary;
    if (run.record)
        studio_.openRun(run.path);
    else
        refuse(tr("“%1” can't be opened: its run.json can't be read (%2).")
                   .arg(runName(run), reasonText(run.error->reason())));
}

void RunsPage::renameRun() {
    const std::vector<int> rows = view_->selectedRows();
    if (rows.size() != 1)
        return;
    if (model_->isTraining(rows.front()))
        return refuse(tr("A run that is being trained can't be renamed. Stop it first."));
    view_->editName(rows.front());
}

void RunsPage::moveToTrash() {
    std::vector<std::filesystem::path> runs;
    for (const int row : view_->selectedRows()) {
        if (model_->isTraining(row))
            return refuse(tr("“%1” is being trained and can't be moved to the trash. Stop it first.")
                              .arg(runName(model_->at(row).summary)));
        runs.push_back(model_->at(row).summary.path);
    }
    if (runs.empty())
        return;
    auto* question = named<QMessageBox>("trashQuestion", this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setIcon(QMessageBox::Question);
    question->setWindowTitle(tr("Move to trash"));
    question->setText(runs.size() == 1
                          ? tr("Move the run “%1” to the trash?").arg(toQString(runs.front().filename()))
                          : tr("Move %n run(s) to the trash?", nullptr, static_cast<int>(runs.size())));
    question->setInformativeText(
        tr("Checkpoints, previews and losses go with it. The pictures it learnt from stay."));
    QPushButton* yes = question->addButton(tr("&Move to trash"), QMessageBox::AcceptRole);
    yes->setObjectName(QStringLiteral("moveToTrash"));
    question->setDefaultButton(question->addButton(QMessageBox::Cancel));
    connect(yes, &QPushButton::clicked, this, [this, runs] {
        bar_->clear();
        for (const std::filesystem::path& run : runs)
            changes_->moveToTrash(run);
    });
    question->open();
}

void RunsPage::fail(const Error& error) {
    showError(*bar_, error);
}

void RunsPage::refuse(const QString& text) {
    bar_->showMessage(MessageBar::Kind::Warning, text);
}

void RunsPage::retranslate() {
    actions_->retranslate();
    empty_->setContent(
        QStringLiteral("runs"), tr("No runs yet"),
        tr("Each training is kept here with its previews, losses and checkpoints, to open, compare and "
           "go on with."),
        tr("Train a first run"));
    describe(open_, tr("&Open"), actions_->open->toolTip(), tr("Open the selected run"));
    filter_->setPlaceholderText(tr("Find a run"));
    describeField(filter_, tr("Find a run"),
                  tr("Shows the runs with this in their name, state, pictures or preset"));
    view_->setAccessibleName(tr("Runs"));
    hint_->setText(tr("Select a run to see what it painted last, or several to compare them."));
    model_->retranslate();
}

void RunsPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

} // namespace wasserfarbe
