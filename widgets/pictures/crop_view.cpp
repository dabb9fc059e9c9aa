#include "widgets/pictures/crop_view.h"

#include <algorithm>
#include <cmath>

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include "widgets/look/labelling.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

constexpr double kNudge = 0.01;
constexpr double kLongNudge = 0.1;
constexpr int kDimmed = 168; ///< of 255: how dark the rest is

double bounded(double share) {
    return std::clamp(share, 0.0, 1.0);
}

} // namespace

QRectF CropGeometry::pictureRect() const {
    if (picture.isEmpty() || area.isEmpty())
        return {};
    QRectF rect(QPointF(), QSizeF(picture).scaled(area.size(), Qt::KeepAspectRatio));
    rect.moveCenter(area.center());
    return rect;
}

QRectF CropGeometry::squareRect(const CropPlace& place) const {
    const QRectF whole = pictureRect();
    const double side = std::min(whole.width(), whole.height());
    return {whole.left() + (whole.width() - side) * bounded(place.x),
            whole.top() + (whole.height() - side) * bounded(place.y), side, side};
}

std::optional<Qt::Orientation> CropGeometry::freeAxis() const {
    if (picture.isEmpty() || picture.width() == picture.height())
        return {};
    return picture.width() > picture.height() ? Qt::Horizontal : Qt::Vertical;
}

double CropGeometry::share(const CropPlace& place) const {
    const std::optional<Qt::Orientation> axis = freeAxis();
    return axis ? bounded(*axis == Qt::Horizontal ? place.x : place.y) : 0.5;
}

CropPlace CropGeometry::withShare(const CropPlace& place, double share) const {
    CropPlace result = place;
    if (const std::optional<Qt::Orientation> axis = freeAxis())
        (*axis == Qt::Horizontal ? result.x : result.y) = bounded(share);
    return result;
}

CropPlace CropGeometry::moved(const CropPlace& place, QPointF by) const {
    const QRectF whole = pictureRect();
    const bool across = freeAxis() == Qt::Horizontal;
    const double room = across ? whole.width() - whole.height() : whole.height() - whole.width();
    if (room <= 0)
        return place;
    return withShare(place, share(place) + (across ? by.x() : by.y()) / room);
}

CropPlace CropGeometry::centredAt(const CropPlace& place, QPointF position) const {
    return moved(place, position - squareRect(place).center());
}

CropPlace CropGeometry::nudged(const CropPlace& place, double by) const {
    return withShare(place, share(place) + by);
}

CropView::CropView(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    followLanguage(this, [this] { tellPlace(); });
}

CropGeometry CropView::geometryOfCrop() const {
    // Room for the square's outline and the sign of focus.
    return {picture_.size(), QRectF(rect()).adjusted(2, 2, -2, -2)};
}

void CropView::setPicture(const QImage& picture) {
    picture_ = picture;
    dragging_ = false;
    tellPlace();
    showCursor();
    update();
}

void CropView::setPlace(const CropPlace& place) {
    if (place == place_)
        return;
    place_ = place;
    tellPlace();
    update();
}

void CropView::setPlaceholder(const QString& text) {
    placeholder_ = text;
    update();
}

void CropView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), surfaceColor(palette()));
    const CropGeometry geometry = geometryOfCrop();
    const QRectF whole = geometry.pictureRect();
    if (whole.isEmpty()) {
        painter.setPen(quietColor(palette()));
        painter.drawText(rect().adjusted(2 * kUnit, 2 * kUnit, -2 * kUnit, -2 * kUnit),
                         Qt::AlignCenter | Qt::TextWordWrap, placeholder_);
        return;
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(whole, picture_);
    const QRectF square = geometry.squareRect(place_);
    QPainterPath rest;
    rest.addRect(whole);
    QPainterPath kept;
    kept.addRect(square);
    painter.fillPath(rest.subtracted(kept), QColor(0, 0, 0, kDimmed));
    // A dark line beside the bright one is seen on every picture.
    painter.setPen(QPen(QColor(0, 0, 0, kDimmed), 1));
    painter.drawRect(square.adjusted(-1.5, -1.5, 1.5, 1.5));
    painter.setPen(QPen(hasFocus() ? accentColor(palette()) : QColor(Qt::white), hasFocus() ? 2 : 1));
    painter.drawRect(square);
}

/// A screen reader hears where the square is; the picture itself it can't tell.
void CropView::tellPlace() {
    const CropGeometry geometry = geometryOfCrop();
    QString text = picture_.isNull() ? placeholder_ : tr("The whole picture is kept.");
    if (const std::optional<Qt::Orientation> axis = geometry.freeAxis())
        text = (*axis == Qt::Horizontal ? tr("%1 % from the left") : tr("%1 % from the top"))
                   .arg(QLocale().toString(std::lround(100 * geometry.share(place_))));
    setAccessibleDescription(text);
}

void CropView::showCursor() {
    if (const std::optional<Qt::Orientation> axis = geometryOfCrop().freeAxis())
        setCursor(*axis == Qt::Horizontal ? Qt::SizeHorCursor : Qt::SizeVerCursor);
    else
        unsetCursor();
}

void CropView::moveTo(const CropPlace& place) {
    if (place == place_)
        return;
    setPlace(place);
    Q_EMIT placeMoved(place_);
}

void CropView::nudge(double by) {
    const CropPlace before = place_;
    moveTo(geometryOfCrop().nudged(place_, by));
    if (place_ != before)
        Q_EMIT placeChosen(place_);
}

void CropView::keyPressEvent(QKeyEvent* event) {
    const std::optional<Qt::Orientation> axis = geometryOfCrop().freeAxis();
    const bool across = axis == Qt::Horizontal;
    const double step = event->modifiers().testFlag(Qt::ShiftModifier) ? kLongNudge : kNudge;
    if (axis && event->key() == (across ? Qt::Key_Left : Qt::Key_Up))
        return nudge(-step);
    if (axis && event->key() == (across ? Qt::Key_Right : Qt::Key_Down))
        return nudge(step);
    if (event->key() == Qt::Key_Home) {
        Q_EMIT resetRequested();
        return;
    }
    QWidget::keyPressEvent(event);
}

void CropView::mousePressEvent(QMouseEvent* event) {
    const CropGeometry geometry = geometryOfCrop();
    if (event->button() != Qt::LeftButton || !geometry.freeAxis() ||
        !geometry.pictureRect().contains(event->position()))
        return QWidget::mousePressEvent(event);
    dragging_ = true;
    grabbedAt_ = event->position();
    placeBefore_ = grabbedPlace_ = place_;
    if (geometry.squareRect(place_).contains(event->position()))
        return;
    // A press beside the square brings it there.
    moveTo(geometry.centredAt(place_, event->position()));
    grabbedPlace_ = place_;
}

void CropView::mouseMoveEvent(QMouseEvent* event) {
    if (!dragging_)
        return QWidget::mouseMoveEvent(event);
    moveTo(geometryOfCrop().moved(grabbedPlace_, event->position() - grabbedAt_));
}

void CropView::mouseReleaseEvent(QMouseEvent* event) {
    if (!dragging_ || event->button() != Qt::LeftButton)
        return QWidget::mouseReleaseEvent(event);
    dragging_ = false;
    if (place_ != placeBefore_)
        Q_EMIT placeChosen(place_);
}

} // namespace wasserfarbe
