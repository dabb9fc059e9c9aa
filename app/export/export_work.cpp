#include "app/export/export_work.h"

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

#include "app/export/image_origins.h"
#include "app/studio/export_source.h"
#include "model/dataset/fit_image.h"
#include "model/files/file_io.h"
#include "model/pictures/png_file.h"
#include "model/pictures/video_file.h"
#include "model/run/run_directory.h"
#include "model/run/sample_history.h"
#include "model/types/error.h"
#include "model/types/image_scale.h"
#include "widgets/look/figures.h"
#include "widgets/look/image_conversion.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;

/// Few enough that a cancel is obeyed soon and memory stays small, many enough for a batch.
constexpr int kChunk = 16;

// Of the caption on a film's frames, in pixels.
constexpr int kSmallestText = 9; // smaller can't be read
constexpr int kLargestText = 40;

Image enlarge(const Image& image, const ExportOptions& options) {
    if (options.scale == 1)
        return image;
    return options.smooth ? enlarge_smooth(image, options.scale) : enlarge_nearest(image, options.scale);
}

/// The name to write a single file under.
fs::path freeTarget(const ExportOrder& order) {
    return order.replace ? order.target : freePath(order.target);
}

/// PNGs in a folder, which is made where it is missing; removed again, with it, unless they are kept.
class Series {
public:
    Series(const ExportOrder& order, int count)
        : folder_(order.target), stem_(exportStem(order.source, order.options.kind)), count_(count) {}
    ~Series() {
        if (kept_)
            return;
        std::error_code ignored;
        for (const fs::path& file : files_)
            fs::remove(file, ignored);
        for (const fs::path& folder : made_)
            fs::remove(folder, ignored); // only where it is empty
    }
    Series(const Series&) = delete;
    Series& operator=(const Series&) = delete;

    /// First of all.
    void makeFolder() {
        std::error_code error;
        for (fs::path level = folder_; !level.empty() && !fs::exists(level, error);
             level = level.parent_path())
            made_.push_back(level);
        fs::create_directories(folder_, error);
        if (error || !fs::is_directory(folder_))
            throw Error(ErrorKind::Disk, folder_, "the folder can't be created",
                        error ? error.value() : EEXIST);
        stem_ = freeSeries(folder_, stem_);
    }
    void write(int index, const Image& image, const ImageOrigin& origin) {
        const fs::path path = folder_ / seriesName(stem_, index, count_);
        naming(path, [&] {
            AtomicFile file(path, Durability::Renamed);
            file.write(encode_png(image, to_text_chunks(origin)));
            file.commit();
        });
        files_.push_back(path);
    }
    void keep() { kept_ = true; }

private:
    fs::path folder_;
    std::string stem_;
    int count_;
    bool kept_ = false;
    std::vector<fs::path> files_;
    std::vector<fs::path> made_; ///< folders, inner first
};

/// Images of a model and where they come from: what a selection and a path have in common.
struct Rendering {
    const LatentRenderer& renderer;
    const ModelSource& source;
    Latents latents; ///< one row an image
    std::optional<std::uint64_t> seed;
    std::string description;
};

/// Renders row by row of the latents. @returns false where `progress` ended it
template <typename Use>
bool renderEach(const Rendering& rendering, const ExportProgress& progress, Use&& use) {
    const std::unique_ptr<LatentRenderer> renderer = rendering.renderer.clone();
    const Latents& latents = rendering.latents;
    for (int first = 0; first < latents.count; first += kChunk) {
        Latents chunk;
        for (int row = first; row < std::min(first + kChunk, latents.count); ++row)
            chunk.append(latents.row(row));
        bool wanted = true;
        const std::vector<Image> images = renderer->render(chunk, [&](int done) {
            wanted = wanted && progress(first + done, latents.count);
            return wanted;
        });
        if (!wanted || static_cast<int>(images.size()) != chunk.count)
            return false;
        for (int i = 0; i < chunk.count; ++i)
            use(first + i, images[static_cast<std::size_t>(i)]);
        if (!progress(first + chunk.count, latents.count))
            return false;
    }
    return true;
}

ExportResult oneFile(const fs::path& path, int frames = 0) {
    return {path, 1, frames, 0};
}

/// Enlarged one by one where it is smooth: neighbours must not bleed into each other.
Image makeSheet(std::vector<Image> images, const GridLayout& layout, const ExportOptions& options) {
    if (!options.smooth)
        return enlarge(make_grid(images, layout), options);
    for (Image& image : images)
        image = enlarge(image, options);
    GridLayout scaled = layout;
    scaled.padding *= options.scale;
    return make_grid(images, scaled);
}

std::optional<ExportResult> writeSheet(const ExportOrder& order, const Rendering& rendering,
                                       ImageOrigin origin, const ExportProgress& progress) {
    std::vector<Image> images;
    images.reserve(static_cast<std::size_t>(rendering.latents.count));
    if (!renderEach(rendering, progress, [&](int, const Image& image) { images.push_back(image); }))
        return std::nullopt;
    const fs::path path = freeTarget(order);
    const Image sheet = makeSheet(std::move(images), origin.layout, order.options);
    if (rendering.latents.count == 1)
        origin.layout = {1, 0, 0.0};
    naming(path, [&] { write_png(path, sheet, to_text_chunks(origin)); });
    return oneFile(path);
}

/// Of one image out of several: a seed names an image on its own only where it is the seed's first.
ImageOrigin originOfRow(const Rendering& rendering, int imageSize, int row) {
    Latents own;
    own.append(rendering.latents.row(row));
    std::string words = rendering.description;
    if (const int count = rendering.latents.count; count > 1)
        words += ", image " + std::to_string(row + 1) + " of " + std::to_string(count);
    ImageOrigin origin = originOf(rendering.source, imageSize, std::move(own), std::move(words));
    if (row == 0)
        origin.seed = rendering.seed;
    return origin;
}

std::optional<ExportResult> writeImages(const ExportOrder& order, const Rendering& rendering,
                                        const ExportProgress& progress) {
    Series series(order, rendering.latents.count);
    series.makeFolder();
    const bool whole = renderEach(rendering, progress, [&](int row, const Image& image) {
        ImageOrigin origin = originOfRow(rendering, image.width, row);
        origin.scale = order.options.scale;
        series.write(row, enlarge(image, order.options), origin);
    });
    if (!whole)
        return std::nullopt;
    series.keep();
    return ExportResult{order.target, rendering.latents.count, 0, 0};
}

std::optional<ExportResult> writeFilm(const ExportOrder& order, const Rendering& rendering,
                                      const ExportProgress& progress) {
    const int side = rendering.renderer.imageSize() * order.options.scale;
    const fs::path path = freeTarget(order);
    VideoFile film(path, side, side, order.options.framesPerSecond);
    if (!renderEach(rendering, progress,
                    [&](int, const Image& image) { film.append(enlarge(image, order.options)); }))
        return std::nullopt;
    film.finish();
    return oneFile(path, rendering.latents.count);
}

std::optional<ExportResult> exportImages(const ExportImages& source, const ExportOrder& order,
                                         const ExportProgress& progress) {
    const Rendering rendering{*source.renderer, source.source, source.latents, source.seed,
                              source.description.toStdString()};
    const bool single = source.latents.count == 1;
    if (order.options.kind == ExportKind::Images && !single)
        return writeImages(order, rendering, progress);
    ImageOrigin origin =
        originOf(source.source, source.renderer->imageSize(), source.latents, rendering.description);
    origin.seed = source.seed;
    origin.layout = order.options.layout;
    origin.layout.columns = std::min(origin.layout.columns, source.latents.count);
    origin.scale = order.options.scale;
    return writeSheet(order, rendering, std::move(origin), progress);
}

Latents pathLatents(const ExportPath& source, const ExportOptions& options) {
    Latents latents;
    for (const double place : filmPlaces(options.frames, options.thereAndBack))
        latents.append(two_axis_latent(source.ends.row(0), source.ends.row(1), place, place, source.axes));
    return latents;
}

std::optional<ExportResult> exportPath(const ExportPath& source, const ExportOrder& order,
                                       const ExportProgress& progress) {
    Rendering rendering{*source.renderer, source.source, {}, {}, source.description.toStdString()};
    const ExportKind kind = order.options.kind;
    if (kind == ExportKind::Film || kind == ExportKind::Sequence) {
        rendering.latents = pathLatents(source, order.options);
        return kind == ExportKind::Film ? writeFilm(order, rendering, progress)
                                        : writeImages(order, rendering, progress);
    }
    rendering.latents = two_axis_grid(source.ends.row(0), source.ends.row(1), source.axes);
    if (kind == ExportKind::Images)
        return writeImages(order, rendering, progress);
    ImageOrigin origin =
        originOf(source.source, source.renderer->imageSize(), source.ends, rendering.description);
    origin.axes = source.axes;
    origin.layout = order.options.layout;
    origin.layout.columns = source.axes.steps + 1;
    origin.scale = order.options.scale;
    return writeSheet(order, rendering, std::move(origin), progress);
}

/// The text of a preview's PNG, which is now `scale` times as large.
TextChunks scaledText(const TextChunks& text, int scale) {
    try {
        if (std::optional<ImageOrigin> origin = parse_origin(text)) {
            origin->scale *= scale;
            return to_text_chunks(*origin);
        }
    } catch (const Error&) { // a text that can't be understood is no reason to refuse the picture
    }
    return {};
}

std::optional<ExportResult> exportPreview(const ExportPreviews& source, const ExportOrder& order) {
    const std::vector<SavedPreview> previews = saved_previews(RunDirectory(source.run));
    if (source.shown >= previews.size())
        throw Error(ErrorKind::Data, source.run, "the preview is no longer there");
    const PngFile preview = read_png(previews[source.shown].path);
    const fs::path path = freeTarget(order);
    naming(path, [&] {
        write_png(path, enlarge(preview.image, order.options), scaledText(preview.text, order.options.scale));
    });
    return oneFile(path);
}

/// Writes words into the lower left corner, light on dark, sized to the picture. Pictures too small for it
/// stay as they are. Any thread.
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

std::optional<ExportResult> exportEpochs(const ExportPreviews& source, const ExportOrder& order,
                                         const ExportProgress& progress) {
    std::vector<SavedPreview> previews = saved_previews(RunDirectory(source.run));
    std::erase_if(previews, [](const SavedPreview& preview) { return preview.step.has_value(); });
    const fs::path path = freeTarget(order);
    std::unique_ptr<VideoFile> film;
    Image first;
    ExportResult result = oneFile(path);
    for (std::size_t i = 0; i < previews.size(); ++i) {
        Image frame;
        try {
            frame = read_png(previews[i].path).image;
        } catch (const Error&) {
            ++result.skipped;
            continue;
        }
        if (!film) {
            first = Image(frame.width, frame.height);
            film = std::make_unique<VideoFile>(path, frame.width * order.options.scale,
                                               frame.height * order.options.scale,
                                               order.options.framesPerSecond);
        }
        if (frame.width != first.width || frame.height != first.height) {
            ++result.skipped;
            continue;
        }
        frame = enlarge(frame, order.options);
        if (order.options.captions)
            // ExportWords: the words on the frames of a film.
            drawCaption(
                frame,
                QCoreApplication::translate("ExportWords", "Epoch %1").arg(countText(previews[i].epoch)));
        film->append(frame);
        if (!progress(static_cast<int>(i) + 1, static_cast<int>(previews.size())))
            return std::nullopt;
    }
    if (!film)
        throw Error(ErrorKind::Data, source.run, "no preview of a whole epoch can be read");
    result.frames = static_cast<int>(film->frames());
    film->finish();
    return result;
}

void refuseProblem(const ExportOrder& order) {
    if (std::holds_alternative<ExportPreviews>(order.source))
        return; // their sizes are on the disk; the files' own limits apply
    const ExportPlan plan = planExport(shapeOf(order.source), order.options);
    if (plan.problem == ExportProblem::Nothing)
        throw Error(ErrorKind::Usage, "there is no image to export");
    if (plan.problem != ExportProblem::None)
        throw Error(ErrorKind::Usage, order.target,
                    "it would have " + std::to_string(plan.width) + "x" + std::to_string(plan.height) +
                        " px, which its format can't hold");
}

} // namespace

std::optional<ExportResult> runExport(const ExportOrder& order, const ExportProgress& progress) {
    refuseProblem(order);
    if (const auto* images = std::get_if<ExportImages>(&order.source))
        return exportImages(*images, order, progress);
    if (const auto* path = std::get_if<ExportPath>(&order.source))
        return exportPath(*path, order, progress);
    const auto& previews = std::get<ExportPreviews>(order.source);
    return order.options.kind == ExportKind::Film ? exportEpochs(previews, order, progress)
                                                  : exportPreview(previews, order);
}

} // namespace wasserfarbe
