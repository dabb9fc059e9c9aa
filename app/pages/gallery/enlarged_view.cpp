#include "app/pages/gallery/enlarged_view.h"

#include <QKeyEvent>
#include <QLabel>
#include <QToolButton>

#include "widgets/look/figures.h"
#include "widgets/look/icon.h"
#include "widgets/look/image_view.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"

namespace wasserfarbe {

EnlargedView::EnlargedView(QWidget* parent)
    : QWidget(parent),
      view_(named<ImageView>("enlargedImage", this)),
      place_(named<QLabel>("enlargedPlace", this)),
      back_(named<QToolButton>("enlargedBack", this)),
      previous_(named<QToolButton>("enlargedPrevious", this)),
      next_(named<QToolButton>("enlargedNext", this)) {
    setObjectName(QStringLiteral("enlargedView"));
    setFocusPolicy(Qt::StrongFocus);
    back_->setIcon(icon(QStringLiteral("gallery")));
    back_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    previous_->setIcon(icon(QStringLiteral("previous")));
    next_->setIcon(icon(QStringLiteral("next")));
    column(this, {row({back_, freeRoom(1), previous_, place_, next_, freeRoom(1)}), {view_, 1}});
    connect(back_, &QToolButton::clicked, this, &EnlargedView::closed);
    connect(previous_, &QToolButton::clicked, this, [this] { Q_EMIT moveRequested(-1); });
    connect(next_, &QToolButton::clicked, this, [this] { Q_EMIT moveRequested(1); });
    connect(view_, &ImageView::menuRequested, this, &EnlargedView::menuRequested);
    connect(view_, &ImageView::dragStarted, this, &EnlargedView::dragStarted);
    connect(view_, &ImageView::pixelDoubleClicked, this, &EnlargedView::closed);
    followLanguage(this, [this] { retranslate(); });
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

void EnlargedView::retranslate() {
    describeField(this, tr("One image, large"),
                  tr("Arrow keys show other images, Esc goes back to all of them"));
    view_->setAccessibleName(tr("Image %1").arg(countText(row_ + 1)));
    view_->setPlaceholder(tr("Making the image…"));
    place_->setText(tr("Image %1 of %2").arg(countText(row_ + 1), countText(count_)));
    describe(back_, tr("All images"), tr("Back to all images (Esc)"));
    describeField(previous_, tr("The image before"), tr("The image before (Left)"));
    describeField(next_, tr("The next image"), tr("The next image (Right)"));
}

} // namespace wasserfarbe
