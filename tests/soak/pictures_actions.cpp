#include "tests/soak/actions.h"

#include <QTest>

#include "app/pages/data/data_page.h"
#include "widgets/pictures/thumbnail_wall.h"

namespace wasserfarbe::soak {
namespace {

DataPage& page(Scene& scene) {
    return scene.hands.parts().part<DataPage>();
}

bool openPictures(Scene& scene, Dice& dice) {
    scene.studio().openAnything(dice.oneOf(scene.pictures)); // as if dropped on the window
    scene.hands.await("a folder of pictures",
                      [&scene] { return scene.hands.visible(page(scene), "picturesWall") != nullptr; });
    return true;
}

bool drawDemoFaces(Scene& scene, Dice& dice) {
    Hands& hands = scene.hands;
    hands.turnTo(Page::Data);
    if (!hands.click(page(scene), "demoFacesAgain"))
        return false;
    if (dice.chance(30))
        hands.click(page(scene), "cancelDemoFaces");
    hands.await("the demo faces", [&] { return hands.visible(page(scene), "cancelDemoFaces") == nullptr; });
    return true;
}

bool lookAtPictures(Scene& scene, Dice& dice) {
    Hands& hands = scene.hands;
    hands.turnTo(Page::Data);
    auto* wall = hands.visible<ThumbnailWall>(page(scene), "picturesWall");
    if (wall == nullptr)
        return false;
    switch (dice.below(4)) {
    case 0:
        for (int i = dice.between(1, 5); i > 0; --i)
            hands.wheel(*wall->viewport(), dice.chance(60) ? -480 : 480);
        break;
    case 1:
        hands.click(page(scene), dice.chance(50) ? "zoomIn" : "zoomOut");
        break;
    case 2:
        hands.click(page(scene), dice.chance(50) ? "previewAugmented" : "rollAgain");
        break;
    default:
        if (auto* fit = hands.visible(page(scene), "fit"))
            hands.pick(*fit, dice.below(3));
    }
    hands.letRun(50);
    return true;
}

bool editCrop(Scene& scene, Dice& dice) {
    Hands& hands = scene.hands;
    hands.turnTo(Page::Data);
    auto* seen = hands.visible<ThumbnailWall>(page(scene), "seenWall");
    if (seen == nullptr || seen->model()->rowCount() == 0)
        return false;
    seen->setCurrentIndex(seen->model()->index(dice.below(seen->model()->rowCount()), 0));
    seen->setFocus();
    QTest::keyClick(seen, Qt::Key_Return);
    hands.letRun(30);
    const bool opened =
        hands.visible(hands.window(), "cropEditor") != nullptr; // not where nothing is cropped
    hands.closeOthers();
    return opened;
}

} // namespace

std::vector<Action> picturesActions() {
    return {{"open pictures", 2, openPictures},
            {"draw demo faces", 1, drawDemoFaces},
            {"look at pictures", 4, lookAtPictures},
            {"edit a crop", 2, editCrop}};
}

} // namespace wasserfarbe::soak
