#include "widgets/pictures/crop_geometry.h"

#include <algorithm>

namespace wasserfarbe {
namespace {

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

} // namespace wasserfarbe
