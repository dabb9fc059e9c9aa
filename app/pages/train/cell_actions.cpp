#include "app/pages/train/cell_actions.h"

#include <cstdint>
#include <limits>
#include <utility>

#include <QDrag>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMimeData>
#include <QPixmap>
#include <QUrl>

#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "model/files/file_io.h"
#include "model/pictures/png_file.h"
#include "model/run/image_origin.h"
#include "widgets/look/image_conversion.h"

namespace wasserfarbe {
namespace {

/// What the PNG says of itself.
TextChunks originChunks(const LatentPoint& point, int cell) {
    ImageOrigin origin;
    origin.model = point.source.path;
    origin.weights = point.source.weights;
    origin.epoch = point.source.epoch;
    origin.step = point.source.step;
    origin.description = "image " + std::to_string(cell) + " of the run's previews";
    origin.latents.append(point.z);
    origin.image_size = point.image.width();
    return to_text_chunks(origin);
}

void copyFile(const std::filesystem::path& from, const std::filesystem::path& to) {
    AtomicFile target(to);
    target.write(read_file(from, std::numeric_limits<std::uint64_t>::max()));
    target.commit();
}

} // namespace

CellActions::CellActions(Studio& studio, QWidget* window)
    : QObject(window),
      studio_(studio),
      window_(window),
      drawing_(Background::AtEnd::Drop, [this](const Error& error) { Q_EMIT failed(error); }),
      background_(Background::AtEnd::Finish, [this](const Error& error) { Q_EMIT failed(error); }) {}

void CellActions::setRun(const std::filesystem::path& directory, const RunRecord& record) {
    run_ = directory;
    latents_ = {};
    drawing_.replace([this, config = record.config, seed = record.seed](const auto&) {
        return [this, latents = preview_latents(config, seed)] { latents_ = latents; };
    });
}

LatentPoint CellActions::pointOf(const PreviewCell& cell) const {
    const auto row = latents_.row(cell.cell);
    LatentPoint point;
    point.z.assign(row.begin(), row.end());
    point.source = {run_, Weights::Averaged, false, cell.epoch, cell.step};
    point.image = cell.image;
    const QLocale locale;
    point.label = tr("Epoch %1, image %2").arg(locale.toString(cell.epoch), locale.toString(cell.cell + 1));
    return point;
}

void CellActions::perform(PreviewPane::CellAction action, const PreviewCell& cell) {
    if (cell.image.isNull() || cell.cell < 0 || cell.cell >= latents_.count)
        return studio_.notify(tr("The image is not there yet. Try again in a moment."));
    const LatentPoint point = pointOf(cell);
    switch (action) {
    case PreviewPane::CellAction::UseAsA:
        studio_.useAs(Endpoint::A, point);
        return studio_.notify(tr("Used as A on the page Explore."));
    case PreviewPane::CellAction::UseAsB:
        studio_.useAs(Endpoint::B, point);
        return studio_.notify(tr("Used as B on the page Explore."));
    case PreviewPane::CellAction::Keep:
        return studio_.keep(point);
    case PreviewPane::CellAction::SavePicture:
        return savePicture(point, cell.cell);
    case PreviewPane::CellAction::ExportPreview:
        return;
    }
}

void CellActions::askWhere(const QString& title, const QString& name, const QString& filter,
                           const std::function<void(const QString&)>& then) {
    auto* dialog = new QFileDialog(window_, title, toQString(studio_.settings().lastExportFolder()), filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QFileInfo(name).suffix());
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, [this, then](const QString& path) {
        studio_.settings().setLastExportFolder(toPath(QFileInfo(path).absolutePath()));
        then(path);
    });
    dialog->open();
}

void CellActions::savePicture(const LatentPoint& point, int cell) {
    const QString name = QStringLiteral("%1-epoch-%2-image-%3.png")
                             .arg(toQString(run_.filename()))
                             .arg(point.source.epoch)
                             .arg(cell + 1);
    askWhere(tr("Save picture"), name, tr("PNG picture (*.png)"), [this, point, cell](const QString& to) {
        background_.run([this, to, point, cell](const auto&) {
            write_png(toPath(to), fromQImage(point.image), originChunks(point, cell));
            return [this, to] { studio_.notify(tr("Saved %1").arg(QFileInfo(to).fileName())); };
        });
    });
}

void CellActions::savePreview(const SavedPreview& preview) {
    const QString name = toQString(run_.filename()) + QLatin1Char('-') + toQString(preview.path.filename());
    askWhere(tr("Save preview"), name, tr("PNG picture (*.png)"),
             [this, from = preview.path](const QString& to) {
                 background_.run([this, from, to](const auto&) {
                     copyFile(from, toPath(to));
                     return [this, to] { studio_.notify(tr("Saved %1").arg(QFileInfo(to).fileName())); };
                 });
             });
}

void CellActions::drag(QWidget* from, const PreviewCell& cell) {
    if (cell.image.isNull() || cell.cell >= latents_.count)
        return;
    // One small file, which must be there before the drag begins.
    const QString path = dragged_.filePath(QStringLiteral("%1-%2-image-%3.png")
                                               .arg(toQString(run_.filename()))
                                               .arg(++drags_)
                                               .arg(cell.cell + 1));
    try {
        write_png(toPath(path), fromQImage(cell.image), originChunks(pointOf(cell), cell.cell));
    } catch (const Error& error) {
        Q_EMIT failed(error);
        return;
    }
    auto* drag = new QDrag(from);
    auto* data = new QMimeData;
    data->setUrls({QUrl::fromLocalFile(path)});
    data->setImageData(cell.image);
    drag->setMimeData(data);
    drag->setPixmap(QPixmap::fromImage(cell.image));
    drag->exec(Qt::CopyAction);
}

} // namespace wasserfarbe
