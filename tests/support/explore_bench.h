#pragma once

#include <memory>

#include <QTemporaryDir>
#include <QtTest>

#include "app/pages/explore/explore_controller.h"
#include "app/pages/explore/explore_page.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "tests/support/fake_renderer.h"
#include "tests/support/fake_training.h"
#include "tests/support/patience.h"
#include "widgets/latent/two_axis_pad.h"
#include "widgets/look/image_conversion.h"
#include "widgets/look/image_view.h"
#include "widgets/look/message_bar.h"

namespace wasserfarbe::test {

inline constexpr int kLatentSize = 8;
inline constexpr int kImageSize = 16;

inline QImage picture(const std::vector<float>& z, std::uint8_t tint = 200) {
    return toQImage(FakeRenderer(static_cast<int>(z.size()), kImageSize, tint).paint(z));
}

/// A studio in a folder of its own, whose models and trainings are fakes, and the page in a window.
struct Bench {
    explicit Bench(bool openModel = true) {
        StudioOptions options;
        options.training = training.factory();
        options.models = fakeModels(kLatentSize, kImageSize, gate);
        options.settingsFile = folder.filePath(QStringLiteral("settings.ini"));
        options.dataFolder = toPath(folder.filePath(QStringLiteral("data")));
        studio = std::make_unique<Studio>(options);
        studio->settings().setRunsFolder(toPath(folder.filePath(QStringLiteral("runs"))));
        page = std::make_unique<ExplorePage>(*studio);
        page->resize(1190, 680);
        page->show();
        if (openModel) {
            studio->openModel("/models/one.safetensors");
            [&] { WAIT_UNTIL(controller().hasModel()); }();
        }
    }
    /// The page first: it uses the studio.
    ~Bench() {
        gate->open();
        training.letRun();
        page.reset();
    }

    ExploreController& controller() { return page->controller(); }
    const ExploreState& state() { return controller().state(); }
    template <typename Control>
    Control* find(const char* name) {
        auto* control = page->findChild<Control*>(QLatin1String(name));
        if (control == nullptr)
            qFatal("there is no control %s", name);
        return control;
    }
    TwoAxisPad* pad() { return find<TwoAxisPad>("pad"); }
    QImage shown() { return find<ImageView>("stage")->image(); }
    void click(const char* name) { QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton); }
    LatentPoint point(std::uint64_t seed, const char* model = "/models/one.safetensors",
                      int size = kLatentSize) {
        return {seededEnd(seed, size).z, {model, Weights::Averaged, false, 3, 30}, seed, {}, {}};
    }
    QString message() { return find<MessageBar>("exploreMessage")->text(); }

    QTemporaryDir folder;
    std::shared_ptr<FakeRenderer::Gate> gate = std::make_shared<FakeRenderer::Gate>();
    FakeTraining training;
    std::unique_ptr<Studio> studio;
    std::unique_ptr<ExplorePage> page;
};

} // namespace wasserfarbe::test
