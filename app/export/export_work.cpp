#include "app/export/export_work.h"

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include <QCoreApplication>

#include "app/export/film_caption.h"
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

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;

/// Few enough that a cancel is obeyed soon and memory stays small, many enough for a batch.
constexpr int kChunk = 16;

/// The words on the frames of a film, for translators.
struct ExportWords {
    Q_DECLARE_TR_FUNCTIONS(ExportWords)
};

Image enlarge(const Image& image, const ExportOptions& options) {
    if (options.scale == 1)
        return image;
    return options.smooth ? enlarge_smooth(image, options.scale) : enlarge_nearest(image, options.scale);
}

/// The files written so far; removed again unless they are kept.
class Written {
public:
    explicit Written(const ExportOrder& order) : replace_(order.replace) {}
    ~Written() {
        if (kept_)
            return;
        std::error_code ignored;
        for (const fs::path& file : files_)
            fs::remove(file, ignored);
        for (auto folder = folders_.rbegin(); folder != folders_.rend(); ++folder)
            fs::remove(*folder, ignored); // only where it is empty
    }
    Written(const Written&) = delete;
    Written& operator=(const Written&) = delete;

    /// The name to write a single file under.
    fs::path name(const fs::path& wanted) const { return replace_ ? wanted : freePath(wanted); }

    void makeFolder(const fs::path& folder) {
        std::error_code error;
        std::vector<fs::path> missing;
        for (fs::path level = folder; !level.empty() && !fs::exists(level, error);
             level = level.parent_path())
            missing.push_back(level);
        folders_.assign(missing.rbegin(), missing.rend());
        fs::create_directories(folder, error);
        if (error || !fs::is_directory(folder))
            throw Error(ErrorKind::Disk, folder, "the folder can't be created",
                        error ? error.value() : EEXIST);
    }
    void add(const fs::path& file) { files_.push_back(file); }
    void keep() { kept_ = true; }

private:
    bool replace_;
    bool kept_ = false;
    std::vector<fs::path> files_;
    std::vector<fs::path> folders_; // outer first
};

/// Where a series of PNGs goes.
class Series {
public:
    Series(const ExportOrder& order, int count, Written& written)
        : folder_(order.target), count_(count), written_(written) {
        written_.makeFolder(folder_);
        stem_ = freeSeries(folder_, exportStem(order.source, order.options.kind));
    }
    void write(int index, const Image& image, const ImageOrigin& origin) {
        const fs::path path = folder_ / seriesName(stem_, index, count_);
        naming(path, [&] {
            AtomicFile file(path, Durability::Renamed);
            file.write(encode_png(image, to_text_chunks(origin)));
            file.commit();
        });
        written_.add(path);
    }

private:
    fs::path folder_;
    std::string stem_;
    int count_;
    Written& written_;
};

/// Renders row by row of the latents. @returns false where `progress` ended it
template <typename Use>
bool renderEach(LatentRenderer& renderer, const Latents& latents, const ExportProgress& progress, Use&& use) {
    for (int first = 0; first < latents.count; first += kChunk) {
        Latents chunk;
        for (int row = first; row < std::min(first + kChunk, latents.count); ++row)
            chunk.append(latents.row(row));
        bool wanted = true;
        const std::vector<Image> images = renderer.render(chunk, [&](int done) {
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

/// Images of a model and where they come from: what a selection and a path have in common.
struct Rendering {
    const LatentRenderer& renderer;
    const ModelSource& source;
    Latents latents; ///< one row an image
    std::optional<std::uint64_t> seed;
    std::string description;
};

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
    const std::unique_ptr<LatentRenderer> renderer = rendering.renderer.clone();
    std::vector<Image> images;
    images.reserve(static_cast<std::size_t>(rendering.latents.count));
    if (!renderEach(*renderer, rendering.latents, progress,
                    [&](int, const Image& image) { images.push_back(image); }))
        return std::nullopt;
    const Written written(order);
    const fs::path path = written.name(order.target);
    const Image sheet = makeSheet(std::move(images), origin.layout, order.options);
    if (rendering.latents.count == 1)
        origin.layout = {1, 0, 0.0};
    naming(path, [&] { write_png(path, sheet, to_text_chunks(origin)); });
    return oneFile(path);
}

std::optional<ExportResult> writeImages(const ExportOrder& order, const Rendering& rendering,
                                        const ExportProgress& progress) {
    const std::unique_ptr<LatentRenderer> renderer = rendering.renderer.clone();
    Written written(order);
    Series series(order, rendering.latents.count, written);
    const bool whole = renderEach(*renderer, rendering.latents, progress, [&](int row, const Image& image) {
        ImageOrigin origin = originOfRow(rendering.source, image.width, rendering.latents, row,
                                         rendering.seed, rendering.description);
        origin.scale = order.options.scale;
        series.write(row, enlarge(image, order.options), origin);
    });
    if (!whole)
        return std::nullopt;
    written.keep();
    return ExportResult{order.target, rendering.latents.count, 0, 0};
}

std::optional<ExportResult> writeFilm(const ExportOrder& order, const Rendering& rendering,
                                      const ExportProgress& progress) {
    const std::unique_ptr<LatentRenderer> renderer = rendering.renderer.clone();
    const int side = renderer->imageSize() * order.options.scale;
    const Written written(order);
    const fs::path path = written.name(order.target);
    VideoFile film(path, side, side, order.options.framesPerSecond);
    if (!renderEach(*renderer, rendering.latents, progress,
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
    const Written written(order);
    const fs::path path = written.name(order.target);
    naming(path, [&] {
        write_png(path, enlarge(preview.image, order.options), scaledText(preview.text, order.options.scale));
    });
    return oneFile(path);
}

std::optional<ExportResult> exportEpochs(const ExportPreviews& source, const ExportOrder& order,
                                         const ExportProgress& progress) {
    std::vector<SavedPreview> previews = saved_previews(RunDirectory(source.run));
    std::erase_if(previews, [](const SavedPreview& preview) { return preview.step.has_value(); });
    const Written written(order);
    const fs::path path = written.name(order.target);
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
            drawCaption(frame, ExportWords::tr("Epoch %1").arg(countText(previews[i].epoch)));
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
