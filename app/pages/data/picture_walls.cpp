#include "app/pages/data/picture_walls.h"

#include <algorithm>

#include <QAction>
#include <QClipboard>
#include <QDrag>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSlider>
#include <QToolButton>
#include <QUrl>

#include "app/pages/data/crop_editor.h"
#include "app/pages/data/picture_model.h"
#include "app/studio/finding_texts.h"
#include "model/types/unhandled_value.h"
#include "widgets/look/figures.h"
#include "widgets/look/icon.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"
#include "widgets/pictures/thumbnail_wall.h"

namespace wasserfarbe {
namespace {

/// More are rarely meant, and other programs choke on them.
constexpr qsizetype kMostDragged = 1000;

} // namespace

PictureWalls::PictureWalls(PictureModel& model, QWidget* parent)
    : QWidget(parent),
      model_(model),
      filter_(new QWidget(this)),
      filterText_(named<QLabel>("filterText", filter_)),
      showAll_(named<QPushButton>("showAll", filter_)),
      grid_(new QGridLayout),
      picturesTitle_(new QLabel(this)),
      seenTitle_(new QLabel(this)),
      pictures_(named<ThumbnailWall>("picturesWall", this)),
      seen_(named<ThumbnailWall>("seenWall", this)),
      zoom_(new QWidget(this)),
      zoomOut_(named<QToolButton>("zoomOut", zoom_)),
      zoomSlider_(named<QSlider>("zoom", Qt::Horizontal, zoom_)),
      zoomIn_(named<QToolButton>("zoomIn", zoom_)) {
    buildWalls();
    buildZoom();
    tieTogether();
    followLanguage(this, [this] { retranslate(); });
}

void PictureWalls::buildWalls() {
    pictures_->setModel(&model_);
    seen_->setModel(&model_);
    seen_->setPictureRole(PictureModel::SeenRole);
    QItemSelectionModel* own = seen_->selectionModel();
    seen_->setSelectionModel(pictures_->selectionModel());
    delete own;
    pictures_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // one bar moves both
    grid_->setSpacing(kUnit);
    grid_->addWidget(picturesTitle_, 0, 0);
    grid_->addWidget(seenTitle_, 0, 1);
    grid_->addWidget(pictures_, 1, 0);
    grid_->addWidget(seen_, 1, 1);
    grid_->setRowStretch(1, 1);
    row(filter_, {filterText_, showAll_, freeRoom(1)}, 2 * kUnit);
    column(this, {filter_, {grid_, 1}});
}

void PictureWalls::buildZoom() {
    for (QToolButton* button : {zoomOut_, zoomIn_}) {
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
    }
    zoomOut_->setIcon(icon(QStringLiteral("zoom-out")));
    zoomIn_->setIcon(icon(QStringLiteral("zoom-in")));
    zoomSlider_->setRange(ThumbnailWall::kSmallestThumbnail, ThumbnailWall::kLargestThumbnail / 2);
    zoomSlider_->setSingleStep(kUnit);
    zoomSlider_->setPageStep(4 * kUnit);
    zoomSlider_->setFixedWidth(12 * kUnit);
    zoomSlider_->setValue(pictures_->thumbnailSize());
    row(zoom_, {zoomOut_, zoomSlider_, zoomIn_}, kUnit / 2);
    connect(zoomOut_, &QToolButton::clicked, pictures_, &ThumbnailWall::zoomOut);
    connect(zoomIn_, &QToolButton::clicked, pictures_, &ThumbnailWall::zoomIn);
    connect(zoomSlider_, &QSlider::valueChanged, pictures_, &ThumbnailWall::setThumbnailSize);
}

void PictureWalls::tieTogether() {
    connect(showAll_, &QPushButton::clicked, this, &PictureWalls::allWanted);
    connect(pictures_, &ThumbnailWall::thumbnailsWanted, &model_, &PictureModel::want);
    for (ThumbnailWall* wall : {pictures_, seen_}) {
        ThumbnailWall* other = wall == pictures_ ? seen_ : pictures_;
        connect(wall->verticalScrollBar(), &QScrollBar::valueChanged, other->verticalScrollBar(),
                &QScrollBar::setValue);
        connect(wall, &ThumbnailWall::thumbnailSizeChanged, other, &ThumbnailWall::setThumbnailSize);
        connect(wall, &ThumbnailWall::columnsChanged, this, &PictureWalls::keepInStep);
        connect(wall, &ThumbnailWall::menuRequested, this, &PictureWalls::showMenu);
        connect(wall, &ThumbnailWall::dragRequested, this, &PictureWalls::drag);
    }
    connect(pictures_, &ThumbnailWall::activated, this, [this](const QModelIndex& index) {
        Q_EMIT openRequested(index.data(PictureModel::FileRole).toString());
    });
    connect(seen_, &ThumbnailWall::activated, this,
            [this](const QModelIndex& index) { Q_EMIT cropRequested(index.row()); });
    connect(pictures_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) { Q_EMIT currentRowChanged(index.row()); });
    connect(pictures_, &ThumbnailWall::thumbnailSizeChanged, this, [this](int size) {
        zoomSlider_->setValue(size);
        Q_EMIT thumbnailSizeChanged(size);
    });
}

/// Equal numbers of columns make equal rows, so that one scroll position fits both.
void PictureWalls::keepInStep() {
    if (inStep_)
        return;
    inStep_ = true;
    const int columns = std::min(pictures_->columnsThatFit(), seen_->columnsThatFit());
    pictures_->setMostColumns(columns);
    seen_->setMostColumns(columns);
    seen_->verticalScrollBar()->setValue(pictures_->verticalScrollBar()->value());
    inStep_ = false;
}

void PictureWalls::setThumbnailSize(int size) {
    pictures_->setThumbnailSize(size);
}

void PictureWalls::setSeenOptions(const SeenOptions& options) {
    options_ = options;
    const int aspect = options.isPair() ? 2 : 1;
    seen_->setAspect(aspect);
    grid_->setColumnStretch(0, 1);
    grid_->setColumnStretch(1, aspect);
    model_.setSeenOptions(options);
    showSeenOptions();
}

void PictureWalls::setShownKind(const std::optional<Finding>& kind) {
    if (kind != model_.shownKind())
        model_.setShownKind(kind);
    showKind();
}

void PictureWalls::showKind() {
    const std::optional<Finding>& kind = model_.shownKind();
    const int count = model_.rowCount();
    if (kind) //: %1 is the number, %2 a kind of pictures: "Transparent"
        filterText_->setText(
            tr("Showing %1 picture(s): %2", nullptr, count).arg(countText(count), findingTitle(*kind)));
    filter_->setVisible(kind.has_value());
    pictures_->setPlaceholder(kind ? tr("None of these could be shown. Their names are below.")
                                   : tr("The folder's pictures will be here."));
}

void PictureWalls::setCurrentRow(int row) {
    const QModelIndex index = model_.index(row);
    pictures_->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    pictures_->scrollTo(index); // the other one follows its bar
}

void PictureWalls::showMenu(QPoint position, const QModelIndex& index) {
    if (!index.isValid())
        return;
    const QString file = index.data(PictureModel::FileRole).toString();
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    menu->addAction(tr("&Open"), this, [this, file] { Q_EMIT openRequested(file); });
    menu->addAction(icon(QStringLiteral("reveal")), tr("Show in &folder"), this,
                    [this, file] { Q_EMIT revealRequested(file); });
    menu->addAction(icon(QStringLiteral("copy")), tr("&Copy path"), this,
                    [file] { QGuiApplication::clipboard()->setText(file); });
    menu->addSeparator();
    QAction* crop = menu->addAction(icon(QStringLiteral("crop")), tr("&Adjust crop…"), this,
                                    [this, row = index.row()] { Q_EMIT cropRequested(row); });
    crop->setObjectName(QStringLiteral("adjustCrop"));
    const bool crops = CropEditor::isPossible(options_.fit);
    crop->setEnabled(crops && model_.isUsable(index.row()));
    crop->setToolTip(crops ? tr("Chooses which part of this picture is kept")
                           : tr("Nothing is cropped: choose a crop as Fit first"));
    menu->popup(position);
}

void PictureWalls::drag() {
    QList<QUrl> urls;
    for (const QModelIndex& index : pictures_->chosenIndexes()) {
        urls.append(QUrl::fromLocalFile(index.data(PictureModel::FileRole).toString()));
        if (urls.size() == kMostDragged)
            break;
    }
    if (urls.isEmpty())
        return;
    auto* files = new QMimeData; // the drag owns it
    files->setUrls(urls);
    auto* dragged = new QDrag(this); // deletes itself
    dragged->setMimeData(files);
    const QImage image = pictures_->currentIndex().data(Qt::DecorationRole).value<QImage>();
    if (!image.isNull())
        dragged->setPixmap(
            QPixmap::fromImage(image.scaled(64, 64, Qt::KeepAspectRatio, Qt::SmoothTransformation)));
    dragged->exec(Qt::CopyAction); // the platform's own loop, as long as the button is held
}

QString PictureWalls::seenText() const {
    if (options_.roll)
        return tr("What the critic sees: %1 × %1 pixels, changed at random");
    switch (options_.fit) {
    case Fit::Crop:
        return tr("What the network sees: %1 × %1 pixels from the centre");
    case Fit::Top:
        return tr("What the network sees: %1 × %1 pixels from the top");
    case Fit::Pad:
        return tr("What the network sees: %1 × %1 pixels, padded");
    case Fit::Edge:
        return tr("What the network sees: %1 × %1 pixels, padded with the edge");
    case Fit::Stretch:
        return tr("What the network sees: %1 × %1 pixels, stretched");
    }
    unhandled_value();
}

void PictureWalls::showSeenOptions() {
    seenTitle_->setText(seenText().arg(options_.size));
    describeField(seen_, tr("What the network sees"),
                  CropEditor::isPossible(options_.fit)
                      ? tr("The same pictures as training gets them. Double-click adjusts the crop.")
                      : tr("The same pictures as training gets them"));
}

void PictureWalls::retranslate() {
    picturesTitle_->setText(tr("Your pictures"));
    describeField(
        pictures_, tr("Your pictures"),
        tr("The pictures of the folder. Double-click opens one; Ctrl and the mouse wheel change the size."));
    seen_->setPlaceholder(tr("What the network sees of them will be here."));
    describeField(zoomSlider_, tr("Size of the thumbnails"),
                  tr("Size of the thumbnails; also Ctrl and the mouse wheel"));
    describeField(zoomIn_, tr("Larger thumbnails"), tr("Larger thumbnails (+)"));
    describeField(zoomOut_, tr("Smaller thumbnails"), tr("Smaller thumbnails (-)"));
    describe(showAll_, tr("Sho&w all"), tr("Shows all pictures again"), tr("Show all pictures"));
    showSeenOptions();
    showKind();
}

} // namespace wasserfarbe
