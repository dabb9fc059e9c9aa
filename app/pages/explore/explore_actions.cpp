#include "app/pages/explore/explore_actions.h"

#include <utility>
#include <vector>

#include <QFileDialog>
#include <QMenu>

#include "app/pages/explore/explore_controller.h"
#include "app/pages/explore/explore_export.h"
#include "app/studio/keepers.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "widgets/look/icon.h"

namespace wasserfarbe {

ExploreActions::ExploreActions(Studio& studio, ExploreController& controller, QObject* parent)
    : QObject(parent),
      studio_(studio),
      controller_(controller),
      background_(Background::AtEnd::Finish, [this](const Error& error) { Q_EMIT failed(error); }) {}

void ExploreActions::showMenu(QWidget* owner, const QPoint& globalPosition, const LatentPoint& point,
                              const std::function<void()>& goThere) {
    auto* menu = new QMenu(owner);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("placeMenu"));
    const auto add = [&](const QString& name, const QString& text, const std::function<void()>& act) {
        QAction* action = menu->addAction(text);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, act);
        return action;
    };
    if (goThere)
        add(QStringLiteral("goHere"), tr("&Go here"), goThere);
    add(QStringLiteral("keepHere"), tr("&Keep"), [this, point] {
        controller_.keep(point);
    })->setIcon(icon(QStringLiteral("keep")));
    add(QStringLiteral("hereAsA"), tr("Use as &A"), [this, point] { controller_.useAs(Endpoint::A, point); });
    add(QStringLiteral("hereAsB"), tr("Use as &B"), [this, point] { controller_.useAs(Endpoint::B, point); });
    menu->addSeparator();
    add(QStringLiteral("exportHere"), tr("&Export…"), [this, point] {
        exportImage(point);
    })->setIcon(icon(QStringLiteral("export")));
    menu->popup(globalPosition);
}

void ExploreActions::exportGrid() {
    if (controller_.hasModel())
        studio_.exportFrom(pathExport(controller_.session(), controller_.state()));
}

void ExploreActions::exportImage(const LatentPoint& point) {
    const int size = controller_.session().latentSize();
    if (size > 0 && static_cast<int>(point.z.size()) == size)
        studio_.exportFrom(imagesExport(controller_.session(), {point}));
}

void ExploreActions::exportKeepers(const QList<int>& rows) {
    std::vector<LatentPoint> points;
    for (const int row : rows)
        points.push_back(studio_.keepers().at(row));
    if (points.empty())
        return;
    openForExport(background_, studio_.options().models, std::move(points),
                  [this](const ExportImages& images, int leftOut) {
                      if (leftOut > 0)
                          Q_EMIT noticed(
                              tr("%n image(s) of other models are left out: export them by themselves.",
                                 nullptr, leftOut));
                      studio_.exportFrom(images);
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
    auto* dialog = new QFileDialog(owner, tr("Save image"), folder, tr("PNG pictures (*.png)"));
    dialog->setObjectName(QStringLiteral("saveImageDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("png"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, point](const QString& file) {
        studio_.settings().setLastExportFolder(toPath(file).parent_path());
        write(point, file);
    });
    dialog->open();
}

void ExploreActions::write(const LatentPoint& point, const QString& file) {
    background_.run([this, point, file](const auto&) {
        writeKeeper({point, toPath(file)});
        return [this, file] { studio_.notify(tr("Saved as %1").arg(file)); };
    });
}

} // namespace wasserfarbe
