#include "widgets/look/image_view.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QContextMenuEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOptionFocusRect>

#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {

ImageView::ImageView(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMinimumSize(8 * kUnit, 8 * kUnit);
}

void ImageView::setImage(const QImage& image) {
    if (image.size() != image_.size())
        updateGeometry();
    image_ = image;
    image_.setDevicePixelRatio(1);
    update();
}

void ImageView::setPlaceholder(const QString& text) {
    placeholder_ = text;
    if (image_.isNull())
        update();
}

QRect ImageView::imageRect() const {
    return place().toRect();
}

/// The multiple is one of the screen's own pixels, so that the picture's stay square on fractional scale
/// factors too.
QRectF ImageView::place() const {
    if (image_.isNull() || size().isEmpty())
        return {};
    const qreal ratio = devicePixelRatioF();
    double scale = std::min(width() * ratio / image_.width(), height() * ratio / image_.height());
    if (scale >= 1)
        scale = std::floor(scale);
    const QSizeF shown(image_.width() * scale / ratio, image_.height() * scale / ratio);
    const auto start = [ratio](double room) { return std::floor(room / 2 * ratio) / ratio; };
    return {QPointF(start(width() - shown.width()), start(height() - shown.height())), shown};
}

QSize ImageView::sizeHint() const {
    const int side = 40 * kUnit;
    if (image_.isNull())
        return {side, side};
    const int scale = std::max(1, std::min(side / image_.width(), side / image_.height()));
    return image_.size() * scale;
}

void ImageView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QRectF place = this->place();
    if (image_.isNull()) {
        painter.setPen(quietColor(palette()));
        painter.drawText(rect().adjusted(kUnit, kUnit, -kUnit, -kUnit), Qt::AlignCenter | Qt::TextWordWrap,
                         placeholder_);
    } else if (place.width() * devicePixelRatioF() < image_.width()) {
        QImage small = image_.scaled((place.size() * devicePixelRatioF()).toSize().expandedTo(QSize(1, 1)),
                                     Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        painter.drawImage(place, small);
    } else {
        painter.drawImage(place, image_);
    }
    if (hasFocus()) {
        painter.setPen(QPen(accentColor(palette()), 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

QPoint ImageView::pixelAt(QPoint position) const {
    const QRectF place = this->place();
    const QPointF inside = QPointF(position) + QPointF(0.5, 0.5) - place.topLeft();
    if (place.isEmpty() || inside.x() < 0 || inside.y() < 0 || inside.x() >= place.width() ||
        inside.y() >= place.height())
        return {-1, -1};
    return {static_cast<int>(inside.x() * image_.width() / place.width()),
            static_cast<int>(inside.y() * image_.height() / place.height())};
}

void ImageView::mousePressEvent(QMouseEvent* event) {
    const QPoint pixel = pixelAt(event->position().toPoint());
    if (pixel.x() < 0) {
        QWidget::mousePressEvent(event);
        return;
    }
    pressed_ = event->position().toPoint();
    pressing_ = event->button() == Qt::LeftButton;
    Q_EMIT pixelClicked(pixel, event->button());
}

void ImageView::mouseMoveEvent(QMouseEvent* event) {
    const int distance = (event->position().toPoint() - pressed_).manhattanLength();
    if (!pressing_ || distance < QApplication::startDragDistance())
        return;
    pressing_ = false;
    Q_EMIT dragStarted(pixelAt(pressed_));
}

void ImageView::mouseReleaseEvent(QMouseEvent*) {
    pressing_ = false;
}

void ImageView::mouseDoubleClickEvent(QMouseEvent* event) {
    const QPoint pixel = pixelAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && pixel.x() >= 0)
        Q_EMIT pixelDoubleClicked(pixel);
}

void ImageView::contextMenuEvent(QContextMenuEvent* event) {
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QPoint position = byKey ? rect().center() : event->pos();
    Q_EMIT menuRequested(mapToGlobal(position), pixelAt(position));
}

} // namespace wasserfarbe
