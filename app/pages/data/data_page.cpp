#include "app/pages/data/data_page.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include "app/pages/data/data_start.h"
#include "app/pages/data/demo_faces_job.h"
#include "app/pages/data/folder_reader.h"
#include "app/pages/data/look_controls.h"
#include "app/pages/data/picture_model.h"
#include "app/pages/data/picture_walls.h"
#include "app/pages/data/reading_progress.h"
#include "app/pages/data/skipped_list.h"
#include "app/pages/tools/reveal.h"
#include "app/studio/error_text.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "widgets/look/figures.h"
#include "widgets/look/icon.h"
#include "widgets/look/message_bar.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"
#include "widgets/pictures/thumbnail_wall.h"

namespace wasserfarbe {
namespace {

constexpr int kRecentFolders = 8;
const QString kRecentKey = QStringLiteral("data/recentFolders");
const QString kSizeKey = QStringLiteral("data/thumbnailSize");

QString folderName(const std::filesystem::path& folder) {
    const std::filesystem::path name = folder.filename();
    return toQString(name.empty() ? folder.parent_path().filename() : name);
}

/// The largest power of two that is not more.
int batchFor(std::int64_t pictures) {
    int batch = 1;
    while (2 * static_cast<std::int64_t>(batch) <= pictures)
        batch *= 2;
    return batch;
}

} // namespace

class DataPage::Private : public QObject {
    Q_DECLARE_TR_FUNCTIONS(wasserfarbe::DataPage)
public:
    Private(Studio& studio, DataPage* page);

    void retranslate();

private:
    void build();
    QHBoxLayout* buildHead();
    QHBoxLayout* buildControls();
    void connectStart();
    void connectReader();
    void connectPlan();

    void followPlan();
    void open(const std::filesystem::path& folder);
    void leave();
    void showStart();
    void chooseFolder();
    void useFolder(const QString& folder);
    void drawFaces();
    void fillRecent();
    QStringList recentFolders() const;
    void remember();
    void showScan(const SharedScan& scan, int folders);
    void endProgress();
    void showSummary();
    void warnWhereFew();
    void fail(const Error& error);
    void openFile(const QString& file);

    Studio& studio_;
    DataPage* page_;
    std::filesystem::path folder_; ///< shown, or being read
    SharedScan scan_;
    int folders_ = 0;
    SizeSummary sizes_;
    bool warned_ = false;

    PictureModel* model_;
    FolderReader* reader_;
    DemoFacesJob* faces_;

    MessageBar* bar_;
    QStackedWidget* stack_;
    DataStart* start_;
    QWidget* content_;
    QLabel* name_;
    QLabel* summary_;
    QToolButton* choose_;
    QMenu* recent_;
    QPushButton* demo_;
    QPushButton* next_;
    LookControls* look_;
    PictureWalls* walls_;
    ReadingProgress* progress_;
    SkippedList* skipped_;
};

DataPage::Private::Private(Studio& studio, DataPage* page)
    : QObject(page),
      studio_(studio),
      page_(page),
      model_(new PictureModel(loadPicture, page)),
      reader_(new FolderReader(page)),
      faces_(new DemoFacesJob(page)),
      bar_(new MessageBar(page)),
      stack_(new QStackedWidget(page)),
      start_(new DataStart(stack_)),
      content_(new QWidget(stack_)),
      name_(new QLabel(content_)),
      summary_(new QLabel(content_)),
      choose_(new QToolButton(content_)),
      recent_(new QMenu(choose_)),
      demo_(new QPushButton(content_)),
      next_(new QPushButton(content_)),
      look_(new LookControls(content_)),
      walls_(new PictureWalls(*model_, content_)),
      progress_(new ReadingProgress(content_)),
      skipped_(new SkippedList(content_)) {
    build();
    retranslate();
    connectStart();
    connectReader();
    connectPlan();
    showStart();
    followPlan();
}

void DataPage::Private::build() {
    auto* content = new QVBoxLayout(content_);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(kUnit);
    content->addLayout(buildHead());
    content->addSpacing(kUnit);
    content->addLayout(buildControls());
    content->addWidget(walls_, 1);
    content->addWidget(progress_);
    content->addWidget(skipped_);
    stack_->addWidget(start_);
    stack_->addWidget(content_);
    auto* layout = new QVBoxLayout(page_);
    layout->setContentsMargins(2 * kUnit, 2 * kUnit, 2 * kUnit, 2 * kUnit);
    layout->setSpacing(kUnit);
    layout->addWidget(bar_);
    layout->addWidget(stack_, 1);
    bar_->setObjectName(QStringLiteral("dataMessage"));
    bar_->clear();
}

QHBoxLayout* DataPage::Private::buildHead() {
    name_->setObjectName(QStringLiteral("folderName"));
    name_->setTextFormat(Qt::PlainText);
    makeHeading(name_);
    summary_->setObjectName(QStringLiteral("folderSummary"));
    makeQuiet(summary_);
    summary_->setWordWrap(true);
    choose_->setObjectName(QStringLiteral("chooseAnother"));
    choose_->setIcon(icon(QStringLiteral("folder-open")));
    choose_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    choose_->setPopupMode(QToolButton::MenuButtonPopup);
    choose_->setFocusPolicy(Qt::StrongFocus);
    choose_->setMenu(recent_);
    demo_->setObjectName(QStringLiteral("demoFacesAgain"));
    next_->setObjectName(QStringLiteral("continueToTrain"));
    makePrimary(next_);
    choose_->setFixedHeight(demo_->sizeHint().height());

    auto* titles = new QVBoxLayout;
    titles->setSpacing(kUnit / 2);
    titles->addWidget(name_);
    titles->addWidget(summary_);
    auto* head = new QHBoxLayout;
    head->setSpacing(kUnit);
    head->addLayout(titles, 1);
    head->addWidget(choose_, 0, Qt::AlignVCenter);
    head->addWidget(demo_, 0, Qt::AlignVCenter);
    head->addWidget(next_, 0, Qt::AlignVCenter);
    return head;
}

QHBoxLayout* DataPage::Private::buildControls() {
    auto* controls = new QHBoxLayout;
    controls->setSpacing(kUnit);
    controls->addWidget(look_);
    controls->addStretch(1);
    controls->addWidget(walls_->zoomControls());
    return controls;
}

void DataPage::Private::connectStart() {
    connect(start_, &DataStart::demoFacesWanted, this, &Private::drawFaces);
    connect(start_, &DataStart::folderWanted, this, &Private::chooseFolder);
    connect(start_, &DataStart::lastFolderWanted, this, [this] { useFolder(recentFolders().value(0)); });
    connect(start_, &DataStart::cancelWanted, this, [this] {
        faces_->cancel();
        reader_->cancel();
    });
    connect(faces_, &DemoFacesJob::progressed, start_, &DataStart::showDrawing);
    connect(faces_, &DemoFacesJob::finished, this, [this](const std::filesystem::path& faces) {
        start_->showReading();
        studio_.openData(faces);
        if (folder_ == faces && scan_ != nullptr) // they were shown all the time
            stack_->setCurrentWidget(content_);
    });
    connect(faces_, &DemoFacesJob::cancelled, this, &Private::showStart);
    connect(faces_, &DemoFacesJob::failed, this, [this](const Error& error) {
        showStart();
        fail(error);
    });
    connect(choose_, &QToolButton::clicked, this, &Private::chooseFolder);
    connect(recent_, &QMenu::aboutToShow, this, &Private::fillRecent);
    connect(demo_, &QPushButton::clicked, this, &Private::drawFaces);
    connect(next_, &QPushButton::clicked, this, [this] { studio_.showPage(Page::Train); });
}

void DataPage::Private::connectReader() {
    connect(reader_, &FolderReader::scanned, this, &Private::showScan);
    connect(reader_, &FolderReader::progressed, progress_, &ReadingProgress::setProgress);
    connect(reader_, &FolderReader::skippedFound, this, [this](const std::vector<SkippedFile>& skipped) {
        skipped_->skipped().add(skipped);
        warnWhereFew();
    });
    connect(reader_, &FolderReader::measured, this, [this](const SizeSummary& sizes) {
        sizes_ = sizes;
        endProgress();
    });
    connect(reader_, &FolderReader::checked, this, [this] {
        endProgress();
        studio_.notify(tr("Every picture was checked"));
    });
    connect(reader_, &FolderReader::cancelled, this, [this] {
        endProgress();
        if (scan_ == nullptr)
            leave();
    });
    connect(reader_, &FolderReader::failed, this, [this](const Error& error) {
        leave();
        fail(error);
    });
    connect(model_, &PictureModel::troubleFound, this,
            [this](const std::filesystem::path& file, const std::string& why) {
                skipped_->skipped().add({{file, why}});
                warnWhereFew();
            });
    connect(progress_, &ReadingProgress::cancelWanted, reader_, &FolderReader::cancel);
    connect(skipped_, &SkippedList::checkRequested, this, [this] {
        progress_->begin();
        skipped_->setCheckPossible(false);
        reader_->checkAll(scan_);
    });
    connect(skipped_, &SkippedList::copied, this,
            [this](int count) { studio_.notify(tr("%n name(s) copied", nullptr, count)); });
}

void DataPage::Private::connectPlan() {
    connect(&studio_, &Studio::planChanged, this, &Private::followPlan);
    connect(look_, &LookControls::edited, this, [this] {
        RunPlan plan = studio_.plan();
        const TrainingConfig chosen = look_->config();
        plan.config.image_size = chosen.image_size;
        plan.config.fit = chosen.fit;
        plan.config.fit_pad_value = chosen.fit_pad_value;
        plan.config.horizontal_flip = chosen.horizontal_flip;
        studio_.setPlan(plan);
    });
    connect(bar_, &MessageBar::actionTriggered, this, [this] {
        RunPlan plan = studio_.plan();
        const auto usable = static_cast<std::int64_t>(scan_->files.size()) - skipped_->skipped().rowCount();
        plan.config.batch_size = batchFor(usable);
        bar_->clear();
        studio_.setPlan(plan);
    });
    connect(walls_, &PictureWalls::openRequested, this, &Private::openFile);
    connect(walls_, &PictureWalls::revealRequested, this,
            [](const QString& file) { revealInFileManager(toPath(file)); });
    walls_->setThumbnailSize(studio_.settings().choice(kSizeKey, walls_->pictures().thumbnailSize()).toInt());
    connect(walls_, &PictureWalls::thumbnailSizeChanged, this,
            [this](int size) { studio_.settings().setChoice(kSizeKey, size); });
}

void DataPage::Private::followPlan() {
    const RunPlan& plan = studio_.plan();
    look_->setConfig(plan.config);
    walls_->setLook(lookOf(plan.config));
    if (plan.data != folder_)
        open(plan.data);
    else
        warnWhereFew();
}

void DataPage::Private::open(const std::filesystem::path& folder) {
    faces_->cancel(); // else they would take the place of what was chosen since
    folder_ = folder;
    scan_.reset();
    bar_->clear();
    warned_ = false;
    if (folder.empty()) {
        reader_->cancel();
        showStart();
        return;
    }
    stack_->setCurrentWidget(start_);
    start_->showReading();
    reader_->open(folder);
}

/// The plan is left without pictures, rather than with some that are not there.
void DataPage::Private::leave() {
    folder_.clear();
    scan_.reset();
    RunPlan plan = studio_.plan();
    plan.data.clear();
    studio_.setPlan(plan);
    showStart();
}

void DataPage::Private::showStart() {
    if (scan_ != nullptr) {
        stack_->setCurrentWidget(content_);
        return;
    }
    const QString last = recentFolders().value(0);
    start_->setLastFolder(last.isEmpty() ? QString() : folderName(toPath(last)), last);
    start_->showChoice();
    stack_->setCurrentWidget(start_);
}

void DataPage::Private::chooseFolder() {
    auto* dialog = new QFileDialog(page_, tr("Choose a folder of pictures"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setDirectory(toQString(studio_.settings().lastDataFolder()));
    connect(dialog, &QFileDialog::fileSelected, this, &Private::useFolder);
    dialog->open();
}

void DataPage::Private::useFolder(const QString& folder) {
    if (folder.isEmpty())
        return;
    if (toPath(folder) == folder_) // read anew: its files may have changed
        folder_.clear();
    studio_.openData(toPath(folder));
    if (folder_.empty())
        followPlan();
}

void DataPage::Private::drawFaces() {
    const StudioOptions& options = studio_.options();
    const std::filesystem::path data =
        options.dataFolder.empty() ? toPath(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation))
                                   : options.dataFolder;
    bar_->clear();
    start_->showDrawing(0, options.demoFaces, 0);
    stack_->setCurrentWidget(start_);
    faces_->start(data, options.demoFaces, options.demoFaceSize);
}

void DataPage::Private::fillRecent() {
    recent_->clear();
    for (const QString& folder : recentFolders()) {
        QString name = folder;
        QAction* action = recent_->addAction(name.replace(QLatin1Char('&'), QLatin1String("&&")));
        connect(action, &QAction::triggered, this, [this, folder] { useFolder(folder); });
    }
    if (recent_->isEmpty())
        recent_->addAction(tr("No folder was used before"))->setEnabled(false);
}

QStringList DataPage::Private::recentFolders() const {
    return studio_.settings().choice(kRecentKey, QStringList()).toStringList();
}

void DataPage::Private::remember() {
    studio_.settings().setLastDataFolder(folder_);
    QStringList recent = recentFolders();
    recent.removeAll(toQString(folder_));
    recent.prepend(toQString(folder_));
    studio_.settings().setChoice(kRecentKey, recent.mid(0, kRecentFolders));
}

void DataPage::Private::showScan(const SharedScan& scan, int folders) {
    scan_ = scan;
    folders_ = folders;
    sizes_ = SizeSummary();
    progress_->begin();
    skipped_->skipped().clear(scan->folder);
    skipped_->skipped().add(scan->skipped);
    skipped_->setCheckPossible(false);
    model_->setScan(scan);
    start_->showChoice();
    stack_->setCurrentWidget(content_);
    remember();
    showSummary();
    warnWhereFew();
}

void DataPage::Private::endProgress() {
    progress_->end();
    skipped_->setCheckPossible(scan_ != nullptr);
    showSummary();
    warnWhereFew();
}

void DataPage::Private::showSummary() {
    if (scan_ == nullptr)
        return;
    name_->setText(folderName(folder_));
    name_->setToolTip(toQString(folder_));
    const auto found = static_cast<std::int64_t>(scan_->files.size());
    QString text = sizes_.count() > 0
                       ? sizes_.text()
                       : tr("%1 picture(s)", nullptr, static_cast<int>(found)).arg(countText(found));
    if (folders_ > 1)
        text = tr("%1, in %n folder(s)", nullptr, folders_).arg(text);
    summary_->setText(text);
}

void DataPage::Private::warnWhereFew() {
    if (scan_ == nullptr)
        return;
    const auto usable = static_cast<std::int64_t>(scan_->files.size()) - skipped_->skipped().rowCount();
    const int batch = studio_.plan().config.batch_size;
    if (usable >= batch) {
        if (warned_)
            bar_->clear();
        warned_ = false;
        return;
    }
    warned_ = true;
    const QString action = usable >= 2 ? tr("Use batches of %1").arg(batchFor(usable)) : QString();
    bar_->showMessage(
        MessageBar::Kind::Warning,
        tr("%1 picture(s) can be used, and training looks at %2 at a time. Add pictures to the folder, "
           "or let it look at fewer.",
           nullptr, static_cast<int>(usable))
            .arg(countText(usable), countText(batch)),
        {}, action);
}

void DataPage::Private::fail(const Error& error) {
    const ErrorText text = errorText(error);
    warned_ = false;
    bar_->showMessage(MessageBar::Kind::Failure, text.message, text.detail);
}

void DataPage::Private::openFile(const QString& file) {
    QDesktopServices::openUrl(QUrl::fromLocalFile(file));
}

void DataPage::Private::retranslate() {
    choose_->setText(tr("Choose a folder…"));
    choose_->setToolTip(tr("Choose another folder of pictures; the arrow lists those used before"));
    choose_->setAccessibleName(tr("Choose a folder of pictures"));
    choose_->setShortcut(QKeySequence(Qt::ALT | Qt::Key_O));
    recent_->setAccessibleName(tr("Folders used before"));
    demo_->setText(tr("Use &demo faces"));
    demo_->setToolTip(tr("Draws a set of faces to learn from. Nothing is loaded from the network."));
    demo_->setAccessibleName(tr("Use demo faces"));
    next_->setText(tr("Continue to &Train"));
    next_->setToolTip(tr("Go on to the settings and the start of the training"));
    next_->setAccessibleName(tr("Continue to Train"));
    walls_->pictures().setPlaceholder(tr("The folder's pictures will be here."));
    walls_->seen().setPlaceholder(tr("What the network sees of them will be here."));
    showSummary();
    warnWhereFew();
}

DataPage::DataPage(Studio& studio, QWidget* parent)
    : QWidget(parent), d_(std::make_unique<Private>(studio, this)) {}
DataPage::~DataPage() = default;

void DataPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange && d_)
        d_->retranslate();
    QWidget::changeEvent(event);
}

} // namespace wasserfarbe
