#include "tests/soak/actions.h"

#include <QSpinBox>
#include <QTest>

#include "app/pages/gallery/gallery_page.h"
#include "widgets/pictures/thumbnail_wall.h"

namespace wasserfarbe::soak {
namespace {

GalleryPage& page(Scene& scene) {
    return scene.hands.parts().part<GalleryPage>();
}

/// The wall, once it has images; null where there is no model, or one image is shown large.
ThumbnailWall* wall(Scene& scene) {
    scene.hands.turnTo(Page::Gallery);
    auto* found = scene.hands.visible<ThumbnailWall>(page(scene), "galleryWall");
    return found != nullptr && found->model()->rowCount() > 0 ? found : nullptr;
}

/// @returns false where nothing is in view
bool select(Scene& scene, Dice& dice, ThumbnailWall& images) {
    const IndexRange seen = images.visibleIndices();
    if (seen.last < seen.first)
        return false;
    for (const Qt::KeyboardModifiers modifiers :
         {Qt::KeyboardModifiers(), Qt::KeyboardModifiers(Qt::ShiftModifier)}) {
        const int row = dice.between(seen.first, seen.last);
        QTest::mouseClick(images.viewport(), Qt::LeftButton, modifiers,
                          images.visualRect(images.model()->index(row, 0)).center());
        if (dice.chance(60))
            break;
    }
    scene.hands.letRun(20);
    return true;
}

bool askForImages(Scene& scene, Dice& dice) {
    if (wall(scene) == nullptr)
        return false;
    auto* count = scene.hands.visible<QSpinBox>(page(scene), "galleryCount");
    auto* seed = scene.hands.visible<QSpinBox>(page(scene), "gallerySeed");
    if (count == nullptr || seed == nullptr)
        return false;
    if (dice.chance(40))
        count->setValue(dice.oneOf<int>({12, 100, 300, 1000}));
    if (dice.chance(30))
        scene.hands.click(page(scene), "galleryNewSeed");
    else
        seed->setValue(dice.below(10'000));
    return true;
}

bool scroll(Scene& scene, Dice& dice) {
    ThumbnailWall* images = wall(scene);
    if (images == nullptr)
        return false;
    for (int i = dice.between(1, 6); i > 0; --i) {
        scene.hands.wheel(*images->viewport(), dice.chance(60) ? -240 : 240);
        scene.hands.letRun(20);
    }
    if (dice.chance(20))
        scene.hands.click(page(scene), dice.chance(50) ? "galleryZoomIn" : "galleryZoomOut");
    return true;
}

bool enlarge(Scene& scene, Dice& dice) {
    ThumbnailWall* images = wall(scene);
    if (images == nullptr || !select(scene, dice, *images))
        return false;
    test::RealWindow::find<QAction>(page(scene), "gallery-enlarge").trigger();
    for (int i = dice.between(0, 4); i > 0; --i)
        scene.hands.click(page(scene), dice.chance(50) ? "enlargedNext" : "enlargedPrevious");
    scene.hands.letRun(50);
    scene.hands.click(page(scene), "enlargedBack");
    return true;
}

bool useImage(Scene& scene, Dice& dice) {
    ThumbnailWall* images = wall(scene);
    if (images == nullptr || !select(scene, dice, *images))
        return false;
    const char* action = dice.oneOf<const char*>({"gallery-useAsA", "gallery-useAsB", "gallery-copy"});
    test::RealWindow::find<QAction>(page(scene), action).trigger();
    scene.hands.letRun(100);
    return true;
}

} // namespace

std::vector<Action> galleryActions() {
    return {{"ask for images", 4, askForImages},
            {"scroll the gallery", 4, scroll},
            {"enlarge an image", 3, enlarge},
            {"use an image", 3, useImage}};
}

} // namespace wasserfarbe::soak
