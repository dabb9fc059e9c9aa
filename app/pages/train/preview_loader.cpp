#include "app/pages/train/preview_loader.h"

#include "app/studio/path_text.h"
#include "model/pictures/png_file.h"
#include "widgets/look/image_conversion.h"

namespace wasserfarbe {
namespace {

constexpr int kCacheKilobytes = 128 * 1024;

} // namespace

PreviewLoader::PreviewLoader(QObject* parent)
    : QObject(parent),
      cache_(kCacheKilobytes),
      loading_{loadingOf(PreviewPane::Side::Shown), loadingOf(PreviewPane::Side::Compared)} {}

Background PreviewLoader::loadingOf(PreviewPane::Side side) {
    return Background(Background::AtEnd::Drop,
                      [this, side](const Error& error) { Q_EMIT failed(side, error); });
}

void PreviewLoader::request(PreviewPane::Side side, const std::filesystem::path& path) {
    Background& loading = loading_[static_cast<std::size_t>(side)];
    loading.cancel();
    if (const QImage* known = cache_.object(toQString(path))) {
        Q_EMIT loaded(side, path, *known);
        return;
    }
    loading.run([this, side, path](const auto&) {
        return [this, side, path, image = toQImage(read_png(path).image)] {
            cache_.insert(toQString(path), new QImage(image),
                          static_cast<int>(image.sizeInBytes() / 1024 + 1)); // the cache owns it
            Q_EMIT loaded(side, path, image);
        };
    });
}

void PreviewLoader::forget(const std::filesystem::path& path) {
    cache_.remove(toQString(path));
}

void PreviewLoader::forgetAll() {
    cache_.clear();
    for (Background& loading : loading_)
        loading.cancel();
}

} // namespace wasserfarbe
