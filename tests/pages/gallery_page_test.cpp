#include <fstream>

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>
#include <QtTest>

#include "app/pages/chooser/model_chooser.h"
#include "app/pages/gallery/drag_files.h"
#include "app/pages/gallery/enlarged_view.h"
#include "app/pages/gallery/gallery_images.h"
#include "app/pages/gallery/gallery_model.h"
#include "app/pages/gallery/gallery_page.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "model/pictures/png_file.h"
#include "model/run/image_origin.h"
#include "model/run/run_directory.h"
#include "tests/support/fake_renderer.h"
#include "tests/support/fake_training.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/image_conversion.h"
#include "widgets/look/image_view.h"
#include "widgets/look/message_bar.h"
#include "widgets/pictures/thumbnail_wall.h"

namespace wasserfarbe::test::gallery_page_test {

namespace fs = std::filesystem;

/// The page with real clicks and keys over fake models and a fake training.
class GalleryPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void theModelIsAProperModel();
    void theCacheHasABound();
    void anEmptyPageOffersTheNextStep();
    void aRunIsChosenFromTheList();
    void aCheckpointAndRawWeightsAreChosen();
    void theTrainingsNewestAreFollowed();
    void tenThousandImagesAreRenderedAsTheyComeIntoView();
    void anotherSeedMakesOtherImages();
    void imagesOfTheSeedBeforeNeverArrive();
    void anotherSeedLeavesTheFocusInItsField();
    void imagesAreSelectedKeptAndUsed();
    void anImageIsEnlargedByKeys();
    void theSelectionIsExported();
    void imagesAreDraggedOutAsPngs();
    void aBrokenModelIsToldAndTheOldOneStays();
    void aModelOfAnotherLatentSizeIsShown();
    void everyControlIsDescribed();

private:
    template <typename Control>
    Control* control(const char* name) const {
        auto* found = page_->findChild<Control*>(QLatin1String(name));
        if (!found)
            qFatal("no control %s", name);
        return found;
    }
    ThumbnailWall* wall() const { return control<ThumbnailWall>("galleryWall"); }
    ModelChooser* chooser() const { return page_->findChild<ModelChooser*>(); }
    QTreeView* tree() const { return control<QTreeView>("modelTree"); }
    fs::path path(const char* name) const { return fs::path(folder_->path().toStdString()) / name; }
    void makeRun(const char* name, std::initializer_list<int> epochs) const;
    void makeStudio(FakeTraining* training = nullptr, int imageSize = 16);
    /// The page with a model, and its visible images there.
    void openModel(const char* name = "some.safetensors");
    QImage imageOf(int row) const {
        return wall()->model()->index(row, 0).data(Qt::DecorationRole).value<QImage>();
    }
    QImage painted(std::uint64_t seed, int row) const {
        return toQImage(
            FakeRenderer(8, 16, std::uint8_t{200}).paint(seeded_latents(seed, row + 1, 8).row(row)));
    }
    void click(int row, Qt::KeyboardModifiers keys = {}) const {
        const QModelIndex index = wall()->model()->index(row, 0);
        QTest::mouseClick(wall()->viewport(), Qt::LeftButton, keys, wall()->visualRect(index).center());
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::shared_ptr<FakeRenderer::Gate> gate_;
    std::unique_ptr<Studio> studio_;
    std::unique_ptr<GalleryPage> page_;
};

void GalleryPageTest::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    gate_ = std::make_shared<FakeRenderer::Gate>();
    makeStudio();
}

void GalleryPageTest::cleanup() {
    gate_->open();
    page_.reset();
    studio_.reset();
}

void GalleryPageTest::makeStudio(FakeTraining* training, int imageSize) {
    page_.reset();
    studio_.reset();
    StudioOptions options;
    options.models = fakeModels(8, imageSize, gate_);
    if (training)
        options.training = training->factory();
    options.settingsFile = folder_->filePath(QStringLiteral("settings.ini"));
    options.dataFolder = path("data");
    studio_ = std::make_unique<Studio>(options);
    studio_->settings().setRunsFolder(path("runs"));
    page_ = std::make_unique<GalleryPage>(*studio_);
    page_->resize(1000, 700);
}

void GalleryPageTest::makeRun(const char* name, std::initializer_list<int> epochs) const {
    const RunDirectory run(path("runs") / name);
    run.create();
    RunRecord record;
    record.started = "2025-01-01T00:00:00Z";
    record.data = "/pictures";
    run.write_record(record);
    for (const int epoch : epochs)
        std::ofstream(run.checkpoint_path(epoch)) << "weights";
}

void GalleryPageTest::openModel(const char* name) {
    page_->show();
    QVERIFY(QTest::qWaitForWindowExposed(page_.get(), kPatience));
    Q_EMIT chooser()->chosen(path(name), Weights::Averaged);
    WAIT_UNTIL(!imageOf(0).isNull());
}

void GalleryPageTest::theModelIsAProperModel() {
    GalleryModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSeries(1, 10);
    model.setImage(3, QImage(16, 16, QImage::Format_RGB888));
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setSeries(1, 20);
    QCOMPARE(model.rowCount(), 20);
    QVERIFY(model.isFresh(3)); // more of the same seed: what is there stays
    model.setSeries(1, 5);
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(resets.size(), 0);
    model.markStale();
    QVERIFY(!model.isFresh(3));
    QVERIFY(!model.image(3).isNull());
    QCOMPARE(model.missing({2, 3, 7}), (std::vector<int>{2, 3}));
    model.setSeries(2, 5);
    QCOMPARE(resets.size(), 1);
    QVERIFY(model.image(3).isNull());
}

void GalleryPageTest::theCacheHasABound() {
    const QImage image(16, 16, QImage::Format_RGB888);
    GalleryModel model(10 * image.sizeInBytes());
    model.setSeries(1, 1000);
    for (int row = 0; row < 1000; ++row)
        model.setImage(row, image);
    int there = 0;
    for (int row = 0; row < 1000; ++row)
        there += model.isFresh(row) ? 1 : 0;
    QCOMPARE(there, 10);
    QVERIFY(model.isFresh(999));
}

void GalleryPageTest::anEmptyPageOffersTheNextStep() {
    QSignalSpy pages(studio_.get(), &Studio::pageRequested);
    page_->show();
    auto* empty = control<EmptyState>("galleryEmpty");
    QVERIFY(empty->isVisible());
    QVERIFY(!page_->canExport());
    QTest::mouseClick(empty->button(), Qt::LeftButton);
    QCOMPARE(pages.size(), 1);
    QCOMPARE(pages.first().first().value<Page>(), Page::Train);
}

void GalleryPageTest::aRunIsChosenFromTheList() {
    makeRun("faces-1", {1, 2, 12});
    makeRun("nothing-yet", {});
    page_->show();
    QTest::mouseClick(control<QToolButton>("modelButton"), Qt::LeftButton);
    WAIT_UNTIL_EQUAL(tree()->model()->rowCount(), 1); // a run without weights is none to choose
    const QModelIndex run = tree()->model()->index(0, 0);
    QCOMPARE(run.data().toString(), QStringLiteral("faces-1"));
    QCOMPARE(tree()->model()->rowCount(run), 3);
    QCOMPARE(tree()->model()->index(0, 0, run).data().toString(), QStringLiteral("Epoch 12"));
    QTest::keyClick(tree(), Qt::Key_Return);
    QVERIFY(!tree()->isVisible());
    WAIT_UNTIL(!imageOf(0).isNull());
    QCOMPARE(control<QToolButton>("modelButton")->text(), QStringLiteral("faces-1, epoch 3"));
    QVERIFY(wall()->isVisible());
    QVERIFY(page_->canExport());
}

void GalleryPageTest::aCheckpointAndRawWeightsAreChosen() {
    makeRun("faces-1", {1, 2});
    page_->show();
    QSignalSpy chosen(chooser(), &ModelChooser::chosen);
    chooser()->openList();
    WAIT_UNTIL_EQUAL(tree()->model()->rowCount(), 1);
    const QModelIndex run = tree()->model()->index(0, 0);
    QTest::keyClick(tree(), Qt::Key_Right); // unfolds
    const QModelIndex second = tree()->model()->index(1, 0, run);
    QTest::mouseClick(tree()->viewport(), Qt::LeftButton, {}, tree()->visualRect(second).center());
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.last().first().value<fs::path>(), RunDirectory(path("runs/faces-1")).checkpoint_path(1));
    WAIT_UNTIL_EQUAL(control<QToolButton>("modelButton")->text(), QStringLiteral("faces-1, epoch 3"));

    chooser()->openList();
    QTest::keyClick(control<QAbstractButton>("rawWeights"), Qt::Key_Space);
    QCOMPARE(chosen.size(), 2);
    QCOMPARE(chosen.last().at(1).value<Weights>(), Weights::Raw);
    WAIT_UNTIL(control<QToolButton>("modelButton")->text().endsWith(QStringLiteral("raw weights")));

    QTest::mouseClick(control<QPushButton>("openModelFile"), Qt::LeftButton);
    auto* dialog = control<QFileDialog>("modelFileDialog");
    Q_EMIT dialog->fileSelected(toQString(path("other.safetensors")));
    dialog->close();
    QCOMPARE(chosen.last().first().value<fs::path>(), path("other.safetensors"));
}

void GalleryPageTest::theTrainingsNewestAreFollowed() {
    FakeTraining training;
    training.plan.steps = 1000;
    training.holdSteps();
    makeStudio(&training);
    std::uint8_t tint = 50;
    page_->setLiveRenderer(
        [&](const std::shared_ptr<Sampler>&) { return std::make_shared<FakeRenderer>(8, 16, tint++); });
    NewRun run;
    run.directory = path("runs/live");
    studio_->training().start(run);
    training.allow(5);
    WAIT_UNTIL_EQUAL(studio_->training().state(), TrainingSession::State::Running);
    page_->show(); // shows the training's newest by itself
    WAIT_UNTIL(!imageOf(0).isNull());
    QCOMPARE(imageOf(0).pixelColor(0, 0).blue(), 50);
    QVERIFY2(control<QToolButton>("modelButton")->text().contains(QStringLiteral("live, training")),
             qPrintable(control<QToolButton>("modelButton")->text()));
    click(4);
    training.allow(10); // an epoch ends
    WAIT_UNTIL_EQUAL(imageOf(0).pixelColor(0, 0).blue(), 51);
    QCOMPARE(wall()->selectionModel()->selectedIndexes().size(), 1); // the same latents: still selected
    training.letRun();
    studio_->training().stop();
    WAIT_UNTIL_EQUAL(imageOf(0).pixelColor(0, 0).blue(), 200); // what it left on the disk
}

void GalleryPageTest::tenThousandImagesAreRenderedAsTheyComeIntoView() {
    control<QSpinBox>("galleryCount")->setValue(10'000);
    openModel();
    QCOMPARE(wall()->model()->rowCount(), 10'000);
    const int inView = wall()->visibleIndices().last + 1;
    WAIT_UNTIL(!imageOf(inView - 1).isNull());
    QVERIFY(imageOf(9'999).isNull());
    QVERIFY(gate_->begun() < 1'000);
    click(0);
    QTest::keyClick(wall(), Qt::Key_End);
    WAIT_UNTIL(!imageOf(9'999).isNull());
    QCOMPARE(imageOf(9'999), painted(1, 9'999));
    QVERIFY(gate_->begun() < 2'000);
    QVERIFY(imageOf(5'000).isNull());
}

void GalleryPageTest::anotherSeedMakesOtherImages() {
    openModel();
    QCOMPARE(imageOf(0), painted(1, 0));
    QTest::mouseClick(control<QPushButton>("galleryNewSeed"), Qt::LeftButton);
    const auto seed = static_cast<std::uint64_t>(control<QSpinBox>("gallerySeed")->value());
    QVERIFY(seed != 1);
    WAIT_UNTIL_EQUAL(imageOf(2), painted(seed, 2));
    control<QSpinBox>("gallerySeed")->setValue(1);
    WAIT_UNTIL_EQUAL(imageOf(2), painted(1, 2));
}

void GalleryPageTest::imagesOfTheSeedBeforeNeverArrive() {
    GalleryImages images(*studio_);
    QSignalSpy series(&images, &GalleryImages::seriesChanged);
    images.setSeries(1, 50);
    images.open(path("some.safetensors"), Weights::Averaged);
    WAIT_UNTIL_EQUAL(series.size(), 1);
    int done = 0;
    const auto ask = [&](int row) {
        gate_->hold();
        const std::int64_t before = gate_->begun();
        images.withImages({row}, [&done] { ++done; });
        QVERIFY(gate_->awaitBegun(before + 1));
    };
    const auto show = [&](std::uint64_t seed, int count) {
        const auto shown = series.size();
        images.setSeries(seed, count);
        WAIT_UNTIL_EQUAL(series.size(), shown + 1);
        gate_->open();
        images.want(0, 1);
        WAIT_UNTIL(images.model().isFresh(1));
    };
    ask(40);
    show(1, 10); // there is no image 40 any more
    QCOMPARE(done, 0);
    ask(5);
    show(2, 10);
    QCOMPARE(done, 0);
    images.want(5, 5);
    WAIT_UNTIL(images.model().isFresh(5));
    QCOMPARE(images.model().image(5), painted(2, 5));
}

void GalleryPageTest::anotherSeedLeavesTheFocusInItsField() {
    openModel();
    click(1);
    QTest::keyClick(wall(), Qt::Key_Return);
    auto* view = control<ImageView>("enlargedImage");
    WAIT_UNTIL_EQUAL(view->image(), painted(1, 1));
    auto* seed = control<QSpinBox>("gallerySeed");
    page_->activateWindow();
    seed->setFocus();
    WAIT_UNTIL(seed->hasFocus());
    QTest::keyClick(seed, Qt::Key_Up);
    WAIT_UNTIL_EQUAL(view->image(), painted(2, 1));
    QVERIFY(seed->hasFocus());
}

void GalleryPageTest::imagesAreSelectedKeptAndUsed() {
    openModel();
    WAIT_UNTIL(!imageOf(5).isNull());
    std::vector<std::pair<Endpoint, LatentPoint>> used;
    connect(studio_.get(), &Studio::endpointChosen, page_.get(),
            [&](Endpoint endpoint, const LatentPoint& point) { used.emplace_back(endpoint, point); });
    QVERIFY(!control<QAction>("gallery-keep")->isEnabled());

    click(2);
    click(4, Qt::ShiftModifier);
    click(5, Qt::ControlModifier);
    QCOMPARE(wall()->selectionModel()->selectedIndexes().size(), 4);
    QTest::keyClick(wall(), Qt::Key_K);
    WAIT_UNTIL_EQUAL(studio_->keepers().count(), 4);
    const Latents latents = seeded_latents(1, 10, 8);
    QVERIFY(std::ranges::equal(studio_->keepers().at(0).z, latents.row(2)));
    QVERIFY(!studio_->keepers().at(0).seed); // a seed on its own means its first image

    click(0);
    QTest::keyClick(wall(), Qt::Key_A);
    click(5);
    QTest::keyClick(wall(), Qt::Key_B);
    WAIT_UNTIL_EQUAL(used.size(), std::size_t{2});
    QCOMPARE(used[0].first, Endpoint::A);
    QCOMPARE(used[0].second.seed, std::optional<std::uint64_t>(1));
    QCOMPARE(used[0].second.image, painted(1, 0));
    QCOMPARE(used[1].first, Endpoint::B);
    QVERIFY(std::ranges::equal(used[1].second.z, latents.row(5)));
    QCOMPARE(used[1].second.source.path, path("some.safetensors"));

    QTest::keyClick(wall(), Qt::Key_C, Qt::ControlModifier);
    WAIT_UNTIL_EQUAL(QGuiApplication::clipboard()->image().size(), QSize(16, 16));
    QTest::keyClick(wall(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(wall()->selectionModel()->selectedIndexes().size(), 100);
    QCOMPARE(used.size(), std::size_t{2}); // Ctrl+A is not A
}

void GalleryPageTest::anImageIsEnlargedByKeys() {
    openModel();
    click(1);
    QTest::keyClick(wall(), Qt::Key_Return);
    auto* large = control<EnlargedView>("enlargedView");
    auto* view = control<ImageView>("enlargedImage");
    QVERIFY(large->isVisible());
    WAIT_UNTIL_EQUAL(view->image(), painted(1, 1));
    QTest::keyClick(large, Qt::Key_Right);
    WAIT_UNTIL_EQUAL(view->image(), painted(1, 2));
    QTest::keyClick(large, Qt::Key_End);
    WAIT_UNTIL_EQUAL(view->image(), painted(1, 99)); // one that was never in view
    QTest::keyClick(large, Qt::Key_Right);           // there is no next
    QCOMPARE(control<QLabel>("enlargedPlace")->text(), QStringLiteral("Image 100 of 100"));
    QVERIFY(!control<QToolButton>("enlargedNext")->isEnabled());
    QTest::keyClick(large, Qt::Key_K);
    WAIT_UNTIL_EQUAL(studio_->keepers().count(), 1);
    QTest::keyClick(large, Qt::Key_Escape);
    QVERIFY(wall()->isVisible());
    QCOMPARE(wall()->currentIndex().row(), 99);
}

void GalleryPageTest::theSelectionIsExported() {
    openModel();
    std::vector<ExportImages> exported;
    connect(studio_.get(), &Studio::exportRequested, page_.get(),
            [&](const ExportSource& source) { exported.push_back(std::get<ExportImages>(source)); });
    page_->exportShown();
    QCOMPARE(exported.at(0).latents, seeded_latents(1, 100, 8));
    QCOMPARE(exported.at(0).seed, std::optional<std::uint64_t>(1));
    QVERIFY(exported.at(0).renderer);

    click(3);
    click(6, Qt::ControlModifier);
    control<QAction>("gallery-export")->trigger();
    QCOMPARE(exported.at(1).latents.count, 2);
    QVERIFY(std::ranges::equal(exported.at(1).latents.row(1), seeded_latents(1, 7, 8).row(6)));
    QVERIFY(!exported.at(1).seed);
    QCOMPARE(exported.at(1).description, QStringLiteral("seed 1, images 4, 7"));
    QCOMPARE(exported.at(1).source.epoch, 3);
}

void GalleryPageTest::imagesAreDraggedOutAsPngs() {
    GalleryImages images(*studio_);
    images.open(path("some.safetensors"), Weights::Averaged);
    WAIT_UNTIL(images.hasLatents());
    images.want(0, 3);
    WAIT_UNTIL(images.model().isFresh(3));
    DragFiles files;
    const QList<QUrl> urls =
        files.write({{images.point(0), "seed 1"}, {images.point(3), images.description(3)}});
    QCOMPARE(urls.size(), 2);
    const PngFile file = read_png(toPath(urls[1].toLocalFile()));
    QCOMPARE(toQImage(file.image), painted(1, 3));
    const std::optional<ImageOrigin> origin = parse_origin(file.text);
    QVERIFY(origin);
    QVERIFY(std::ranges::equal(origin->latents.row(0), seeded_latents(1, 4, 8).row(3)));
    QCOMPARE(origin->description, std::string("seed 1, image 4"));
    QCOMPARE(origin->model, path("some.safetensors"));
    const QList<QUrl> again = files.write({{images.point(0), "seed 1"}});
    QVERIFY(again.first() != urls.first()); // a drop may read the first ones later
    QVERIFY(fs::exists(toPath(urls[0].toLocalFile())));
    QVERIFY(DragFiles::limit(4096) == 1);
    QVERIFY(DragFiles::limit(64) > 100);
}

void GalleryPageTest::aBrokenModelIsToldAndTheOldOneStays() {
    openModel();
    Q_EMIT chooser()->chosen(path("broken.safetensors"), Weights::Averaged);
    QVERIFY(control<QToolButton>("modelButton")->text().contains(QStringLiteral("broken")));
    const auto* message = page_->findChild<MessageBar*>();
    WAIT_UNTIL(message->isShown());
    QVERIFY2(message->text().contains(QStringLiteral("broken.safetensors")), qPrintable(message->text()));
    QCOMPARE(control<QToolButton>("modelButton")->text(), QStringLiteral("some.safetensors, epoch 3"));
    QVERIFY(page_->canExport());
}

void GalleryPageTest::aModelOfAnotherLatentSizeIsShown() {
    openModel();
    const QImage before = imageOf(0);
    Q_EMIT chooser()->chosen(path("wide.safetensors"), Weights::Averaged);
    WAIT_UNTIL(!imageOf(0).isNull() && imageOf(0) != before);
    std::vector<ExportImages> exported;
    connect(studio_.get(), &Studio::exportRequested, page_.get(),
            [&](const ExportSource& source) { exported.push_back(std::get<ExportImages>(source)); });
    page_->exportShown();
    QCOMPARE(exported.at(0).latents, seeded_latents(1, 100, 16));
}

void GalleryPageTest::everyControlIsDescribed() {
    openModel();
    int controls = 0;
    for (const QWidget* widget : page_->findChildren<QWidget*>()) {
        const bool control =
            qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QSpinBox*>(widget);
        const QString name = widget->objectName();
        if (!control || name.isEmpty() || name.startsWith(QStringLiteral("qt_")) ||
            name.startsWith(QStringLiteral("message")))
            continue; // other libraries' own
        ++controls;
        QVERIFY2(!widget->toolTip().isEmpty(), qPrintable(widget->objectName()));
        QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
        QVERIFY2(widget->focusPolicy() != Qt::NoFocus, qPrintable(widget->objectName()));
    }
    QVERIFY(controls >= 10);
}

WASSERFARBE_TEST(GalleryPageTest)

} // namespace wasserfarbe::test::gallery_page_test

#include "gallery_page_test.moc"
