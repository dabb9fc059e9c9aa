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
#include <QVBoxLayout>

#include "app/pages/chooser/model_chooser.h"
#include "app/pages/gallery/drag_files.h"
#include "app/pages/gallery/enlarged_view.h"
#include "app/pages/gallery/gallery_actions.h"
#include "app/pages/gallery/gallery_bar.h"
#include "app/studio/error_text.h"
#include "app/studio/studio.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/image_view.h"
#include "widgets/look/message_bar.h"
#include "widgets/look/metrics.h"
#include "widgets/pictures/thumbnail_wall.h"

namespace wasserfarbe {
namespace {

/// Each is a file of the keepers' folder and a place in their strip.
constexpr std::size_t kMostKeptAtOnce = 100;
constexpr int kDragPixmap = 96;
const QString kZoomKey = QStringLiteral("gallery/zoom");

} // namespace

class GalleryPage::Private {
public:
    Private(Studio& theStudio, GalleryPage& thePage)
        : studio(theStudio),
          page(thePage),
          images(theStudio),
          bar(new GalleryBar(theStudio, &thePage)),
          message(new MessageBar(&thePage)),
          stack(new QStackedWidget(&thePage)),
          wall(new ThumbnailWall),
          enlarged(new EnlargedView),
          empty(new EmptyState),
          actions(new GalleryActions(&thePage)) {}

    void build();
    void connectImages();
    void connectViews();
    void connectActions();
    void refresh();
    void retranslate();
    void openSomething();
    void triggerEmpty();

    std::vector<int> chosen() const;
    int current() const;
    void showMenu(QPoint position);
    void enlarge(int row);
    /// Leaves the focus where it is: a person may be typing a seed.
    void showLarge(int row);
    void closeEnlarged();
    void keep();
    void useAs(Endpoint endpoint);
    void copy();
    void drag(std::vector<int> rows, QWidget* source);
    void report(const Error& error);

    Studio& studio;
    GalleryPage& page;
    GalleryImages images;
    GalleryBar* bar;
    MessageBar* message;
    QStackedWidget* stack;
    ThumbnailWall* wall;
    EnlargedView* enlarged;
    EmptyState* empty;
    GalleryActions* actions;
    DragFiles dragFiles;
    int large = -1; ///< the row that is shown large
};

void GalleryPage::Private::build() {
    wall->setObjectName(QStringLiteral("galleryWall"));
    wall->setSelectionMode(QAbstractItemView::ExtendedSelection);
    wall->setModel(&images.model());
    wall->setThumbnailSize(studio.settings().choice(kZoomKey, wall->thumbnailSize()).toInt());
    actions->connectZoom(wall);
    empty->setObjectName(QStringLiteral("galleryEmpty"));
    for (QWidget* view :
         {static_cast<QWidget*>(empty), static_cast<QWidget*>(wall), static_cast<QWidget*>(enlarged)})
        stack->addWidget(view);
    auto* layout = new QVBoxLayout(&page);
    layout->setContentsMargins(2 * kUnit, 2 * kUnit, 2 * kUnit, 2 * kUnit);
    layout->setSpacing(2 * kUnit);
    layout->addWidget(bar);
    layout->addWidget(message);
    layout->addWidget(stack, 1);
    layout->addWidget(actions);
    images.setSeries(bar->seed(), bar->count());
    connectImages();
    connectViews();
    connectActions();
    retranslate();
    refresh();
}

void GalleryPage::Private::connectImages() {
    ModelChooser* chooser = bar->chooser();
    QObject::connect(chooser, &ModelChooser::chosen, &page,
                     [this, chooser](const std::filesystem::path& path, Weights weights) {
                         message->clear();
                         chooser->showOpening(path);
                         images.open(path, weights);
                     });
    QObject::connect(chooser, &ModelChooser::liveChosen, &page, [this] { images.followTraining(); });
    QObject::connect(bar, &GalleryBar::seriesChosen, &page,
                     [this](quint64 seed, int count) { images.setSeries(seed, count); });
    QObject::connect(&images, &GalleryImages::sourceChanged, &page, [this] { refresh(); });
    QObject::connect(&images, &GalleryImages::seriesChanged, &page, [this] {
        if (large >= images.model().count())
            large = -1;
        else if (large >= 0)
            showLarge(large);
        refresh();
    });
    QObject::connect(&images, &GalleryImages::imageArrived, &page, [this](int row) {
        if (row == large)
            enlarged->setImage(images.model().image(row));
    });
    QObject::connect(&images, &GalleryImages::failed, &page, [this](const Error& error) { report(error); });
    QObject::connect(&studio.training(), &TrainingSession::stateChanged, &page, [this] { refresh(); });
    QObject::connect(&studio.training(), &TrainingSession::prepared, &page, [this] { refresh(); });
    QObject::connect(empty, &EmptyState::actionTriggered, &page, [this] { triggerEmpty(); });
}

void GalleryPage::Private::connectViews() {
    QObject::connect(wall, &ThumbnailWall::thumbnailsWanted, &page,
                     [this](int first, int last) { images.want(first, last); });
    QObject::connect(wall, &QAbstractItemView::activated, &page,
                     [this](const QModelIndex& index) { enlarge(index.row()); });
    QObject::connect(wall, &ThumbnailWall::menuRequested, &page,
                     [this](QPoint position, const QModelIndex&) { showMenu(position); });
    QObject::connect(wall, &ThumbnailWall::dragRequested, &page,
                     [this](const QModelIndexList&) { drag(chosen(), wall); });
    QObject::connect(wall, &ThumbnailWall::thumbnailSizeChanged, &page,
                     [this](int size) { studio.settings().setChoice(kZoomKey, size); });
    QObject::connect(wall->selectionModel(), &QItemSelectionModel::selectionChanged, &page,
                     [this] { refresh(); });
    QObject::connect(wall->selectionModel(), &QItemSelectionModel::currentChanged, &page,
                     [this] { refresh(); });
    QObject::connect(enlarged, &EnlargedView::closed, &page, [this] { closeEnlarged(); });
    QObject::connect(enlarged, &EnlargedView::menuRequested, &page,
                     [this](QPoint position) { showMenu(position); });
    QObject::connect(enlarged, &EnlargedView::dragStarted, &page,
                     [this] { drag({large}, enlarged->view()); });
    QObject::connect(enlarged, &EnlargedView::moveRequested, &page, [this](int by) {
        enlarge(std::clamp(large + by, 0, std::max(0, images.model().count() - 1)));
    });
}

void GalleryPage::Private::connectActions() {
    for (QAction* action : actions->all()) {
        if (!action)
            continue;
        wall->addAction(action);
        if (action != actions->selectAll)
            enlarged->addAction(action);
    }
    QObject::connect(actions->enlarge, &QAction::triggered, &page, [this] { enlarge(current()); });
    QObject::connect(actions->keep, &QAction::triggered, &page, [this] { keep(); });
    QObject::connect(actions->useA, &QAction::triggered, &page, [this] { useAs(Endpoint::A); });
    QObject::connect(actions->useB, &QAction::triggered, &page, [this] { useAs(Endpoint::B); });
    QObject::connect(actions->copy, &QAction::triggered, &page, [this] { copy(); });
    QObject::connect(actions->exportImages, &QAction::triggered, &page, [this] { page.exportShown(); });
    QObject::connect(actions->selectAll, &QAction::triggered, wall, &QAbstractItemView::selectAll);
}

/// What is shown and possible follows from what there is.
void GalleryPage::Private::refresh() {
    if (!images.isOpening())
        bar->chooser()->setSource(images.source());
    const bool any = images.source().has_value();
    QWidget* view = !any ? static_cast<QWidget*>(empty) : large >= 0 ? static_cast<QWidget*>(enlarged) : wall;
    if (stack->currentWidget() != view)
        stack->setCurrentWidget(view);
    bar->setSeriesShown(any);
    actions->setVisible(any);
    actions->setZoomShown(large < 0);
    actions->setCounts(images.hasLatents() ? images.model().count() : 0, static_cast<int>(chosen().size()),
                       images.hasLatents());
    if (any)
        return;
    if (bar->chooser()->isLivePossible())
        empty->setContent(
            QStringLiteral("gallery"), GalleryPage::tr("Images will be here"),
            GalleryPage::tr(
                "The training can show what it makes now: as many images as you want, to keep, to "
                "explore from, to export."),
            GalleryPage::tr("Show the training's newest"));
    else
        empty->setContent(
            QStringLiteral("gallery"), GalleryPage::tr("Images will be here"),
            GalleryPage::tr(
                "As many as you want, from any model that you have trained: choose one above, or train "
                "one first."),
            GalleryPage::tr("Train first"));
}

void GalleryPage::Private::triggerEmpty() {
    if (bar->chooser()->isLivePossible())
        images.followTraining();
    else
        studio.showPage(Page::Train);
}

/// Opens a model without being asked where one is the obvious choice.
void GalleryPage::Private::openSomething() {
    if (images.source() || images.isOpening())
        return;
    const CurrentRun& run = studio.currentRun();
    if (bar->chooser()->isLivePossible())
        images.followTraining();
    else if (run.isOpen())
        images.open(run.directory(), bar->chooser()->weights(), true);
}

/// What the actions are about: the image that is large, or the selected ones, ascending.
std::vector<int> GalleryPage::Private::chosen() const {
    if (large >= 0)
        return {large};
    std::vector<int> rows;
    for (const QItemSelectionRange& range : wall->selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    std::sort(rows.begin(), rows.end());
    return rows;
}

/// Of several chosen ones, the one that the keyboard stands on.
int GalleryPage::Private::current() const {
    const std::vector<int> rows = chosen();
    const int row = wall->currentIndex().row();
    if (large >= 0 || rows.empty() || !std::binary_search(rows.begin(), rows.end(), row))
        return rows.empty() ? -1 : rows.front();
    return row;
}

void GalleryPage::Private::showMenu(QPoint position) {
    auto* menu = new QMenu(&page);
    menu->setObjectName(QStringLiteral("galleryMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    for (QAction* action : actions->all()) {
        if (!action)
            menu->addSeparator();
        else if (large < 0 || (action != actions->enlarge && action != actions->selectAll))
            menu->addAction(action);
    }
    menu->popup(position);
}

void GalleryPage::Private::enlarge(int row) {
    if (row < 0 || !images.hasLatents())
        return;
    showLarge(row);
    enlarged->setFocus();
}

void GalleryPage::Private::showLarge(int row) {
    large = row;
    enlarged->setPlace(row, images.model().count());
    enlarged->setImage(images.model().image(row));
    images.wantFirst(row);
    const QModelIndex index = images.model().index(row);
    wall->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    wall->scrollTo(index);
    refresh();
}

void GalleryPage::Private::closeEnlarged() {
    large = -1;
    refresh();
    wall->setFocus();
}

void GalleryPage::Private::keep() {
    const std::vector<int> rows = chosen();
    if (rows.size() > kMostKeptAtOnce) {
        message->showMessage(
            MessageBar::Kind::Warning,
            GalleryPage::tr("At most %Ln image(s) can be kept at once. Select fewer, or export them.",
                            nullptr, static_cast<int>(kMostKeptAtOnce)));
        return;
    }
    images.withImages(rows, [this, rows] {
        for (const int row : rows)
            studio.keep(images.point(row));
        studio.notify(GalleryPage::tr("Kept %Ln image(s).", nullptr, static_cast<int>(rows.size())));
    });
}

void GalleryPage::Private::useAs(Endpoint endpoint) {
    const int row = current();
    if (row < 0)
        return;
    images.withImages({row}, [this, row, endpoint] {
        studio.useAs(endpoint, images.point(row));
        studio.notify(endpoint == Endpoint::A ? GalleryPage::tr("This image is A now, on the page Explore.")
                                              : GalleryPage::tr("This image is B now, on the page Explore."));
    });
}

void GalleryPage::Private::copy() {
    const int row = current();
    if (row >= 0)
        images.withImages({row},
                          [this, row] { QGuiApplication::clipboard()->setImage(images.model().image(row)); });
}

/// A drag can't wait, so it takes the images that are there, as many as can be written at once.
void GalleryPage::Private::drag(std::vector<int> rows, QWidget* source) {
    if (!images.hasLatents())
        return;
    const std::size_t wanted = rows.size();
    std::erase_if(rows, [this](int row) { return !images.model().isFresh(row); });
    rows.resize(std::min(rows.size(), static_cast<std::size_t>(DragFiles::limit(images.imageSize()))));
    if (rows.empty())
        return;
    std::vector<DraggedImage> dragged;
    dragged.reserve(rows.size());
    for (const int row : rows)
        dragged.push_back({images.point(row), images.description(row)});
    QList<QUrl> urls;
    try {
        urls = dragFiles.write(dragged);
    } catch (const Error& error) {
        report(error);
        return;
    }
    if (rows.size() < wanted)
        studio.notify(GalleryPage::tr("%Ln image(s) are being dragged; export takes all of them.", nullptr,
                                      static_cast<int>(rows.size())));
    auto* data = new QMimeData;
    data->setUrls(urls);
    if (dragged.size() == 1)
        data->setImageData(dragged.front().point.image);
    auto* dragging = new QDrag(source);
    dragging->setMimeData(data);
    const QImage shown = dragged.front().point.image;
    const int factor = std::max(1, kDragPixmap / std::max(1, shown.width()));
    dragging->setPixmap(QPixmap::fromImage(shown.width() > kDragPixmap
                                               ? shown.scaledToWidth(kDragPixmap, Qt::SmoothTransformation)
                                               : shown.scaled(shown.size() * factor, Qt::KeepAspectRatio)));
    dragging->exec(Qt::CopyAction);
}

void GalleryPage::Private::report(const Error& error) {
    const ErrorText words = errorText(error);
    message->showMessage(MessageBar::Kind::Failure, words.message, words.detail);
}

void GalleryPage::Private::retranslate() {
    wall->setAccessibleName(GalleryPage::tr("Images"));
    wall->setToolTip({});
    wall->setPlaceholder(GalleryPage::tr("Making images…"));
    images.retranslate();
}

GalleryPage::GalleryPage(Studio& studio, QWidget* parent)
    : QWidget(parent), d_(std::make_unique<Private>(studio, *this)) {
    setObjectName(QStringLiteral("galleryPage"));
    d_->build();
}

GalleryPage::~GalleryPage() {
    delete d_->stack; // its views look at the model, which goes with d_
}

bool GalleryPage::canExport() const {
    return d_->images.hasLatents();
}

void GalleryPage::exportShown() {
    if (canExport())
        d_->studio.exportFrom(d_->images.exportOf(d_->chosen()));
}

std::optional<ModelSource> GalleryPage::shownModel() const {
    return d_->images.source();
}

void GalleryPage::setLiveRenderer(TrainingFollower::LiveRenderer renderer) {
    d_->images.setLiveRenderer(std::move(renderer));
}

void GalleryPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        d_->retranslate();
        d_->refresh();
    }
    QWidget::changeEvent(event);
}

void GalleryPage::showEvent(QShowEvent* event) {
    d_->images.setActive(true);
    d_->openSomething();
    QWidget::showEvent(event);
}

void GalleryPage::hideEvent(QHideEvent* event) {
    d_->images.setActive(false);
    QWidget::hideEvent(event);
}

} // namespace wasserfarbe
