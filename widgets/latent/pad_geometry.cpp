#include "widgets/latent/pad_geometry.h"

#include <algorithm>
#include <cmath>

namespace wasserfarbe {

PadGeometry PadGeometry::fit(const QSize& area, int steps, int imageSize, double pixelRatio) {
    PadGeometry geometry;
    geometry.steps = std::max(1, steps);
    const int side = std::min(area.width(), area.height());
    int pixels = static_cast<int>(std::floor(side * pixelRatio)) / geometry.count();
    if (imageSize > 0 && pixels >= imageSize)
        pixels -= pixels % imageSize;
    geometry.cell = std::max(0, pixels) / pixelRatio;
    const auto centred = [&](int length) {
        return std::floor((length - geometry.side()) / 2.0 * pixelRatio) / pixelRatio;
    };
    geometry.origin = {std::max(0.0, centred(area.width())), std::max(0.0, centred(area.height()))};
    return geometry;
}

QRectF PadGeometry::cellRect(int column, int row) const {
    return {origin.x() + column * cell, origin.y() + row * cell, cell, cell};
}

QPointF PadGeometry::toPosition(const QPointF& point) const {
    return origin + QPointF((point.x() * steps + 0.5) * cell, (point.y() * steps + 0.5) * cell);
}

QPointF PadGeometry::toPoint(const QPointF& position) const {
    if (cell <= 0)
        return {0, 0};
    const auto coordinate = [&](double offset) {
        return std::clamp((offset / cell - 0.5) / steps, 0.0, 1.0);
    };
    return {coordinate(position.x() - origin.x()), coordinate(position.y() - origin.y())};
}

QPoint PadGeometry::nearestCell(const QPointF& point) const {
    const auto index = [&](double coordinate) {
        return static_cast<int>(std::lround(std::clamp(coordinate, 0.0, 1.0) * steps));
    };
    return {index(point.x()), index(point.y())};
}

QPointF PadGeometry::cellPoint(const QPoint& cellIndex) const {
    return {cellIndex.x() / static_cast<double>(steps), cellIndex.y() / static_cast<double>(steps)};
}

double PadGeometry::stepped(double coordinate, int direction) const {
    // A coordinate that is a cell's but for rounding must not count as lying before it.
    constexpr double kRounding = 1e-9;
    const double cells = coordinate * steps;
    const double next = direction > 0 ? std::floor(cells + kRounding) + 1 : std::ceil(cells - kRounding) - 1;
    return std::clamp(next / steps, 0.0, 1.0);
}

} // namespace wasserfarbe
