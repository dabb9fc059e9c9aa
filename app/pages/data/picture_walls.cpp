#include "app/pages/data/picture_walls.h"

#include <algorithm>

#include <QAction>
#include <QClipboard>
#include <QDrag>
#include <QEvent>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QScrollBar>
#include <QSlider>
#include <QToolButton>
#include <QUrl>

#include "app/pages/data/crop_editor.h"
#include "app/pages/data/picture_model.h"
#include "model/types/unhandled_value.h"
#include "widgets/look/icon.h"
#include "widgets/look/metrics.h"
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
      picturesTitle_(new QLabel(this)),
      seenTitle_(new QLabel(this)),
      pictures_(new ThumbnailWall(this)),
      seen_(new ThumbnailWall(this)),
      zoom_(new QWidget(this)),
      zoomOut_(new QToolButton(zoom_)),
      zoomSlider_(new QSlider(Qt::Horizontal, zoom_)),
      zoomIn_(new QToolButton(zoom_)) {
    buildWalls();
    buildZoom();
    tieTogether();
    retranslate();
}

void PictureWalls::buildWalls() {
    pictures_->setObjectName(QStringLiteral("picturesWall"));
    seen_->setObjectName(QStringLiteral("seenWall"));
    pictures_->setModel(&model_);
    seen_->setModel(&model_);
    seen_->setPictureRole(PictureModel::SeenRole);
    QItemSelectionModel* own = seen_->selectionModel();
    seen_->setSelectionModel(pictures_->selectionModel());
    delete own;
    pictures_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // one bar moves both
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(kUnit);
    layout->setVerticalSpacing(kUnit);
    layout->addWidget(picturesTitle_, 0, 0);
    layout->addWidget(seenTitle_, 0, 1);
    layout->addWidget(pictures_, 1, 0);
    layout->addWidget(seen_, 1, 1);
    layout->setRowStretch(1, 1);
}

void PictureWalls::buildZoom() {
    zoomOut_->setObjectName(QStringLiteral("zoomOut"));
    zoomSlider_->setObjectName(QStringLiteral("zoom"));
    zoomIn_->setObjectName(QStringLiteral("zoomIn"));
    zoomOut_->setAutoRaise(true);
    zoomIn_->setAutoRaise(true);
    zoomOut_->setFocusPolicy(Qt::TabFocus);
    zoomIn_->setFocusPolicy(Qt::TabFocus);
    zoomOut_->setIcon(icon(QStringLiteral("zoom-out")));
    zoomIn_->setIcon(icon(QStringLiteral("zoom-in")));
    zoomSlider_->setRange(ThumbnailWall::kSmallestThumbnail, ThumbnailWall::kLargestThumbnail / 2);
    zoomSlider_->setSingleStep(kUnit);
    zoomSlider_->setPageStep(4 * kUnit);
    zoomSlider_->setFixedWidth(12 * kUnit);
    zoomSlider_->setValue(pictures_->thumbnailSize());
    auto* layout = new QHBoxLayout(zoom_);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit / 2);
    layout->addWidget(zoomOut_);
    layout->addWidget(zoomSlider_);
    layout->addWidget(zoomIn_);
    connect(zoomOut_, &QToolButton::clicked, pictures_, &ThumbnailWall::zoomOut);
    connect(zoomIn_, &QToolButton::clicked, pictures_, &ThumbnailWall::zoomIn);
    connect(zoomSlider_, &QSlider::valueChanged, pictures_, &ThumbnailWall::setThumbnailSize);
}

void PictureWalls::tieTogether() {
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
    auto* grid = static_cast<QGridLayout*>(layout());
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, aspect);
    model_.setSeenOptions(options);
    retranslate();
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

void PictureWalls::retranslate() {
    picturesTitle_->setText(tr("Your pictures"));
    seenTitle_->setText(seenText().arg(options_.size));
    pictures_->setAccessibleName(tr("Your pictures"));
    pictures_->setToolTip(
        tr("The pictures of the folder. Double-click opens one; Ctrl and the mouse wheel change the size."));
    seen_->setAccessibleName(tr("What the network sees"));
    seen_->setToolTip(CropEditor::isPossible(options_.fit)
                          ? tr("The same pictures as training gets them. Double-click adjusts the crop.")
                          : tr("The same pictures as training gets them"));
    zoomSlider_->setToolTip(tr("Size of the thumbnails; also Ctrl and the mouse wheel"));
    zoomSlider_->setAccessibleName(tr("Size of the thumbnails"));
    zoomIn_->setToolTip(tr("Larger thumbnails (+)"));
    zoomIn_->setAccessibleName(tr("Larger thumbnails"));
    zoomOut_->setToolTip(tr("Smaller thumbnails (-)"));
    zoomOut_->setAccessibleName(tr("Smaller thumbnails"));
}

void PictureWalls::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace wasserfarbe
