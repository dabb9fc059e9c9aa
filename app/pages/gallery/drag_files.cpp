#include "app/pages/gallery/drag_files.h"

#include <algorithm>
#include <utility>

#include <QDir>

#include "app/export/export_plan.h"
#include "app/export/image_origins.h"
#include "app/studio/model_text.h"
#include "app/studio/path_text.h"
#include "model/files/file_io.h"
#include "model/pictures/png_file.h"
#include "model/types/error.h"
#include "widgets/look/image_conversion.h"

namespace wasserfarbe {
namespace {

/// Together they are encoded within about a tenth of a second.
constexpr int kMostPixels = 1'000'000;

} // namespace

int DragFiles::limit(int imageSize) {
    return std::max(1, kMostPixels / std::max(1, imageSize * imageSize));
}

QList<QUrl> DragFiles::write(const std::vector<DraggedImage>& images) {
    if (images.empty())
        return {};
    if (!folder_)
        folder_ = std::make_unique<QTemporaryDir>();
    const QString folder = folder_->filePath(QString::number(++drags_));
    if (!folder_->isValid() || !QDir().mkpath(folder))
        throw Error(ErrorKind::Disk, toPath(folder_->path()),
                    "the folder for dragged images can't be created");
    const std::string stem = toPath(modelName(images.front().point.source.path)).stem().string();
    QList<QUrl> urls;
    const int count = static_cast<int>(images.size());
    for (int i = 0; i < count; ++i) {
        const auto& [point, description] = images[static_cast<std::size_t>(i)];
        Latents latents;
        latents.append(point.z);
        ImageOrigin origin = originOf(point.source, point.image.width(), std::move(latents), description);
        origin.seed = point.seed;
        const std::filesystem::path path = toPath(folder) / seriesName(stem, i, count);
        AtomicFile file(path, Durability::Renamed);
        file.write(encode_png(fromQImage(point.image), to_text_chunks(origin)));
        file.commit();
        urls << QUrl::fromLocalFile(toQString(path));
    }
    return urls;
}

} // namespace wasserfarbe
