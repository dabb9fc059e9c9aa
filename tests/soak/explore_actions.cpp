#include "tests/soak/actions.h"

#include <QComboBox>
#include <QListView>
#include <QSpinBox>

#include "app/pages/explore/explore_controller.h"
#include "app/pages/explore/explore_page.h"
#include "widgets/latent/two_axis_pad.h"

namespace wasserfarbe::soak {
namespace {

constexpr int kMostKeepers = 8;

ExplorePage& page(Scene& scene) {
    return scene.hands.parts().part<ExplorePage>();
}

/// On the page, with a model open.
bool isExploring(Scene& scene) {
    scene.hands.turnTo(Page::Explore);
    ExploreController& controller = page(scene).controller();
    scene.hands.await("a model to open", [&controller] { return !controller.source().isOpening(); });
    return controller.hasModel();
}

bool hasCheckpoint(const std::filesystem::path& run) {
    std::error_code error;
    std::filesystem::directory_iterator entry(run / "checkpoints", error);
    for (const std::filesystem::directory_iterator end; !error && entry != end; entry.increment(error))
        if (entry->path().extension() == ".safetensors")
            return true;
    return false;
}

bool openModel(Scene& scene, Dice& dice) {
    std::vector<std::filesystem::path> runs = scene.hands.storedRuns();
    std::erase_if(runs, [](const std::filesystem::path& run) { return !hasCheckpoint(run); });
    if (runs.empty())
        return false;
    ExploreController& controller = page(scene).controller();
    scene.studio().openModel(dice.oneOf(runs), dice.chance(80) ? Weights::Averaged : Weights::Raw);
    scene.hands.await("a model to open", [&controller] { return !controller.source().isOpening(); });
    return true;
}

bool followTraining(Scene& scene, Dice& dice) {
    scene.hands.turnTo(Page::Explore);
    ExploreSource& source = page(scene).controller().source();
    if (!source.canFollow() || !scene.hands.click(page(scene), "follow"))
        return false;
    scene.hands.letRun(dice.between(100, 800));
    return true;
}

bool movePad(Scene& scene, Dice& dice) {
    if (!isExploring(scene))
        return false;
    auto* pad = scene.hands.visible<TwoAxisPad>(page(scene), "pad");
    if (pad == nullptr)
        return false;
    const PadGeometry geometry = pad->padGeometry();
    scene.hands.drag(*pad, geometry.toPosition({dice.share(), dice.share()}).toPoint(),
                     geometry.toPosition({dice.share(), dice.share()}).toPoint());
    return true;
}

bool chooseSeeds(Scene& scene, Dice& dice) {
    if (!isExploring(scene))
        return false;
    if (auto* seed = scene.hands.visible<QSpinBox>(page(scene), dice.chance(50) ? "seedA" : "seedB"))
        seed->setValue(dice.below(10'000));
    if (dice.chance(30))
        scene.hands.click(page(scene), dice.chance(50) ? "reseedA" : "reseedB");
    if (dice.chance(20))
        scene.hands.click(page(scene), "swap");
    return true;
}

bool askForGrid(Scene& scene, Dice& dice) {
    if (!isExploring(scene))
        return false;
    if (auto* steps = scene.hands.visible<QSpinBox>(page(scene), "steps"))
        steps->setValue(dice.between(2, 12));
    if (auto* interpolation = scene.hands.visible(page(scene), "interpolation");
        interpolation && dice.chance(40))
        scene.hands.pick(*interpolation, dice.below(2));
    if (auto* split = scene.hands.visible<QSpinBox>(page(scene), "split"); split && dice.chance(40))
        split->setValue(dice.between(1, 7));
    if (dice.chance(70)) { // else the next action drops what is under way
        LatentSession& session = page(scene).controller().session();
        scene.hands.await("the grid", [&session] { return !session.isBusy(); });
    }
    return true;
}

bool walk(Scene& scene, Dice& dice) {
    if (!isExploring(scene) || !scene.hands.click(page(scene), "walk"))
        return false;
    scene.hands.letRun(dice.between(100, 500));
    if (dice.chance(50))
        scene.hands.click(page(scene), "usePlace");
    else
        scene.hands.click(page(scene), "walk");
    return true;
}

bool goBackAndForth(Scene& scene, Dice& dice) {
    if (!isExploring(scene))
        return false;
    for (int i = dice.between(1, 4); i > 0; --i)
        if (!scene.hands.click(page(scene), dice.chance(60) ? "undo" : "redo"))
            break;
    return true;
}

bool keep(Scene& scene, Dice&) {
    if (!isExploring(scene))
        return false;
    Keepers& keepers = scene.studio().keepers();
    if (keepers.count() >= kMostKeepers)
        removeOldestKeeper(scene);
    const int kept = keepers.count();
    if (!scene.hands.click(page(scene), "keep"))
        return false;
    scene.hands.await("the image that is kept", [&] { return keepers.count() > kept; });
    ++scene.tally.keepersKept;
    return true;
}

/// A list's entry, and one of the list's own actions on it.
bool onKeeper(Scene& scene, int row, const char* action) {
    auto* view = scene.hands.visible<QListView>(page(scene), "keepers");
    if (view == nullptr || view->model() == nullptr || row >= view->model()->rowCount())
        return false;
    view->setCurrentIndex(view->model()->index(row, 0));
    test::RealWindow::find<QAction>(page(scene), action).trigger();
    return true;
}

bool useKeeper(Scene& scene, Dice& dice) {
    const int count = scene.studio().keepers().count();
    if (!isExploring(scene) || count == 0)
        return false;
    const char* action = dice.oneOf<const char*>({"showKeeper", "keeperAsA", "keeperAsB", "keeperLater"});
    const bool done = onKeeper(scene, dice.below(count), action);
    // One of another model has that opened; it may be gone.
    scene.hands.await("a keeper's model to open",
                      [&scene] { return !page(scene).controller().source().isOpening(); });
    return done;
}

bool deleteKeeper(Scene& scene, Dice& dice) {
    Keepers& keepers = scene.studio().keepers();
    const int count = keepers.count();
    if (!isExploring(scene) || count == 0 || !onKeeper(scene, dice.below(count), "removeKeepers"))
        return false;
    scene.hands.await("a keeper to go", [&] { return keepers.count() < count; });
    ++scene.tally.keepersDeleted;
    return true;
}

} // namespace

void removeOldestKeeper(Scene& scene) {
    Keepers& keepers = scene.studio().keepers();
    const int count = keepers.count();
    keepers.remove(0);
    scene.hands.await("a keeper to go", [&] { return keepers.count() < count; });
    ++scene.tally.keepersDeleted;
}

std::vector<Action> exploreActions() {
    return {{"open a model", 4, openModel},
            {"move the pad", 8, movePad},
            {"choose seeds", 5, chooseSeeds},
            {"ask for a grid", 4, askForGrid},
            {"walk", 2, walk},
            {"back and forth", 3, goBackAndForth},
            {"keep an image", 4, keep},
            {"use a keeper", 3, useKeeper},
            {"delete a keeper", 2, deleteKeeper},
            {"follow the training", 3, followTraining}};
}

} // namespace wasserfarbe::soak
