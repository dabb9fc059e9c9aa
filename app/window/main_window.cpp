#include "app/window/main_window.h"

#include <algorithm>

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMenuBar>
#include <QMimeData>
#include <QScreen>
#include <QSessionManager>
#include <QStackedWidget>
#include <QToolBar>

#include "app/export/export_dialog.h"
#include "app/export/export_model_dialog.h"
#include "app/models/open_model_dialog.h"
#include "app/pages/page_actions.h"
#include "app/studio/error_text.h"
#include "app/studio/model_text.h"
#include "app/studio/path_text.h"
#include "app/window/about_dialog.h"
#include "app/window/actions.h"
#include "app/window/close_guard.h"
#include "app/window/drop_hint.h"
#include "app/window/help_window.h"
#include "app/window/languages.h"
#include "app/window/page_table.h"
#include "app/window/path_strip.h"
#include "app/window/preferences_dialog.h"
#include "app/window/signal_watch.h"
#include "app/window/status_strip.h"
#include "model/types/field_table.h"
#include "widgets/look/icon.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/message_bar.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

Languages* speak(Settings& settings, QObject* parent) {
    auto* languages = new Languages(parent);
    languages->apply(settings.language());
    applyColorScheme(settings.colorScheme());
    return languages;
}

} // namespace

MainWindow::MainWindow(Studio& studio, QWidget* parent)
    : QMainWindow(parent),
      studio_(studio),
      languages_(speak(studio.settings(), this)),
      actions_(new Actions(studio, this)),
      guard_(new CloseGuard(studio.training(), *this)),
      central_(new QWidget(this)),
      rail_(new Rail(central_)),
      path_(new PathStrip(studio, central_)),
      bar_(new MessageBar(central_)),
      stack_(new QStackedWidget(central_)),
      status_(new StatusStrip(studio, this)),
      dropHint_(new DropHint(this)) {
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(icon(QStringLiteral("wasserfarbe")));
    setAcceptDrops(true);
    for (const PageRow& row : pageTable()) {
        auto* frame = new QWidget(stack_);
        QWidget* page = row.make(studio_);
        auto* bar = new MessageBar(frame);
        column(frame, {bar, {page, 1}}, 0);
        stack_->addWidget(frame);
        pages_[static_cast<std::size_t>(row.page)] = {bar, page};
    }
    layOut();
    connectStudio();
    connectActions();
    connectGuard();
    restore();
    followLanguage(this, [this] {
        actions_->retranslate();
        retitle();
    });
}

Page MainWindow::page() const {
    return rail_->page();
}

void MainWindow::layOut() {
    actions_->fillMenuBar(menuBar());
    actions_->fillToolBar(addToolBar(QString()));
    setStatusBar(status_);
    row(central_, {rail_, {column({path_, bar_, {stack_, 1}}, 0), 1}}, 0);
    setCentralWidget(central_);
}

void MainWindow::connectStudio() {
    connect(rail_, &Rail::chosen, this, &MainWindow::showPage);
    connect(&studio_, &Studio::pageRequested, rail_, &Rail::setPage);
    connect(&studio_, &Studio::trouble, this, &MainWindow::showTrouble);
    connect(&studio_, &Studio::noticeGiven, status_, &StatusStrip::giveNotice);
    connect(&studio_, &Studio::exportRequested, this, [this](const ExportSource& source) {
        (new ExportDialog(studio_, source, this))->open(); // deletes itself
    });
    connect(&studio_, &Studio::foreignModelFound, this, [this](const StudioModel& model) {
        (new OpenModelDialog(studio_, model, this))->open(); // deletes itself
    });
    connect(&studio_, &Studio::modelExportRequested, this,
            [this](const std::filesystem::path& path, Weights weights) {
                (new ExportModelDialog(studio_, path, weights, this))->open(); // deletes itself
            });
    connect(&studio_.currentRun(), &CurrentRun::changed, this, &MainWindow::retitle);
    Settings& settings = studio_.settings();
    connect(&settings, &Settings::colorSchemeChanged, this,
            [this] { applyColorScheme(studio_.settings().colorScheme()); });
    connect(&settings, &Settings::languageChanged, this,
            [this] { languages_->apply(studio_.settings().language()); });
}

void MainWindow::connectActions() {
    connect(actions_->newRun, &QAction::triggered, this, &MainWindow::newRun);
    connect(actions_->openRun, &QAction::triggered, this, &MainWindow::askForRun);
    connect(actions_->openModel, &QAction::triggered, this, &MainWindow::askForModel);
    connect(actions_->exportModel, &QAction::triggered, this, &MainWindow::exportModel);
    connect(actions_->preferences, &QAction::triggered, this, &MainWindow::showPreferences);
    connect(actions_->help, &QAction::triggered, this, &MainWindow::showHelp);
    connect(actions_->firstSteps, &QAction::triggered, path_, &PathStrip::showAgain);
    connect(actions_->quit, &QAction::triggered, this, &QWidget::close);
    connect(actions_->about, &QAction::triggered, this, [this] {
        auto* dialog = new AboutDialog(this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    connect(actions_->fullScreen, &QAction::triggered, this, [this](bool full) {
        setWindowState(full ? windowState() | Qt::WindowFullScreen : windowState() & ~Qt::WindowFullScreen);
    });
    connectPageActions();
}

void MainWindow::connectPageActions() {
    const auto tie = [this](const QAction* action, bool (PageActions::*can)() const,
                            void (PageActions::*act)(), auto excuse) {
        connect(action, &QAction::triggered, this, [this, can, act, excuse] {
            PageActions* actions = pageActions();
            if (actions && (actions->*can)())
                (actions->*act)();
            else
                status_->giveNotice(excuse());
        });
    };
    tie(actions_->savePreview, &PageActions::canSavePreview, &PageActions::savePreview,
        [] { return tr("There is no picture to save here yet."); });
    tie(actions_->exportShown, &PageActions::canExport, &PageActions::exportShown,
        [] { return tr("There is nothing to export here yet."); });
    tie(actions_->undo, &PageActions::canUndo, &PageActions::undo,
        [] { return tr("There is nothing to undo."); });
    tie(actions_->redo, &PageActions::canRedo, &PageActions::redo,
        [] { return tr("There is nothing to redo."); });
}

void MainWindow::connectGuard() {
    connect(guard_, &CloseGuard::savingBegan, this, [this] {
        bar_->showMessage(MessageBar::Kind::Information,
                          tr("Saving… A checkpoint is being written; the window closes when it is done."));
    });
    connect(guard_, &CloseGuard::savingFailed, this, [this] {
        bar_->clear();
        rail_->setPage(Page::Train);
    });
    connect(guard_, &CloseGuard::closeNow, this, &QWidget::close);
    connect(qApp, &QGuiApplication::commitDataRequest, this, [this](QSessionManager&) {
        remember();
        if (studio_.training().isActive())
            guard_->saveAndClose();
    });
    connect(new SignalWatch(this), &SignalWatch::terminated, guard_, &CloseGuard::saveAndClose);
}

void MainWindow::restore() {
    if (!restoreGeometry(studio_.settings().windowGeometry())) {
        const QSize room = screen()->availableSize();
        resize(std::min(room.width(), 160 * kUnit), std::min(room.height(), 100 * kUnit));
    }
    const int kept = std::clamp(studio_.settings().page(), 0, kPages - 1);
    rail_->setPage(static_cast<Page>(kept));
    showPage(static_cast<Page>(kept));
}

void MainWindow::remember() {
    studio_.settings().setWindowGeometry(saveGeometry());
    studio_.settings().setPage(static_cast<int>(page()));
}

void MainWindow::showPage(Page page) {
    stack_->setCurrentIndex(static_cast<int>(page));
    actions_->setPage(page, pageActions() != nullptr);
    path_->pageShown(page);
}

void MainWindow::showTrouble(Page page, const Error& error) {
    showError(*pages_[static_cast<std::size_t>(page)].bar, error);
    if (page != this->page())
        status_->giveNotice(
            tr("%1: %2").arg(pageTable()[static_cast<std::size_t>(page)].name(), errorText(error).message));
}

void MainWindow::askForRun() {
    QFileDialog* dialog = openDialog("openRunDialog", tr("Open a run: choose its folder"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, &studio_,
            [this](const QString& folder) { studio_.openRun(toPath(folder)); });
    dialog->open();
}

void MainWindow::askForModel() {
    QFileDialog* dialog = openDialog("openModelDialog", tr("Open a model file or checkpoint"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters(modelFileFilters());
    connect(dialog, &QFileDialog::fileSelected, &studio_,
            [this](const QString& file) { studio_.openModelFile(toPath(file)); });
    dialog->open();
}

QFileDialog* MainWindow::openDialog(const char* name, const QString& title) {
    auto* dialog = named<QFileDialog>(name, this, title, toQString(studio_.settings().runsFolder()));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    return dialog;
}

/// What the page looks at, else the run that is looked at.
void MainWindow::exportModel() {
    const auto* models = dynamic_cast<const ModelPage*>(shownPage());
    if (const std::optional<ModelSource> model = models ? models->shownModel() : std::nullopt)
        studio_.exportModel(model->path, model->weights);
    else if (!models && studio_.currentRun().newestCheckpoint())
        studio_.exportModel(studio_.currentRun().directory());
    else
        status_->giveNotice(tr("There is no model to export here yet."));
}

void MainWindow::showPreferences() {
    auto* dialog = new PreferencesDialog(studio_.settings(), studio_.decodedPictures(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showHelp() {
    if (!help_)
        help_ = new HelpWindow(this);
    showBeside(help_);
}

void MainWindow::newRun() {
    RunPlan plan;
    plan.data = studio_.plan().data;
    plan.preset = Studio::defaultPreset();
    plan.config = preset_config(plan.preset);
    plan.selection = studio_.plan().selection;
    plan.device = studio_.plan().device;
    studio_.planNewRun(plan);
}

void MainWindow::retitle() {
    const std::filesystem::path& run = studio_.currentRun().directory();
    setWindowTitle(run.empty() ? QStringLiteral("Wasserfarbe")
                               : tr("%1 – Wasserfarbe").arg(toQString(run.filename())));
}

QWidget* MainWindow::shownPage() const {
    return pages_[static_cast<std::size_t>(stack_->currentIndex())].page;
}

PageActions* MainWindow::pageActions() const {
    return dynamic_cast<PageActions*>(shownPage());
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!guard_->mayClose()) {
        event->ignore();
        return;
    }
    remember();
    event->accept();
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::WindowStateChange)
        actions_->fullScreen->setChecked(isFullScreen());
    QMainWindow::changeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    // An image dragged out of the studio itself is meant for another program, or for a place within a page.
    if (event->source() || DropHint::droppedPath(event->mimeData()).isEmpty())
        return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    dropHint_->cover();
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*) {
    dropHint_->hide();
}

void MainWindow::dropEvent(QDropEvent* event) {
    dropHint_->hide();
    const QString path = DropHint::droppedPath(event->mimeData());
    if (path.isEmpty())
        return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    studio_.openAnything(toPath(path));
}

} // namespace wasserfarbe
