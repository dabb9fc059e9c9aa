#include "app/pages/data/loaded_picture.h"

#include <algorithm>
#include <exception>
#include <span>

#include <QPainter>

#include "model/dataset/fit_image.h"
#include "model/pictures/decode.h"
#include "model/training/diff_augment_preview.h"
#include "model/types/error.h"
#include "model/types/random.h"

namespace wasserfarbe {
namespace {

/// Without a copy; valid as long as the image is.
QImage viewOf(const Image& image) {
    return {image.pixels.data(), image.width, image.height, static_cast<qsizetype>(image.row_bytes()),
            QImage::Format_RGB888};
}

QImage shrunk(const Image& image, int side) {
    const QImage view = viewOf(image);
    if (std::max(image.width, image.height) <= side)
        return view.copy();
    const QSize size = view.size().scaled(QSize(side, side), Qt::KeepAspectRatio).expandedTo(QSize(1, 1));
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

/// Each picture of a roll gets draws of its own, the same ones whenever it is loaded.
Image augmented(const Image& image, const std::filesystem::path& file, const SeenOptions& options) {
    TrainingConfig config;
    config.horizontal_flip = options.flip;
    config.augment_color = options.color;
    config.augment_translation = options.translation;
    config.augment_cutout = options.cutout;
    const std::uint64_t stream = std::hash<std::string>{}(file.native());
    return augmented_images(std::span(&image, 1), config, mix_seed(*options.roll, stream)).at(0);
}

} // namespace

SeenOptions seenOptions(const TrainingConfig& config, const std::optional<std::uint64_t>& roll) {
    SeenOptions options;
    options.size = config.image_size;
    options.fit = config.fit;
    options.padColor = config.pad_color;
    options.alphaColor = config.alpha_color;
    options.flip = config.horizontal_flip;
    options.roll = roll;
    options.color = roll && config.augment_color;
    options.translation = roll && config.augment_translation;
    options.cutout = roll && config.augment_cutout;
    return options;
}

LoadedPicture loadPicture(const PictureSource& source, const SeenOptions& options) {
    LoadedPicture loaded;
    try {
        const Image image = decode_image_file(source.file, {options.alphaColor, 0});
        loaded.size = QSize(image.width, image.height);
        loaded.picture = shrunk(image, kThumbnailSide);
        Image seen = fit_image(image, options.size, options.fit, options.padColor, source.place);
        if (options.roll)
            seen = augmented(seen, source.file, options);
        const QImage view = viewOf(seen);
        loaded.seen = options.isPair() ? pairOf(view) : view.copy();
    } catch (const Error& error) {
        loaded.trouble = error.reason();
    } catch (const std::exception&) { // out of memory
        loaded.trouble = Reason{ErrorCode::NoMemoryForPicture, {"decode"}};
    }
    return loaded;
}

QImage loadWholePicture(const std::filesystem::path& file, Color alphaColor, int side) {
    try {
        return shrunk(decode_image_file(file, {alphaColor, side}), side);
    } catch (const std::exception&) {
        return {};
    }
}

} // namespace wasserfarbe
