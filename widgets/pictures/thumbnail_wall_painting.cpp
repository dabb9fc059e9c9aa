#include <algorithm>

#include <QPaintEvent>
#include <QPainter>
#include <QPixmapCache>

#include "widgets/look/icon.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"
#include "widgets/pictures/thumbnail_wall.h"

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

} // namespace

void ThumbnailWall::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    painter.fillRect(event->rect(), surfaceColor(palette()));
    if (geometry_.count == 0) {
        painter.setPen(quietColor(palette()));
        painter.drawText(viewport()->rect().adjusted(2 * kUnit, 2 * kUnit, -2 * kUnit, -2 * kUnit),
                         Qt::AlignCenter | Qt::TextWordWrap, placeholder_);
        return;
    }
    const int margin = kSelectionMargin;
    const IndexRange rows = geometry_.indicesBetween(event->rect().top() + verticalOffset() - margin,
                                                     event->rect().bottom() + verticalOffset() + margin);
    for (int row = rows.first; row <= rows.last; ++row) {
        const QRect cell = inViewport(geometry_.cellRect(row));
        if (cell.adjusted(-margin, -margin, margin, margin).intersects(event->rect()))
            paintCell(painter, model()->index(row, 0, rootIndex()), cell);
    }
    if (banding_ && bandStart_ != bandEnd_) {
        QColor fill = palette().color(QPalette::Highlight);
        painter.setPen(fill);
        fill.setAlpha(40);
        painter.setBrush(fill);
        painter.drawRect(inViewport(bandRect()));
    }
}

void ThumbnailWall::paintCell(QPainter& painter, const QModelIndex& index, const QRect& cell) const {
    const QRect frame =
        cell.adjusted(-kSelectionMargin, -kSelectionMargin, kSelectionMargin, kSelectionMargin);
    if (selectionModel() != nullptr && selectionModel()->isSelected(index)) {
        QColor fill = palette().color(QPalette::Highlight);
        painter.setPen(fill);
        fill.setAlpha(72);
        painter.setBrush(fill);
        painter.drawRoundedRect(frame.adjusted(0, 0, -1, -1), kSelectionMargin, kSelectionMargin);
    }
    const QRect area(cell.topLeft(), QSize(cell.width(), cell.height() - captionHeight()));
    painter.setOpacity(index.data(LeftOutRole).toBool() ? kFaint : 1.0);
    paintPicture(painter, index, area);
    painter.setOpacity(1.0);
    if (captions_) {
        const QRect line(cell.left(), area.bottom() + 1, cell.width(), captionHeight());
        const QString text =
            fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideMiddle, line.width());
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(line, Qt::AlignCenter, text);
    }
    if (const QString badge = index.data(BadgeRole).toString(); !badge.isEmpty())
        paintBadge(painter, badge, area);
    if (index == currentIndex() && hasFocus()) {
        painter.setPen(QPen(accentColor(palette()), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(frame).adjusted(1, 1, -1, -1), kSelectionMargin, kSelectionMargin);
    }
}

void ThumbnailWall::paintPicture(QPainter& painter, const QModelIndex& index, const QRect& area) const {
    if (!index.data(TroubleRole).toString().isEmpty()) {
        painter.setPen(lineColor(palette()));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(area.adjusted(0, 0, -1, -1));
        QRect symbol(0, 0, 3 * kUnit, 3 * kUnit);
        symbol.moveCenter(area.center());
        icon(QStringLiteral("broken-picture")).paint(&painter, symbol);
        return;
    }
    const QImage image = index.data(pictureRole_).value<QImage>();
    if (image.isNull()) {
        QColor waiting = lineColor(palette());
        waiting.setAlphaF(waiting.alphaF() / 3);
        painter.fillRect(area, waiting);
        return;
    }
    const qreal ratio = devicePixelRatioF();
    const QRectF place = placePicture(image.size(), area, ratio);
    const QSize pixels = (place.size() * ratio).toSize();
    if (pixels.width() >= image.width())
        painter.drawImage(place, image); // nearest neighbour
    else
        painter.drawPixmap(place, shrunk(image, pixels), QRectF(QPointF(), pixels));
}

void ThumbnailWall::paintBadge(QPainter& painter, const QString& badge, const QRect& area) const {
    const int height = fontMetrics().height();
    QRect sign(0, 0, std::max(height, fontMetrics().horizontalAdvance(badge) + kUnit), height);
    sign.moveTopRight(area.topRight());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(accentColor(palette()));
    painter.drawRoundedRect(sign, kSelectionMargin, kSelectionMargin);
    painter.setPen(onAccentColor(palette()));
    painter.drawText(sign, Qt::AlignCenter, badge);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace wasserfarbe
