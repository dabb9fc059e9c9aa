#include "app/pages/data/loaded_picture.h"

#include <algorithm>
#include <exception>

#include <QPainter>

#include "model/dataset/decode.h"
#include "model/dataset/fit_image.h"
#include "model/types/error.h"

namespace wasserfarbe {
namespace {

/// Without a copy; valid as long as the image is.
QImage viewOf(const Image& image) {
    return {image.pixels.data(), image.width, image.height, static_cast<qsizetype>(image.row_bytes()),
            QImage::Format_RGB888};
}

QImage thumbnailOf(const Image& image) {
    const QImage view = viewOf(image);
    if (std::max(image.width, image.height) <= kThumbnailSide)
        return view.copy();
    const QSize bound(kThumbnailSide, kThumbnailSide);
    const QSize size = view.size().scaled(bound, Qt::KeepAspectRatio).expandedTo(QSize(1, 1));
    return view.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

QImage pairOf(const QImage& image) {
    const int gap = std::max(1, image.width() / 16);
    QImage pair(2 * image.width() + gap, image.height(), QImage::Format_ARGB32_Premultiplied);
    pair.fill(Qt::transparent);
    QPainter painter(&pair);
    painter.drawImage(0, 0, image);
    painter.drawImage(image.width() + gap, 0, image.mirrored(true, false));
    return pair;
}

} // namespace

PictureLook lookOf(const TrainingConfig& config) {
    return {config.image_size, config.fit, config.fit_pad_value, config.horizontal_flip};
}

LoadedPicture loadPicture(const std::filesystem::path& file, const PictureLook& look) {
    LoadedPicture loaded;
    try {
        const Image image = decode_image_file(file);
        loaded.size = QSize(image.width, image.height);
        loaded.picture = thumbnailOf(image);
        const Image fitted = fit_image(image, look.size, look.fit, look.padValue);
        const QImage seen = viewOf(fitted);
        loaded.seen = look.flip ? pairOf(seen) : seen.copy();
    } catch (const Error& error) {
        loaded.trouble = error.detail();
    } catch (const std::exception& error) { // out of memory
        loaded.trouble = error.what();
    }
    return loaded;
}

} // namespace wasserfarbe
