#include "app/pages/data/data_page.h"

#include <algorithm>
#include <bit>
#include <functional>

#include <QCoreApplication>
#include <QDesktopServices>
#include <QStackedWidget>
#include <QToolButton>
#include <QUrl>

#include "app/pages/data/crop_editor.h"
#include "app/pages/data/data_head.h"
#include "app/pages/data/data_start.h"
#include "app/pages/data/fit_controls.h"
#include "app/pages/data/folder_choice.h"
#include "app/pages/data/folder_reader.h"
#include "app/pages/data/picture_model.h"
#include "app/pages/data/picture_walls.h"
#include "app/pages/data/reading_progress.h"
#include "app/pages/data/side_panel.h"
#include "app/pages/data/skipped_list.h"
#include "app/pages/tools/reveal.h"
#include "app/sessions/background.h"
#include "app/studio/error_text.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "widgets/look/figures.h"
#include "widgets/look/icon.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/message_bar.h"
#include "widgets/pictures/thumbnail_wall.h"

namespace wasserfarbe {
namespace {

const QString kSizeKey = QStringLiteral("data/thumbnailSize");
const QString kPanelKey = QStringLiteral("data/panelShown");

QString folderName(const std::filesystem::path& folder) {
    const std::filesystem::path name = folder.filename();
    return toQString(name.empty() ? folder.parent_path().filename() : name);
}

/// The largest power of two that is not more.
int batchFor(std::int64_t pictures) {
    return static_cast<int>(std::bit_floor(static_cast<std::uint64_t>(std::max<std::int64_t>(pictures, 1))));
}

} // namespace

class DataPage::Private : public QObject {
    Q_DECLARE_TR_FUNCTIONS(wasserfarbe::DataPage)
public:
    Private(Studio& studio, DataPage* page);

private:
    void build();
    void connectStart();
    void connectReader();
    void connectPlan();
    void connectWalls();
    void connectCrop();

    void retranslate();
    void editPlan(const std::function<void(RunPlan& plan)>& edit);
    void followPlan();
    void open(const std::filesystem::path& folder);
    void leave();
    void forgetFolder();
    void showStart();
    void useFolder(const QString& folder);
    void showScan(const SharedScan& scan, int folders);
    void showCheck(const SharedCheck& check);
    void showCounts(const SharedCounts& counts);
    void count();
    void showKind(const std::optional<Finding>& kind);
    void showSeen();
    void showSummary();
    std::int64_t forTraining() const;
    void warnWhereFew();
    void fail(const Error& error);
    void adjustCrop(int row);

    Studio& studio_;
    DataPage* page_;
    std::filesystem::path folder_; ///< shown, or being read
    SharedScan scan_;
    int folders_ = 0;
    SharedCheck check_;
    SharedCounts counts_;
    bool warned_ = false; ///< that there are few pictures: it stands on the bar

    PictureModel* model_;
    FolderReader* reader_;

    MessageBar* bar_;
    QStackedWidget* stack_;
    DataStart* start_;
    FolderChoice* choice_;
    QWidget* content_;
    DataHead* head_;
    FitControls* fit_;
    QToolButton* panelShown_;
    PictureWalls* walls_;
    ReadingProgress* progress_;
    SkippedList* skipped_;
    SidePanel* panel_;
    CropEditor* crop_;
    /// Latest-wins; out of memory: the numbers of before stay. Last, as it uses the others.
    Background counting_;
};

DataPage::Private::Private(Studio& studio, DataPage* page)
    : QObject(page),
      studio_(studio),
      page_(page),
      model_(new PictureModel(loadPicture, page)),
      reader_(new FolderReader(page)),
      bar_(named<MessageBar>("dataMessage", page)),
      stack_(new QStackedWidget(page)),
      start_(new DataStart(stack_)),
      choice_(new FolderChoice(studio, page)),
      content_(new QWidget(stack_)),
      head_(new DataHead(content_)),
      fit_(new FitControls(content_)),
      panelShown_(named<QToolButton>("panelShown", content_)),
      walls_(new PictureWalls(*model_, content_)),
      progress_(new ReadingProgress(content_)),
      skipped_(new SkippedList(content_)),
      panel_(named<SidePanel>("sidePanel", content_)),
      crop_(new CropEditor(*model_, page)) {
    build();
    followLanguage(page_, [this] { retranslate(); });
    connectStart();
    connectReader();
    connectPlan();
    connectWalls();
    connectCrop();
    showStart();
    followPlan();
}

void DataPage::Private::build() {
    panelShown_->setIcon(icon(QStringLiteral("side-panel")));
    panelShown_->setCheckable(true);
    panelShown_->setAutoRaise(true);
    panelShown_->setFocusPolicy(Qt::StrongFocus);
    panelShown_->setChecked(studio_.settings().choice(kPanelKey, true).toBool());
    panel_->setVisible(panelShown_->isChecked());
    connect(panelShown_, &QToolButton::toggled, this, [this](bool shown) {
        panel_->setVisible(shown);
        studio_.settings().setChoice(kPanelKey, shown);
    });
    QHBoxLayout* controls = row({fit_, freeRoom(1), walls_->zoomControls(), gap(kUnit), panelShown_});
    QHBoxLayout* body = row({{column({{walls_, 1}, progress_, skipped_}), 1}, panel_}, 2 * kUnit);
    column(content_, {head_, gap(kUnit), controls, {body, 1}});
    stack_->addWidget(start_);
    stack_->addWidget(content_);
    column(page_, {bar_, {stack_, 1}})->setContentsMargins(2 * kUnit, 2 * kUnit, 2 * kUnit, 2 * kUnit);
    bar_->clear();
}

void DataPage::Private::connectStart() {
    connect(start_, &DataStart::demoFacesWanted, choice_, &FolderChoice::drawFaces);
    connect(start_, &DataStart::folderWanted, choice_, &FolderChoice::askForFolder);
    connect(start_, &DataStart::lastFolderWanted, this, [this] { useFolder(choice_->recent().value(0)); });
    connect(start_, &DataStart::cancelWanted, this, [this] {
        choice_->cancelDrawing();
        reader_->cancel();
    });
    connect(choice_, &FolderChoice::chosen, this, &Private::useFolder);
    connect(choice_, &FolderChoice::drawingBegan, this, [this] {
        bar_->clear();
        stack_->setCurrentWidget(start_);
    });
    connect(choice_, &FolderChoice::drawingProgressed, start_, &DataStart::showDrawing);
    connect(choice_, &FolderChoice::facesDrawn, this, [this](const std::filesystem::path& faces) {
        start_->showReading();
        studio_.openData(faces);
        if (folder_ == faces && scan_ != nullptr) // they were shown all the time
            stack_->setCurrentWidget(content_);
    });
    connect(choice_, &FolderChoice::drawingCancelled, this, &Private::showStart);
    connect(choice_, &FolderChoice::drawingFailed, this, [this](const Error& error) {
        showStart();
        fail(error);
    });
    head_->setRecentFolders([this] { return choice_->recent(); });
    connect(head_, &DataHead::chooseWanted, choice_, &FolderChoice::askForFolder);
    connect(head_, &DataHead::folderWanted, this, &Private::useFolder);
    connect(head_, &DataHead::demoFacesWanted, choice_, &FolderChoice::drawFaces);
    connect(head_, &DataHead::continueWanted, this, [this] { studio_.showPage(Page::Train); });
}

void DataPage::Private::connectReader() {
    connect(reader_, &FolderReader::scanned, this, &Private::showScan);
    connect(reader_, &FolderReader::began, this, [this] {
        progress_->begin();
        panel_->setCheck(check_, true);
    });
    connect(reader_, &FolderReader::progressed, progress_, &ReadingProgress::setProgress);
    connect(reader_, &FolderReader::checked, this, &Private::showCheck);
    connect(reader_, &FolderReader::cancelled, this, [this] {
        progress_->end();
        panel_->setCheck(check_, false);
        if (scan_ == nullptr)
            leave();
    });
    connect(reader_, &FolderReader::failed, this, [this](const Error& error) {
        progress_->end();
        panel_->setCheck(check_, false);
        if (scan_ == nullptr || error.kind() == ErrorKind::Data)
            leave();
        fail(error);
    });
    connect(&studio_.training(), &TrainingSession::stateChanged, reader_,
            [this](TrainingSession::State state) {
                reader_->giveWay(state == TrainingSession::State::Preparing);
            });
    connect(progress_, &ReadingProgress::cancelWanted, reader_, &FolderReader::cancel);
    connect(panel_, &SidePanel::checkWanted, reader_, &FolderReader::checkAgain);
    connect(skipped_, &SkippedList::copied, this,
            [this](int count) { studio_.notify(tr("%n name(s) copied", nullptr, count)); });
}

void DataPage::Private::connectPlan() {
    connect(&studio_, &Studio::planChanged, this, &Private::followPlan);
    connect(fit_, &FitControls::edited, this,
            [this] { editPlan([this](RunPlan& plan) { plan.config = fit_->config(); }); });
    connect(panel_, &SidePanel::planEdited, &studio_, &Studio::setPlan);
    connect(panel_, &SidePanel::rollChanged, this, &Private::showSeen);
    connect(bar_, &MessageBar::actionTriggered, this, [this] {
        bar_->clear();
        warned_ = false;
        editPlan([this](RunPlan& plan) { plan.config.batch_size = batchFor(forTraining()); });
    });
}

void DataPage::Private::connectWalls() {
    connect(model_, &PictureModel::troubleFound, this,
            [this](const std::filesystem::path& file, const Reason& why) {
                skipped_->skipped().add({file, why});
                warnWhereFew();
            });
    connect(walls_, &PictureWalls::openRequested, this,
            [](const QString& file) { QDesktopServices::openUrl(QUrl::fromLocalFile(file)); });
    connect(walls_, &PictureWalls::revealRequested, this,
            [](const QString& file) { revealInFileManager(toPath(file)); });
    walls_->setThumbnailSize(studio_.settings().choice(kSizeKey, walls_->pictures().thumbnailSize()).toInt());
    connect(walls_, &PictureWalls::thumbnailSizeChanged, this,
            [this](int size) { studio_.settings().setChoice(kSizeKey, size); });
    connect(panel_, &SidePanel::shownKindEdited, this, &Private::showKind);
    connect(walls_, &PictureWalls::allWanted, this, [this] { showKind({}); });
}

void DataPage::Private::connectCrop() {
    connect(walls_, &PictureWalls::cropRequested, this, &Private::adjustCrop);
    connect(walls_, &PictureWalls::currentRowChanged, this, [this](int row) {
        if (crop_->isVisible())
            crop_->setRow(row);
    });
    connect(crop_, &CropEditor::rowWanted, walls_, &PictureWalls::setCurrentRow);
    connect(crop_, &CropEditor::placesPreviewed, model_, &PictureModel::setCropPlaces);
    connect(crop_, &CropEditor::placesEdited, this, [this](const CropPlaces& places) {
        editPlan([&places](RunPlan& plan) { plan.selection.crop_places = places; });
    });
}

void DataPage::Private::editPlan(const std::function<void(RunPlan& plan)>& edit) {
    RunPlan plan = studio_.plan();
    edit(plan);
    studio_.setPlan(plan);
}

void DataPage::Private::followPlan() {
    const RunPlan& plan = studio_.plan();
    fit_->setConfig(plan.config);
    panel_->setPlan(plan);
    model_->setCropPlaces(plan.selection.crop_places);
    crop_->setConfig(plan.config);
    crop_->setPlaces(plan.selection.crop_places);
    showSeen();
    if (plan.data != folder_)
        return open(plan.data);
    if (!folder_.empty())
        reader_->check({pixel_settings(plan.config), plan.selection.crop_places});
    count();
    warnWhereFew();
}

void DataPage::Private::showSeen() {
    walls_->setSeenOptions(seenOptions(studio_.plan().config, panel_->roll()));
}

void DataPage::Private::open(const std::filesystem::path& folder) {
    choice_->cancelDrawing(); // else its faces would replace the folder that was chosen since
    forgetFolder();
    folder_ = folder;
    bar_->clear();
    warned_ = false;
    if (folder.empty()) {
        reader_->cancel();
        showStart();
        return;
    }
    stack_->setCurrentWidget(start_);
    start_->showReading();
    const RunPlan& plan = studio_.plan();
    reader_->open(folder, {pixel_settings(plan.config), plan.selection.crop_places});
}

/// The plan is left without pictures, rather than with some that are not there.
void DataPage::Private::leave() {
    forgetFolder();
    studio_.chooseData({});
    showStart();
}

void DataPage::Private::forgetFolder() {
    folder_.clear();
    scan_.reset();
    check_.reset();
    counts_.reset();
    counting_.cancel();
}

void DataPage::Private::showStart() {
    if (scan_ != nullptr) {
        stack_->setCurrentWidget(content_);
        return;
    }
    const QString last = choice_->recent().value(0);
    start_->setLastFolder(last.isEmpty() ? QString() : folderName(toPath(last)), last);
    start_->showChoice();
    stack_->setCurrentWidget(start_);
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

void DataPage::Private::showScan(const SharedScan& scan, int folders) {
    scan_ = scan;
    folders_ = folders;
    check_.reset();
    counts_.reset();
    progress_->begin();
    skipped_->skipped().setFiles(scan->folder,
                                 std::make_shared<const std::vector<SkippedFile>>(scan->skipped));
    model_->setScan(scan);
    fit_->setTransparent(false);
    panel_->setCheck(nullptr, true);
    panel_->setCounts(nullptr);
    showKind({});
    head_->setFolder(folderName(folder_), toQString(folder_));
    start_->showChoice();
    stack_->setCurrentWidget(content_);
    choice_->remember(folder_);
    showSummary();
    warnWhereFew();
}

void DataPage::Private::showCheck(const SharedCheck& check) {
    check_ = check;
    progress_->end();
    model_->setCheck(check);
    skipped_->skipped().setFiles(scan_->folder, check->unusable);
    fit_->setTransparent(check->report.count(Finding::Alpha) > 0);
    panel_->setCheck(check, false);
    const std::optional<Finding> kind = model_->shownKind();
    showKind(kind && check->report.count(*kind) > 0 ? kind : std::nullopt);
    editPlan([&check](RunPlan& plan) { plan.selection = withoutGone(plan.selection, check->report); });
    count();
    showSummary();
    warnWhereFew();
}

void DataPage::Private::count() {
    if (check_ == nullptr)
        return;
    const RunPlan& plan = studio_.plan();
    counting_.replace(
        [this, check = check_, selection = plan.selection, heldOut = plan.config.held_out](const auto&) {
            return [this, counts = countPictures(check, selection, heldOut)] { showCounts(counts); };
        });
}

void DataPage::Private::showCounts(const SharedCounts& counts) {
    if (counts->check != check_)
        return;
    counts_ = counts;
    model_->setCounts(counts);
    panel_->setCounts(counts);
    showSummary();
    warnWhereFew();
}

void DataPage::Private::showKind(const std::optional<Finding>& kind) {
    walls_->setShownKind(kind);
    panel_->setShownKind(kind);
    if (kind && kUnusable.has(*kind))
        skipped_->setOpen(true);
}

void DataPage::Private::showSummary() {
    if (scan_ != nullptr)
        head_->showSummary(*scan_, folders_, check_, counts_);
}

/// How many pictures training would look at, as far as is known.
std::int64_t DataPage::Private::forTraining() const {
    if (counts_ != nullptr)
        return counts_->training();
    return static_cast<std::int64_t>(scan_->files.size()) - skipped_->skipped().rowCount();
}

void DataPage::Private::warnWhereFew() {
    if (scan_ == nullptr)
        return;
    const std::int64_t pictures = forTraining();
    const int batch = studio_.plan().config.batch_size;
    if (pictures >= batch) {
        if (warned_)
            bar_->clear();
        warned_ = false;
        return;
    }
    warned_ = true;
    bar_->showMessage(MessageBar::Kind::Warning,
                      tr("%1 picture(s) can be used, and training looks at %2 at a time. Add pictures to the "
                         "folder, or let it look at fewer.",
                         nullptr, static_cast<int>(pictures))
                          .arg(countText(pictures), countText(batch)),
                      {}, pictures >= 2 ? tr("Use batches of %1").arg(batchFor(pictures)) : QString());
}

void DataPage::Private::fail(const Error& error) {
    warned_ = false;
    showError(*bar_, error);
}

void DataPage::Private::adjustCrop(int row) {
    if (!CropEditor::isPossible(studio_.plan().config.fit))
        return studio_.notify(tr("Nothing is cropped: choose a crop as Fit first."));
    if (!crop_->isVisible()) // beside the wall that shows what comes of it
        crop_->move(walls_->pictures().mapToGlobal(QPoint()));
    crop_->showRow(row);
}

void DataPage::Private::retranslate() {
    describeField(panelShown_, tr("Panel beside the pictures"),
                  tr("Shows or hides what is beside the pictures"));
    showSummary();
    warnWhereFew();
}

DataPage::DataPage(Studio& studio, QWidget* parent) : QWidget(parent) {
    new Private(studio, this); // the page's first child, so gone before the others
}

} // namespace wasserfarbe
