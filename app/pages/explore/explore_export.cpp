#include "app/pages/explore/explore_export.h"

#include <memory>
#include <string>
#include <utility>

#include "app/pages/explore/explore_state.h"
#include "app/pages/explore/locate_model.h"

namespace wasserfarbe {
namespace {

// What goes into files is English, as all that the engine writes.

std::string endName(const ExploreEnd& end) {
    return end.seed ? "seed " + std::to_string(*end.seed) : "an image";
}

ExportImages imagesOf(std::shared_ptr<const LatentRenderer> renderer, const ModelSource& source,
                      const std::vector<LatentPoint>& points) {
    ExportImages images;
    images.renderer = std::move(renderer);
    images.source = source;
    for (const LatentPoint& point : points)
        images.latents.append(point.z);
    if (points.size() == 1)
        images.seed = points.front().seed;
    images.description =
        points.size() == 1 ? points.front().label : QStringLiteral("%1 chosen images").arg(points.size());
    return images;
}

} // namespace

ExportPath pathExport(const LatentSession& session, const ExploreState& state) {
    ExportPath path;
    path.renderer = session.renderer();
    path.source = session.source().value_or(ModelSource{});
    path.ends.append(state.a.z);
    path.ends.append(state.b.z);
    path.axes = state.shownAxes();
    path.description = QString::fromStdString("from " + endName(state.a) + " to " + endName(state.b));
    return path;
}

ExportImages imagesExport(const LatentSession& session, const std::vector<LatentPoint>& points) {
    return imagesOf(session.renderer(), session.source().value_or(ModelSource{}), points);
}

void openForExport(Background& background, const ModelOpener& opener, std::vector<LatentPoint> points,
                   const std::function<void(const ExportImages& images, int leftOut)>& done) {
    const std::size_t all = points.size();
    std::erase_if(points, [first = points.front()](const LatentPoint& point) {
        return !isSameModel(point.source, first.source) || point.z.size() != first.z.size() ||
               point.source.weights != first.source.weights;
    });
    const int leftOut = static_cast<int>(all - points.size());
    background.run([=](const auto&) {
        const ModelSource& from = points.front().source;
        const OpenedModel model = opener(locateModel(from), from.weights, {});
        if (model.renderer->latentSize() != static_cast<int>(points.front().z.size()))
            throw Error(ErrorCode::OtherLatentSize, from.path);
        return [=] { done(imagesOf(model.renderer, model.source, points), leftOut); };
    });
}

} // namespace wasserfarbe
