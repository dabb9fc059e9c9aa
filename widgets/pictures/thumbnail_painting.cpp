#include "widgets/pictures/thumbnail_painting.h"

#include <algorithm>

#include <QPainter>
#include <QPixmapCache>
#include <QWidget>

#include "widgets/look/icon.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"
#include "widgets/pictures/wall_geometry.h"

namespace wasserfarbe {
namespace {

constexpr qreal kFaint = 0.25; ///< opacity of what does not take part

QPixmap shrunk(const QImage& image, QSize size) {
    const QString key =
        QStringLiteral("wall/%1/%2x%3").arg(image.cacheKey()).arg(size.width()).arg(size.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap::fromImage(image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

void paintPicture(QPainter& painter, const ThumbnailCell& shown, const QRect& area, const QWidget& wall) {
    if (shown.broken) {
        painter.setPen(lineColor(wall.palette()));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(area.adjusted(0, 0, -1, -1));
        QRect symbol(0, 0, 3 * kUnit, 3 * kUnit);
        symbol.moveCenter(area.center());
        icon(QStringLiteral("broken-picture")).paint(&painter, symbol);
        return;
    }
    const QImage& image = shown.image;
    if (image.isNull()) {
        QColor waiting = lineColor(wall.palette());
        waiting.setAlphaF(waiting.alphaF() / 3);
        painter.fillRect(area, waiting);
        return;
    }
    const qreal ratio = wall.devicePixelRatioF();
    const QRectF place = placePicture(image.size(), area, ratio);
    const QSize pixels = (place.size() * ratio).toSize();
    if (pixels.width() >= image.width())
        painter.drawImage(place, image); // nearest neighbour
    else
        painter.drawPixmap(place, shrunk(image, pixels), QRectF(QPointF(), pixels));
}

void paintBadge(QPainter& painter, const QString& badge, const QRect& area, const QWidget& wall) {
    const QFontMetrics metrics = wall.fontMetrics();
    const int height = metrics.height();
    QRect sign(0, 0, std::max(height, metrics.horizontalAdvance(badge) + kUnit), height);
    sign.moveTopRight(area.topRight());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(accentColor(wall.palette()));
    painter.drawRoundedRect(sign, kSelectionMargin, kSelectionMargin);
    painter.setPen(onAccentColor(wall.palette()));
    painter.drawText(sign, Qt::AlignCenter, badge);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace

void paintThumbnail(QPainter& painter, const ThumbnailCell& shown, const QRect& cell, const QWidget& wall) {
    const QPalette& palette = wall.palette();
    const QRect frame =
        cell.adjusted(-kSelectionMargin, -kSelectionMargin, kSelectionMargin, kSelectionMargin);
    if (shown.selected) {
        QColor fill = palette.color(QPalette::Highlight);
        painter.setPen(fill);
        fill.setAlpha(72);
        painter.setBrush(fill);
        painter.drawRoundedRect(frame.adjusted(0, 0, -1, -1), kSelectionMargin, kSelectionMargin);
    }
    painter.setOpacity(shown.leftOut ? kFaint : 1.0);
    paintPicture(painter, shown, cell, wall);
    painter.setOpacity(1.0);
    if (!shown.badge.isEmpty())
        paintBadge(painter, shown.badge, cell, wall);
    if (shown.current) {
        painter.setPen(QPen(accentColor(palette), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(frame).adjusted(1, 1, -1, -1), kSelectionMargin, kSelectionMargin);
    }
}

} // namespace wasserfarbe
