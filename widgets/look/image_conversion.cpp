#include "widgets/look/image_conversion.h"

#include <cstring>

#include <QPainter>

namespace wasserfarbe {

QImage toQImage(const Image& image) {
    if (image.empty())
        return {};
    return QImage(image.pixels.data(), image.width, image.height, static_cast<qsizetype>(image.row_bytes()),
                  QImage::Format_RGB888)
        .copy();
}

Image fromQImage(const QImage& image) {
    if (image.isNull())
        return {};
    QImage opaque = image;
    if (image.hasAlphaChannel()) {
        opaque = QImage(image.size(), QImage::Format_RGB888);
        opaque.fill(Qt::white);
        QImage source = image;
        source.setDevicePixelRatio(1);
        QPainter(&opaque).drawImage(0, 0, source);
    }
    opaque = opaque.convertToFormat(QImage::Format_RGB888);
    Image copy(opaque.width(), opaque.height());
    for (int y = 0; y < copy.height; ++y)
        std::memcpy(copy.row(y), opaque.constScanLine(y), copy.row_bytes());
    return copy;
}

} // namespace wasserfarbe
