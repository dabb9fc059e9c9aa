#include "app/pages/train/preview_loader.h"

#include "app/sessions/caught_error.h"
#include "app/studio/path_text.h"
#include "model/pictures/png_file.h"
#include "widgets/look/image_conversion.h"

namespace wasserfarbe {
namespace {

constexpr int kCacheKilobytes = 128 * 1024;

} // namespace

PreviewLoader::PreviewLoader(QObject* parent) : QObject(parent), cache_(kCacheKilobytes) {}

void PreviewLoader::request(PreviewPane::Side side, const std::filesystem::path& path) {
    const auto i = static_cast<std::size_t>(side);
    wanted_[i] = path;
    if (const QImage* known = cache_.object(toQString(path))) {
        workers_[i].cancel();
        Q_EMIT loaded(side, path, *known);
        return;
    }
    workers_[i].replace([this, side, path](const std::stop_token& stop) {
        try {
            const QImage image = toQImage(read_png(path).image);
            if (!stop.stop_requested())
                QMetaObject::invokeMethod(
                    this, [this, side, path, image] { take(side, path, image); }, Qt::QueuedConnection);
        } catch (...) {
            QMetaObject::invokeMethod(
                this,
                [this, side, path, error = caughtError()] {
                    if (wanted_[static_cast<std::size_t>(side)] == path)
                        Q_EMIT failed(side, error);
                },
                Qt::QueuedConnection);
        }
    });
}

void PreviewLoader::take(PreviewPane::Side side, const std::filesystem::path& path, const QImage& image) {
    cache_.insert(toQString(path), new QImage(image), static_cast<int>(image.sizeInBytes() / 1024 + 1));
    if (wanted_[static_cast<std::size_t>(side)] == path)
        Q_EMIT loaded(side, path, image);
}

void PreviewLoader::cancel(PreviewPane::Side side) {
    const auto i = static_cast<std::size_t>(side);
    wanted_[i].clear();
    workers_[i].cancel();
}

void PreviewLoader::forget(const std::filesystem::path& path) {
    cache_.remove(toQString(path));
}

void PreviewLoader::forgetAll() {
    cache_.clear();
    cancel(PreviewPane::Side::Shown);
    cancel(PreviewPane::Side::Compared);
}

} // namespace wasserfarbe
