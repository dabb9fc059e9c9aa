#include "app/export/film_caption.h"

#include <algorithm>

#include <QFontMetrics>
#include <QPainter>

#include "widgets/look/image_conversion.h"

namespace wasserfarbe {
namespace {

constexpr int kSmallestText = 9; // pixels: smaller can't be read
constexpr int kLargestText = 40;

} // namespace

void drawCaption(Image& frame, const QString& text) {
    const int size = std::min(kLargestText, frame.height / 14);
    if (size < kSmallestText)
        return;
    QFont font;
    font.setPixelSize(size);
    const QFontMetrics metrics(font);
    const QSize plate(metrics.horizontalAdvance(text) + size, metrics.height() + size / 3);
    if (plate.width() > frame.width)
        return;
    QImage picture = toQImage(frame);
    QPainter painter(&picture);
    const QRect area(QPoint(0, picture.height() - plate.height()), plate);
    painter.fillRect(area, QColor(0, 0, 0, 170));
    painter.setFont(font);
    painter.setPen(Qt::white);
    painter.drawText(area, Qt::AlignCenter, text);
    painter.end();
    frame = fromQImage(picture);
}

} // namespace wasserfarbe
