#include "app/pages/gallery/gallery_actions.h"

#include <QAction>
#include <QLabel>
#include <QSlider>
#include <QToolButton>

#include "widgets/look/icon.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"
#include "widgets/pictures/thumbnail_wall.h"

namespace wasserfarbe {
namespace {

/// As `describe` of a button, for an action.
void describe(QAction* action, const QString& text, const QString& tip) {
    action->setText(text);
    action->setToolTip(tip);
}

} // namespace

GalleryActions::GalleryActions(QWidget* parent)
    : QWidget(parent),
      counts_(named<QLabel>("galleryCounts", this)),
      zoom_(new QWidget(this)),
      zoomOut_(named<QToolButton>("galleryZoomOut", zoom_)),
      zoomSlider_(named<QSlider>("galleryZoom", Qt::Horizontal, zoom_)),
      zoomIn_(named<QToolButton>("galleryZoomIn", zoom_)) {
    enlarge = add(QStringLiteral("enlarge"), QStringLiteral("zoom-in"), {});
    keep = add(QStringLiteral("keep"), QStringLiteral("keep"), Qt::Key_K);
    useA = add(QStringLiteral("useAsA"), {}, Qt::Key_A);
    useB = add(QStringLiteral("useAsB"), {}, Qt::Key_B);
    copy = add(QStringLiteral("copy"), {}, QKeySequence::Copy);
    exportImages = add(QStringLiteral("export"), QStringLiteral("export"), {});
    selectAll = add(QStringLiteral("selectAll"), {}, QKeySequence::SelectAll);

    makeQuiet(counts_);
    zoomOut_->setIcon(icon(QStringLiteral("zoom-out")));
    zoomIn_->setIcon(icon(QStringLiteral("zoom-in")));
    for (QToolButton* button : {zoomOut_, zoomIn_}) {
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
    }
    zoomSlider_->setRange(ThumbnailWall::kSmallestThumbnail, ThumbnailWall::kLargestThumbnail);
    zoomSlider_->setSingleStep(kUnit);
    zoomSlider_->setPageStep(4 * kUnit);
    zoomSlider_->setFixedWidth(16 * kUnit);
    row(zoom_, {zoomOut_, zoomSlider_, zoomIn_}, 0);
    row(this, {counts_, freeRoom(1), makeButton(keep), makeButton(useA), makeButton(useB),
               makeButton(exportImages), gap(kUnit), zoom_});
    followLanguage(this, [this] { retranslate(); });
}

QAction* GalleryActions::add(const QString& name, const QString& iconName, const QKeySequence& key) {
    auto* action = new QAction(this);
    action->setObjectName(QStringLiteral("gallery-%1").arg(name));
    if (!iconName.isEmpty())
        action->setIcon(icon(iconName));
    action->setShortcut(key);
    action->setEnabled(false); // there are no images yet
    // Typing into a field of the page must not trigger them: the views that show images take them.
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    return action;
}

QToolButton* GalleryActions::makeButton(QAction* action) {
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setObjectName(QString(action->objectName()).replace(QLatin1Char('-'), QLatin1Char('_')) +
                          QStringLiteral("_button"));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

QList<QAction*> GalleryActions::all() const {
    return {enlarge, nullptr, useA, useB, keep, nullptr, copy, exportImages, nullptr, selectAll};
}

void GalleryActions::connectZoom(ThumbnailWall* wall) {
    zoomSlider_->setValue(wall->thumbnailSize());
    connect(zoomSlider_, &QSlider::valueChanged, wall, &ThumbnailWall::setThumbnailSize);
    connect(wall, &ThumbnailWall::thumbnailSizeChanged, zoomSlider_, &QSlider::setValue);
    connect(zoomOut_, &QToolButton::clicked, wall, &ThumbnailWall::zoomOut);
    connect(zoomIn_, &QToolButton::clicked, wall, &ThumbnailWall::zoomIn);
}

void GalleryActions::setZoomShown(bool shown) {
    zoom_->setVisible(shown);
}

void GalleryActions::setCounts(int count, int chosen, bool possible) {
    count_ = count;
    chosen_ = chosen;
    for (QAction* action : {enlarge, keep, useA, useB, copy})
        action->setEnabled(possible && chosen > 0);
    for (QAction* action : {exportImages, selectAll})
        action->setEnabled(possible && count > 0);
    retranslate();
}

void GalleryActions::retranslate() {
    describe(enlarge, tr("Enlarge"), tr("Show this image large (Enter)"));
    describe(keep, tr("Keep"), tr("Keep the selected images in the strip on the page Explore (K)"));
    describe(useA, tr("Use as A"), tr("Explore between this image and B (A)"));
    describe(useB, tr("Use as B"), tr("Explore between A and this image (B)"));
    describe(copy, tr("Copy image"), tr("Copy this image for other programs (Ctrl+C)"));
    describe(selectAll, tr("Select all"), tr("Select all images (Ctrl+A)"));
    if (chosen_ > 0)
        describe(exportImages, tr("Export %Ln image(s)…", nullptr, chosen_),
                 tr("Save the selected images as files (Ctrl+E)"));
    else
        describe(exportImages, tr("Export all…"), tr("Save all images as files (Ctrl+E)"));
    counts_->setText(chosen_ > 0  ? tr("%Ln selected", nullptr, chosen_)
                     : count_ > 0 ? tr("%Ln image(s)", nullptr, count_)
                                  : QString());
    for (QToolButton* button : findChildren<QToolButton*>())
        if (button->defaultAction())
            button->setAccessibleName(button->defaultAction()->text());
    describeField(zoomOut_, tr("Smaller images"), tr("Smaller images (Ctrl+-)"));
    describeField(zoomIn_, tr("Larger images"), tr("Larger images (Ctrl++)"));
    describeField(zoomSlider_, tr("Size of the images"), tr("Size of the images (Ctrl+wheel)"));
}

} // namespace wasserfarbe
