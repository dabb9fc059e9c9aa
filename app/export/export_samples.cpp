#include "app/export/export_samples.h"

#include <algorithm>
#include <memory>

#include "model/pictures/png_file.h"
#include "model/run/run_directory.h"
#include "model/run/sample_history.h"
#include "widgets/look/image_conversion.h"

namespace wasserfarbe {
namespace {

std::vector<QImage> render(const LatentRenderer& source, const Latents& latents,
                           const std::function<bool()>& goOn) {
    const std::unique_ptr<LatentRenderer> renderer = source.clone();
    std::vector<QImage> images;
    for (const Image& image : renderer->render(latents, [&](int) { return goOn(); }))
        images.push_back(toQImage(image));
    return images;
}

Latents firstRows(const Latents& latents, int count) {
    Latents rows;
    for (int row = 0; row < std::min(count, latents.count); ++row)
        rows.append(latents.row(row));
    return rows;
}

ExportSample samplePreviews(const ExportPreviews& source) {
    const std::vector<SavedPreview> previews = saved_previews(RunDirectory(source.run));
    if (source.shown >= previews.size())
        throw Error(ErrorKind::Data, source.run, "the preview is no longer there");
    const Image image = read_png(previews[source.shown].path).image;
    ExportSample sample;
    sample.shape = {ExportShape::Of::Previews, 0, image.width, image.height, 0};
    sample.shape.count = static_cast<int>(std::count_if(
        previews.begin(), previews.end(), [](const SavedPreview& preview) { return !preview.step; }));
    sample.images.push_back(toQImage(image));
    return sample;
}

} // namespace

ExportSample readExportSample(const ExportSource& source, const std::function<bool()>& goOn) {
    ExportSample sample{shapeOf(source), {}};
    if (const auto* images = std::get_if<ExportImages>(&source)) {
        if (images->latents.count > 0)
            sample.images = render(*images->renderer, firstRows(images->latents, kSampleImages), goOn);
    } else if (const auto* path = std::get_if<ExportPath>(&source)) {
        TwoAxisOptions axes = path->axes;
        axes.steps = std::min(axes.steps, kSampleSteps);
        sample.images =
            render(*path->renderer, two_axis_grid(path->ends.row(0), path->ends.row(1), axes), goOn);
    } else {
        sample = samplePreviews(std::get<ExportPreviews>(source));
    }
    return sample;
}

} // namespace wasserfarbe
