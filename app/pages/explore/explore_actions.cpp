#include "app/pages/explore/explore_actions.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <QFileDialog>
#include <QMenu>

#include "app/pages/explore/explore_controller.h"
#include "app/studio/keepers.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "widgets/look/icon.h"
#include "widgets/look/layouts.h"

namespace wasserfarbe {
namespace {

// What goes into files is English, as all that the engine writes.

std::string endName(const ExploreEnd& end) {
    return end.seed ? "seed " + std::to_string(*end.seed) : "an image";
}

/// @pre the latents are of the renderer's size
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

ExploreActions::ExploreActions(Studio& studio, ExploreController& controller, QObject* parent)
    : QObject(parent),
      studio_(studio),
      controller_(controller),
      background_(Background::AtEnd::Finish, [this](const Error& error) { Q_EMIT failed(error); }) {}

void ExploreActions::showMenu(QWidget* owner, const QPoint& globalPosition, const LatentPoint& point,
                              const std::function<void()>& goThere) {
    auto* menu = named<QMenu>("placeMenu", owner);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const char* name, const QString& text, const std::function<void()>& act) {
        auto* action = named<QAction>(name, text, menu);
        menu->addAction(action);
        connect(action, &QAction::triggered, this, act);
        return action;
    };
    if (goThere)
        add("goHere", tr("&Go here"), goThere);
    add("keepHere", tr("&Keep"), [this, point] {
        controller_.keep(point);
    })->setIcon(icon(QStringLiteral("keep")));
    add("hereAsA", tr("Use as &A"), [this, point] { controller_.useAs(Endpoint::A, point); });
    add("hereAsB", tr("Use as &B"), [this, point] { controller_.useAs(Endpoint::B, point); });
    menu->addSeparator();
    add("exportHere", tr("&Export…"), [this, point] {
        exportImage(point);
    })->setIcon(icon(QStringLiteral("export")));
    menu->popup(globalPosition);
}

void ExploreActions::exportGrid() {
    if (!controller_.hasModel())
        return;
    const ExploreState& state = controller_.state();
    ExportPath path;
    path.renderer = controller_.session().renderer();
    path.source = controller_.session().source().value_or(ModelSource{});
    path.ends.append(state.a.z);
    path.ends.append(state.b.z);
    path.axes = state.shownAxes();
    path.description = QString::fromStdString("from " + endName(state.a) + " to " + endName(state.b));
    studio_.exportFrom(path);
}

void ExploreActions::exportImage(const LatentPoint& point) {
    const LatentSession& session = controller_.session();
    if (session.source() && static_cast<int>(point.z.size()) == session.latentSize())
        studio_.exportFrom(imagesOf(session.renderer(), *session.source(), {point}));
}

void ExploreActions::exportKeepers(const QList<int>& rows) {
    if (rows.isEmpty())
        return;
    const LatentPoint& first = studio_.keepers().at(rows.front());
    std::vector<LatentPoint> points;
    for (const int row : rows)
        if (const LatentPoint& point = studio_.keepers().at(row);
            isSameModel(point.source, first.source) && point.z.size() == first.z.size() &&
            point.source.weights == first.source.weights)
            points.push_back(point);
    const int leftOut = static_cast<int>(rows.size()) - static_cast<int>(points.size());
    background_.run([this, points, leftOut, opener = studio_.options().models](const auto&) {
        const ModelSource& from = points.front().source;
        const OpenedModel model = opener(locateModel(from), from.weights, {});
        if (model.renderer->latentSize() != static_cast<int>(points.front().z.size()))
            throw Error(ErrorCode::OtherLatentSize, from.path);
        return [this, leftOut, images = imagesOf(model.renderer, model.source, points)] {
            if (leftOut > 0)
                Q_EMIT noticed(tr("%n image(s) of other models are left out: export them by themselves.",
                                  nullptr, leftOut));
            studio_.exportFrom(images);
        };
    });
}

/// From the end, so that the rows before stay where they are.
void ExploreActions::removeKeepers(const QList<int>& rows) {
    for (auto row = rows.crbegin(); row != rows.crend(); ++row)
        studio_.keepers().remove(*row);
    studio_.notify(tr("%n image(s) moved to the trash", nullptr, static_cast<int>(rows.size())));
}

void ExploreActions::useFile(Endpoint endpoint, const QString& path) {
    background_.run([this, endpoint, file = toPath(path)](const auto&) {
        return [this, endpoint, point = readKeeper(file).point] { controller_.useAs(endpoint, point); };
    });
}

void ExploreActions::saveImage(QWidget* owner, const LatentPoint& point) {
    if (point.image.isNull())
        return;
    const QString folder = toQString(studio_.settings().lastExportFolder());
    auto* dialog =
        named<QFileDialog>("saveImageDialog", owner, tr("Save image"), folder, tr("PNG pictures (*.png)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("png"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, point](const QString& file) {
        studio_.settings().setLastExportFolder(toPath(file).parent_path());
        background_.run([this, point, file](const auto&) {
            writeKeeper({point, toPath(file)});
            return [this, file] { studio_.notify(tr("Saved as %1").arg(file)); };
        });
    });
    dialog->open();
}

} // namespace wasserfarbe
