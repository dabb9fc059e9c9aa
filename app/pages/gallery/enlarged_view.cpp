#include "app/pages/gallery/enlarged_view.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/look/figures.h"
#include "widgets/look/icon.h"
#include "widgets/look/image_view.h"
#include "widgets/look/metrics.h"

namespace wasserfarbe {

EnlargedView::EnlargedView(QWidget* parent)
    : QWidget(parent),
      view_(new ImageView(this)),
      place_(new QLabel(this)),
      back_(new QToolButton(this)),
      previous_(new QToolButton(this)),
      next_(new QToolButton(this)) {
    setObjectName(QStringLiteral("enlargedView"));
    setFocusPolicy(Qt::StrongFocus);
    view_->setObjectName(QStringLiteral("enlargedImage"));
    back_->setObjectName(QStringLiteral("enlargedBack"));
    previous_->setObjectName(QStringLiteral("enlargedPrevious"));
    next_->setObjectName(QStringLiteral("enlargedNext"));
    place_->setObjectName(QStringLiteral("enlargedPlace"));
    back_->setIcon(icon(QStringLiteral("gallery")));
    back_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    previous_->setIcon(icon(QStringLiteral("previous")));
    next_->setIcon(icon(QStringLiteral("next")));

    auto* bar = new QHBoxLayout;
    bar->setSpacing(kUnit);
    bar->addWidget(back_);
    bar->addStretch(1);
    bar->addWidget(previous_);
    bar->addWidget(place_);
    bar->addWidget(next_);
    bar->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit);
    layout->addLayout(bar);
    layout->addWidget(view_, 1);

    connect(back_, &QToolButton::clicked, this, &EnlargedView::closed);
    connect(previous_, &QToolButton::clicked, this, [this] { Q_EMIT moveRequested(-1); });
    connect(next_, &QToolButton::clicked, this, [this] { Q_EMIT moveRequested(1); });
    connect(view_, &ImageView::menuRequested, this, &EnlargedView::menuRequested);
    connect(view_, &ImageView::dragStarted, this, &EnlargedView::dragStarted);
    connect(view_, &ImageView::pixelDoubleClicked, this, &EnlargedView::closed);
    retranslate();
}

void EnlargedView::setImage(const QImage& image) {
    view_->setImage(image);
}

void EnlargedView::setPlace(int row, int count) {
    row_ = row;
    count_ = count;
    previous_->setEnabled(row > 0);
    next_->setEnabled(row + 1 < count);
    retranslate();
}

void EnlargedView::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up:
    case Qt::Key_PageUp:
        Q_EMIT moveRequested(-1);
        return;
    case Qt::Key_Right:
    case Qt::Key_Down:
    case Qt::Key_PageDown:
    case Qt::Key_Space:
        Q_EMIT moveRequested(1);
        return;
    case Qt::Key_Home:
        Q_EMIT moveRequested(-row_);
        return;
    case Qt::Key_End:
        Q_EMIT moveRequested(count_ - 1 - row_);
        return;
    case Qt::Key_Escape:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT closed();
        return;
    }
    QWidget::keyPressEvent(event);
}

void EnlargedView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void EnlargedView::retranslate() {
    setAccessibleName(tr("One image, large"));
    setToolTip(tr("Arrow keys show other images, Esc goes back to all of them"));
    view_->setAccessibleName(tr("Image %1").arg(countText(row_ + 1)));
    view_->setPlaceholder(tr("Making the image…"));
    place_->setText(tr("Image %1 of %2").arg(countText(row_ + 1), countText(count_)));
    back_->setText(tr("All images"));
    back_->setToolTip(tr("Back to all images (Esc)"));
    back_->setAccessibleName(tr("All images"));
    previous_->setToolTip(tr("The image before (Left)"));
    previous_->setAccessibleName(tr("The image before"));
    next_->setToolTip(tr("The next image (Right)"));
    next_->setAccessibleName(tr("The next image"));
}

} // namespace wasserfarbe
