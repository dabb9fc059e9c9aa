#include "app/pages/gallery/gallery_page.h"

#include <algorithm>
#include <utility>

#include <QAction>
#include <QClipboard>
#include <QDrag>
#include <QGuiApplication>
#include <QItemSelectionModel>
#include <QMenu>
#include <QMimeData>
#include <QPixmap>
#include <QStackedWidget>

#include "app/pages/chooser/model_chooser.h"
#include "app/pages/gallery/enlarged_view.h"
#include "app/pages/gallery/gallery_actions.h"
#include "app/pages/gallery/gallery_bar.h"
#include "app/studio/error_text.h"
#include "app/studio/studio.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/image_view.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/message_bar.h"
#include "widgets/pictures/thumbnail_wall.h"

namespace wasserfarbe {
namespace {

/// Each is a file of the keepers' folder and a place in their strip.
constexpr std::size_t kMostKeptAtOnce = 100;
constexpr int kDragPixmap = 96;
const QString kZoomKey = QStringLiteral("gallery/zoom");

} // namespace

GalleryPage::GalleryPage(Studio& studio, QWidget* parent)
    : QWidget(parent),
      studio_(studio),
      images_(studio),
      bar_(new GalleryBar(studio, this)),
      message_(new MessageBar(this)),
      stack_(new QStackedWidget(this)),
      wall_(named<ThumbnailWall>("galleryWall")),
      enlarged_(new EnlargedView),
      empty_(named<EmptyState>("galleryEmpty")),
      actions_(new GalleryActions(this)) {
    setObjectName(QStringLiteral("galleryPage"));
    wall_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    wall_->setModel(&images_.model());
    wall_->setThumbnailSize(studio_.settings().choice(kZoomKey, wall_->thumbnailSize()).toInt());
    actions_->connectZoom(wall_);
    stack_->addWidget(empty_);
    stack_->addWidget(wall_);
    stack_->addWidget(enlarged_);
    column(this, {bar_, message_, {stack_, 1}, actions_}, 2 * kUnit)
        ->setContentsMargins(2 * kUnit, 2 * kUnit, 2 * kUnit, 2 * kUnit);
    images_.setSeries(bar_->seed(), bar_->count());
    connectImages();
    connectViews();
    connectActions();
    followLanguage(this, [this] {
        wall_->setAccessibleName(tr("Images"));
        wall_->setPlaceholder(tr("Making images…"));
        images_.model().retranslate();
        refresh();
    });
}

GalleryPage::~GalleryPage() {
    delete stack_; // its views look at the model, which goes before them
}

void GalleryPage::connectImages() {
    ModelChooser* chooser = bar_->chooser();
    connect(chooser, &ModelChooser::chosen, this,
            [this, chooser](const std::filesystem::path& path, Weights weights) {
                message_->clear();
                chooser->showOpening(path);
                images_.open(path, weights);
            });
    connect(chooser, &ModelChooser::liveChosen, &images_, &GalleryImages::followTraining);
    connect(bar_, &GalleryBar::seriesChosen, &images_, &GalleryImages::setSeries);
    connect(&images_, &GalleryImages::sourceChanged, this, &GalleryPage::refresh);
    connect(&images_, &GalleryImages::seriesChanged, this, [this] {
        if (large_ >= images_.model().count())
            large_ = -1;
        else if (large_ >= 0)
            showLarge(large_);
        refresh();
    });
    connect(&images_, &GalleryImages::imageArrived, this, [this](int row) {
        if (row == large_)
            enlarged_->view()->setImage(images_.model().image(row));
    });
    connect(&images_, &GalleryImages::failed, this, &GalleryPage::report);
    connect(&studio_.training(), &TrainingSession::stateChanged, this, &GalleryPage::refresh);
    connect(&studio_.training(), &TrainingSession::prepared, this, &GalleryPage::refresh);
    connect(empty_, &EmptyState::actionTriggered, this, &GalleryPage::triggerEmpty);
}

void GalleryPage::connectViews() {
    connect(wall_, &ThumbnailWall::thumbnailsWanted, &images_, &GalleryImages::want);
    connect(wall_, &QAbstractItemView::activated, this,
            [this](const QModelIndex& index) { enlarge(index.row()); });
    connect(wall_, &ThumbnailWall::menuRequested, this, &GalleryPage::showMenu);
    connect(wall_, &ThumbnailWall::dragRequested, this,
            [this](const QModelIndexList&) { drag(chosen(), wall_); });
    connect(wall_, &ThumbnailWall::thumbnailSizeChanged, this,
            [this](int size) { studio_.settings().setChoice(kZoomKey, size); });
    connect(wall_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &GalleryPage::refresh);
    connect(wall_->selectionModel(), &QItemSelectionModel::currentChanged, this, &GalleryPage::refresh);
    connect(enlarged_, &EnlargedView::closed, this, &GalleryPage::closeEnlarged);
    connect(enlarged_, &EnlargedView::menuRequested, this, &GalleryPage::showMenu);
    connect(enlarged_, &EnlargedView::dragStarted, this, [this] { drag({large_}, enlarged_->view()); });
    connect(enlarged_, &EnlargedView::moveRequested, this, [this](int by) {
        enlarge(std::clamp(large_ + by, 0, std::max(0, images_.model().count() - 1)));
    });
}

void GalleryPage::connectActions() {
    for (QAction* action : actions_->all()) {
        if (!action)
            continue;
        wall_->addAction(action);
        if (action != actions_->selectAll)
            enlarged_->addAction(action);
    }
    connect(actions_->enlarge, &QAction::triggered, this, [this] { enlarge(current()); });
    connect(actions_->keep, &QAction::triggered, this, &GalleryPage::keep);
    connect(actions_->useA, &QAction::triggered, this, [this] { useAs(Endpoint::A); });
    connect(actions_->useB, &QAction::triggered, this, [this] { useAs(Endpoint::B); });
    connect(actions_->copy, &QAction::triggered, this, &GalleryPage::copy);
    connect(actions_->exportImages, &QAction::triggered, this, &GalleryPage::exportShown);
    connect(actions_->selectAll, &QAction::triggered, wall_, &QAbstractItemView::selectAll);
}

/// What is shown and possible follows from what there is.
void GalleryPage::refresh() {
    if (!images_.isOpening())
        bar_->chooser()->setSource(images_.source());
    const bool any = images_.source().has_value();
    QWidget* view = !any          ? static_cast<QWidget*>(empty_)
                    : large_ >= 0 ? static_cast<QWidget*>(enlarged_)
                                  : wall_;
    if (stack_->currentWidget() != view)
        stack_->setCurrentWidget(view);
    bar_->setSeriesShown(any);
    actions_->setVisible(any);
    actions_->setZoomShown(large_ < 0);
    actions_->setCounts(images_.hasLatents() ? images_.model().count() : 0, static_cast<int>(chosen().size()),
                        images_.hasLatents());
    if (any)
        return;
    if (bar_->chooser()->isLivePossible())
        empty_->setContent(
            QStringLiteral("gallery"), tr("Images will be here"),
            tr("The training can show what it makes now: as many images as you want, to keep, to "
               "explore from, to export."),
            tr("Show the training's newest"));
    else
        empty_->setContent(
            QStringLiteral("gallery"), tr("Images will be here"),
            tr("As many as you want, from any model that you have trained: choose one above, or train "
               "one first."),
            tr("Train first"));
}

void GalleryPage::triggerEmpty() {
    if (bar_->chooser()->isLivePossible())
        images_.followTraining();
    else
        studio_.showPage(Page::Train);
}

/// Opens a model without being asked where one is the obvious choice.
void GalleryPage::openSomething() {
    if (images_.source() || images_.isOpening())
        return;
    const CurrentRun& run = studio_.currentRun();
    if (bar_->chooser()->isLivePossible())
        images_.followTraining();
    else if (run.isOpen())
        images_.open(run.directory(), bar_->chooser()->weights(), true);
}

/// What the actions are about: the image that is large, or the selected ones, ascending.
std::vector<int> GalleryPage::chosen() const {
    if (large_ >= 0)
        return {large_};
    std::vector<int> rows;
    for (const QItemSelectionRange& range : wall_->selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    std::sort(rows.begin(), rows.end());
    return rows;
}

/// Of several chosen ones, the one that the keyboard stands on.
int GalleryPage::current() const {
    const std::vector<int> rows = chosen();
    const int row = wall_->currentIndex().row();
    if (large_ >= 0 || rows.empty() || !std::binary_search(rows.begin(), rows.end(), row))
        return rows.empty() ? -1 : rows.front();
    return row;
}

void GalleryPage::showMenu(QPoint position) {
    auto* menu = named<QMenu>("galleryMenu", this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    for (QAction* action : actions_->all()) {
        if (!action)
            menu->addSeparator();
        else if (large_ < 0 || (action != actions_->enlarge && action != actions_->selectAll))
            menu->addAction(action);
    }
    menu->popup(position);
}

void GalleryPage::enlarge(int row) {
    if (row < 0 || !images_.hasLatents())
        return;
    showLarge(row);
    enlarged_->setFocus();
}

void GalleryPage::showLarge(int row) {
    large_ = row;
    enlarged_->setPlace(row, images_.model().count());
    enlarged_->view()->setImage(images_.model().image(row));
    images_.wantFirst(row);
    const QModelIndex index = images_.model().index(row);
    wall_->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    wall_->scrollTo(index);
    refresh();
}

void GalleryPage::closeEnlarged() {
    large_ = -1;
    refresh();
    wall_->setFocus();
}

void GalleryPage::keep() {
    const std::vector<int> rows = chosen();
    if (rows.size() > kMostKeptAtOnce) {
        message_->showMessage(MessageBar::Kind::Warning,
                              tr("At most %Ln image(s) can be kept at once. Select fewer, or export them.",
                                 nullptr, static_cast<int>(kMostKeptAtOnce)));
        return;
    }
    images_.withImages(rows, [this, rows] {
        for (const int row : rows)
            studio_.keep(images_.point(row));
        studio_.notify(tr("Kept %Ln image(s).", nullptr, static_cast<int>(rows.size())));
    });
}

void GalleryPage::useAs(Endpoint endpoint) {
    const int row = current();
    if (row < 0)
        return;
    images_.withImages({row}, [this, row, endpoint] {
        studio_.useAs(endpoint, images_.point(row));
        studio_.notify(endpoint == Endpoint::A ? tr("This image is A now, on the page Explore.")
                                               : tr("This image is B now, on the page Explore."));
    });
}

void GalleryPage::copy() {
    const int row = current();
    if (row >= 0)
        images_.withImages(
            {row}, [this, row] { QGuiApplication::clipboard()->setImage(images_.model().image(row)); });
}

/// A drag can't wait, so it takes the images that are there, as many as can be written at once.
void GalleryPage::drag(std::vector<int> rows, QWidget* source) {
    if (!images_.hasLatents())
        return;
    const std::size_t wanted = rows.size();
    std::erase_if(rows, [this](int row) { return !images_.model().isFresh(row); });
    rows.resize(std::min(rows.size(), static_cast<std::size_t>(DragFiles::limit(images_.imageSize()))));
    if (rows.empty())
        return;
    std::vector<DraggedImage> dragged;
    dragged.reserve(rows.size());
    for (const int row : rows)
        dragged.push_back({images_.point(row), images_.description(row)});
    QList<QUrl> urls;
    try {
        urls = dragFiles_.write(dragged);
    } catch (const Error& error) {
        report(error);
        return;
    }
    if (rows.size() < wanted)
        studio_.notify(tr("%Ln image(s) are being dragged; export takes all of them.", nullptr,
                          static_cast<int>(rows.size())));
    auto* mimeData = new QMimeData;
    mimeData->setUrls(urls);
    if (dragged.size() == 1)
        mimeData->setImageData(dragged.front().point.image);
    auto* dragging = new QDrag(source);
    dragging->setMimeData(mimeData);
    const QImage shown = dragged.front().point.image;
    const int factor = std::max(1, kDragPixmap / std::max(1, shown.width()));
    dragging->setPixmap(QPixmap::fromImage(shown.width() > kDragPixmap
                                               ? shown.scaledToWidth(kDragPixmap, Qt::SmoothTransformation)
                                               : shown.scaled(shown.size() * factor, Qt::KeepAspectRatio)));
    dragging->exec(Qt::CopyAction);
}

void GalleryPage::report(const Error& error) {
    showError(*message_, error);
}

void GalleryPage::exportShown() {
    if (canExport())
        studio_.exportFrom(images_.exportOf(chosen()));
}

void GalleryPage::showEvent(QShowEvent* event) {
    images_.setActive(true);
    openSomething();
    QWidget::showEvent(event);
}

void GalleryPage::hideEvent(QHideEvent* event) {
    images_.setActive(false);
    QWidget::hideEvent(event);
}

} // namespace wasserfarbe
