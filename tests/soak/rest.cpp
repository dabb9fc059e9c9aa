#include "tests/soak/rest.h"

#include <malloc.h>

#include <QPixmapCache>
#include <QSpinBox>
#include <QToolTip>

#include "app/pages/explore/explore_controller.h"
#include "app/pages/explore/explore_page.h"
#include "app/pages/gallery/gallery_page.h"

namespace wasserfarbe::soak {
namespace {

constexpr int kLooks = 20; // in a row

void emptyFolder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::remove_all(folder, error);
    std::filesystem::create_directories(folder, error);
}

/// Not by its `clear`, which keeps the names of what it drops, and stops the timer by which Qt forgets them.
void emptyPixmapCache() {
    const int limit = QPixmapCache::cacheLimit();
    QPixmapCache::setCacheLimit(0);
    QPixmapCache::setCacheLimit(limit);
}

} // namespace

Sample Rest::take() {
    putAway();
    awaitStillness();
    scene_.complaints.dismiss();
    QToolTip::hideText();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    pulse_.forgive(); // what follows is this program's own work
    emptyPixmapCache();
    ::malloc_trim(0);
    Sample sample = takeSample();
    sample.objects = countObjects();
    pulse_.forgive();
    return sample;
}

void Rest::putAway() {
    Hands& hands = scene_.hands;
    hands.closeOthers();
    stopTraining(scene_);
    hands.parts().part<ExplorePage>().controller().source().setFollowing(false);
    scene_.studio().settings().setLanguage(QStringLiteral("en"));
    scene_.studio().settings().setColorScheme(ColorScheme::Light);
    hands.window().resize(1280, 800);
    auto& gallery = hands.parts().part<GalleryPage>();
    test::RealWindow::find<QSpinBox>(gallery, "galleryCount").setValue(100);
    while (scene_.studio().keepers().count() > kKeepers)
        removeOldestKeeper(scene_);
    std::vector<std::filesystem::path> runs = hands.storedRuns();
    while (runs.size() > static_cast<std::size_t>(kRuns) && deleteRun(scene_, runs.front()))
        runs.erase(runs.begin());
    scene_.studio().currentRun().close();
    hands.turnTo(Page::Data);
    emptyFolder(hands.parts().path("exports"));
}

/// The event loop runs, and in several looks, one after another, no other thread is at work.
void Rest::awaitStillness() {
    int still = 0;
    scene_.hands.await("every thread to sleep", [&still] {
        still = areOthersAsleep() ? still + 1 : 0;
        return still >= kLooks;
    });
}

int Rest::countObjects() const {
    return static_cast<int>(scene_.hands.window().findChildren<QObject*>().size() +
                            scene_.studio().findChildren<QObject*>().size() +
                            QApplication::allWidgets().size());
}

} // namespace wasserfarbe::soak
