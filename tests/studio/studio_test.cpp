#include "app/studio/studio.h"

#include <memory>
#include <vector>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "app/studio/path_text.h"
#include "model/pictures/png_file.h"
#include "model/types/field_table.h"
#include "tests/support/fake_model_work.h"
#include "tests/support/fake_renderer.h"
#include "tests/support/fake_training.h"
#include "tests/support/open_count.h"
#include "tests/support/patience.h"
#include "tests/support/run_files.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::studio_test {

namespace {

using State = TrainingSession::State;
namespace fs = std::filesystem;

/// Writes down what a studio says.
class Listener {
public:
    explicit Listener(Studio& studio) {
        QObject::connect(&studio, &Studio::pageRequested, &studio,
                         [this](Page page) { pages.push_back(page); });
        QObject::connect(&studio, &Studio::trouble, &studio, [this](Page page, const Error& error) {
            troubledPages.push_back(page);
            errors.push_back(error);
        });
        QObject::connect(&studio, &Studio::modelRequested, &studio,
                         [this](const fs::path& path) { models.push_back(path); });
        QObject::connect(&studio, &Studio::originRequested, &studio,
                         [this](const ImageOrigin& origin) { origins.push_back(origin); });
        QObject::connect(&studio, &Studio::noticeGiven, &studio,
                         [this](const QString& text) { notices.push_back(text); });
    }

    std::vector<Page> pages;
    std::vector<Page> troubledPages;
    std::vector<Error> errors;
    std::vector<fs::path> models;
    std::vector<ImageOrigin> origins;
    std::vector<QString> notices;
};

} // namespace

class StudioTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;
    fs::path path(const char* name = "") const { return toPath(folder_->path()) / name; }

    std::unique_ptr<Studio> open(const FakeTraining& fake = {}) const {
        StudioOptions options;
        options.training = fake.factory();
        options.models = fakeModels();
        options.modelWork = FakeModelWork().functions();
        options.settingsFile = folder_->filePath(QStringLiteral("settings.ini"));
        options.dataFolder = path("data");
        auto studio = std::make_unique<Studio>(options);
        studio->settings().setRunsFolder(path("runs"));
        return studio;
    }

    void choosePictures(Studio& studio, const char* name = "faces") const {
        fs::create_directories(path(name));
        studio.openData(path(name));
    }

private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(folder_->isValid());
    }

    void beginsWithThePresetOfTheMachine() {
        const auto studio = open();
        QCOMPARE(studio->plan().preset, Studio::defaultPreset());
        QCOMPARE(studio->plan().config, preset_config(Studio::defaultPreset()));
        QVERIFY(studio->plan().data.empty());
        QVERIFY(!studio->startObstacle().isEmpty());
    }

    void keepsThePlanForTheNextStart() {
        {
            const auto studio = open();
            QSignalSpy changed(studio.get(), &Studio::planChanged);
            choosePictures(*studio);
            RunPlan plan = studio->plan();
            plan.preset = Preset::Article;
            plan.config = preset_config(plan.preset);
            studio->setPlan(plan);
            studio->setPlan(plan);
            QCOMPARE(changed.count(), 2);
        }
        {
            const auto studio = open();
            QCOMPARE(studio->plan().data, path("faces"));
            QCOMPARE(studio->plan().preset, Preset::Article);
            QCOMPARE(studio->plan().config, preset_config(Preset::Article));
        }
        fs::remove(path("faces"));
        QVERIFY(open()->plan().data.empty());
    }

    void saysWhyNothingCanStart() {
        FakeTraining fake;
        fake.holdSteps();
        const auto studio = open(fake);
        QSignalSpy possible(studio.get(), &Studio::startPossibleChanged);
        const QString noPictures = studio->startObstacle();
        QVERIFY(!noPictures.isEmpty());
        studio->startTraining();
        QCOMPARE(studio->training().state(), State::Idle);
        choosePictures(*studio);
        QVERIFY(studio->startObstacle().isEmpty());
        QVERIFY(possible.count() > 0);

        RunPlan plan = studio->plan();
        plan.name = QStringLiteral("a/b");
        studio->setPlan(plan);
        QVERIFY(!studio->startObstacle().isEmpty());
        plan.name.clear();
        studio->setPlan(plan);
        QVERIFY(studio->startObstacle().isEmpty());

        studio->startTraining();
        QVERIFY(!studio->startObstacle().isEmpty());
        QVERIFY(studio->startObstacle() != noPictures);
        possible.clear();
        studio->training().stop();
        WAIT_UNTIL_EQUAL(studio->training().state(), State::Idle);
        QVERIFY(possible.count() > 0);
        QVERIFY(studio->startObstacle().isEmpty());
    }

    void startsANumberedRun() {
        FakeTraining fake;
        NewRun asked;
        fake.plan.prepare = [&](const TrainingRequest& request) {
            asked = std::get<NewRun>(request);
            write_run(asked.directory, 0);
        };
        const auto studio = open(fake);
        Listener heard(*studio);
        choosePictures(*studio);
        RunPlan plan = studio->plan();
        plan.seed = 7;
        plan.preset = Preset::Paper;
        plan.config = preset_config(plan.preset);
        plan.config.epochs = 11;
        plan.selection = {{"more"}, {Finding::Grey}, {{"a.png", {0.2, 0.5}}}};
        studio->setPlan(plan);
        for (const char* name : {"runs/faces-1", "runs/faces-2"}) {
            studio->startTraining();
            QVERIFY(studio->training().isActive());
            WAIT_UNTIL_EQUAL(studio->currentRun().directory(), path(name));
            WAIT_UNTIL_EQUAL(studio->training().state(), State::Idle);
            QCOMPARE(asked.directory, path(name));
        }
        QCOMPARE(asked.data, path("faces"));
        QCOMPARE(asked.preset, std::string("paper"));
        QCOMPARE(asked.config, plan.config);
        QCOMPARE(asked.selection, plan.selection);
        QCOMPARE(asked.seed, std::uint64_t{7});
        QCOMPARE(heard.pages.back(), Page::Train);
        QCOMPARE(studio->currentRun().history().size(), std::size_t{100});
        const std::vector<fs::path> recent = studio->settings().recentRuns();
        QCOMPARE(recent.size(), std::size_t{2});
        QCOMPARE(recent[0], path("runs/faces-2"));

        plan.name = QStringLiteral("眠い猫");
        studio->setPlan(plan);
        studio->startTraining();
        WAIT_UNTIL_EQUAL(studio->training().state(), State::Idle);
        QCOMPARE(asked.directory, path("runs/眠い猫"));
    }

    void resumesARunAndRefusesASecond() {
        write_run(path("runs/old"), 40);
        FakeTraining fake;
        fake.plan.firstStep = 41;
        fake.plan.steps = 50;
        fake.holdSteps();
        std::optional<int> epochs;
        fake.plan.prepare = [&](const TrainingRequest& request) {
            epochs = std::get<ResumeRun>(request).options.epochs;
        };
        const auto studio = open(fake);
        Listener heard(*studio);
        studio->resumeRun(path("runs/old"), 5);
        QCOMPARE(studio->currentRun().directory(), path("runs/old"));
        WAIT_UNTIL(studio->currentRun().isTraining() && !studio->currentRun().isLoading());
        QCOMPARE(epochs, std::optional<int>(5));
        QCOMPARE(studio->currentRun().history().size(), std::size_t{40});
        studio->resumeRun(path("runs/other"));
        QCOMPARE(heard.errors.size(), std::size_t{1});
        QCOMPARE(heard.errors[0].path(), path("runs/other"));
        QCOMPARE(heard.troubledPages[0], Page::Train);
        fake.letRun();
        WAIT_UNTIL_EQUAL(studio->training().state(), State::Idle);
        QCOMPARE(studio->currentRun().history().size(), std::size_t{50});
    }

    void duplicatesARunsSettings() {
        const auto studio = open();
        Listener heard(*studio);
        RunRecord record;
        record.preset = "article";
        record.config = preset_config(Preset::Article);
        record.config.lambda = 5;
        record.data = path("pictures");
        record.seed = 3;
        record.selection = {{"more"}, {Finding::Grey}, {{"a.png", {0.2, 0.5}}}};
        studio->duplicateRun(record);
        QCOMPARE(studio->plan().preset, Preset::Article);
        QCOMPARE(studio->plan().config, record.config);
        QCOMPARE(studio->plan().data, path("pictures"));
        QCOMPARE(studio->plan().selection, record.selection);
        QCOMPARE(studio->plan().seed, std::uint64_t{3});
        QVERIFY(studio->plan().name.isEmpty());
        QCOMPARE(heard.pages, std::vector<Page>{Page::Train});
        QSignalSpy planned(studio.get(), &Studio::planChanged);
        studio->duplicateRun(record); // the plan already: still a wish for a new run
        QCOMPARE(planned.count(), 1);
    }

    void aBranchBeginsWithTheWeightsOfARun() {
        FakeTraining fake;
        NewRun asked;
        fake.plan.prepare = [&](const TrainingRequest& request) { asked = std::get<NewRun>(request); };
        const auto studio = open(fake);
        Listener heard(*studio);
        fs::create_directories(path("pictures"));
        RunRecord record;
        record.preset = "paper";
        record.config = preset_config(Preset::Paper);
        record.config.lambda = 5;
        record.data = path("pictures");
        record.selection = {{"more"}, {Finding::Grey}, {}};
        const fs::path checkpoint = path("runs/old/checkpoints/epoch-000004.safetensors");
        studio->branchRun(record, checkpoint, 1200);
        QCOMPARE(heard.pages, std::vector<Page>{Page::Train});
        QCOMPARE(studio->plan().config, record.config);
        QCOMPARE(studio->plan().selection, record.selection);
        QCOMPARE(studio->plan().branchOf, checkpoint);
        QCOMPARE(studio->plan().branchStep, std::int64_t{1200});
        QVERIFY(studio->startObstacle().isEmpty());

        RunPlan plan = studio->plan();
        plan.config.critic_channels = 8;
        studio->setPlan(plan);
        QVERIFY(!studio->startObstacle().isEmpty());
        plan.config.critic_channels = record.config.critic_channels;
        plan.config.generator_learning_rate /= 2; // is no shape
        studio->setPlan(plan);
        QVERIFY(studio->startObstacle().isEmpty());
        studio->startTraining();
        WAIT_UNTIL_EQUAL(studio->training().state(), State::Idle);
        QCOMPARE(asked.branch_of, checkpoint);
        QCOMPARE(asked.config, plan.config);

        studio->duplicateRun(record);
        QVERIFY(studio->plan().branchOf.empty());
    }

    void anotherFolderHasOtherClassesAndCrops() {
        const auto studio = open();
        choosePictures(*studio);
        RunPlan plan = studio->plan();
        plan.selection = {{"more"}, {Finding::Grey}, {{"a.png", {0.2, 0.5}}}};
        studio->setPlan(plan);
        studio->chooseData(path("faces"));
        QCOMPARE(studio->plan().selection, plan.selection);
        choosePictures(*studio, "others");
        QCOMPARE(studio->plan().selection, (DatasetSelection{{}, {Finding::Grey}, {}}));
        QCOMPARE(studio->plan().data, path("others"));
    }

    void opensARun() {
        write_run(path("somewhere"), 20);
        const auto studio = open();
        Listener heard(*studio);
        studio->openAnything(path("somewhere"));
        WAIT_UNTIL_EQUAL(studio->currentRun().history().size(), std::size_t{20});
        QCOMPARE(heard.pages, std::vector<Page>{Page::Train});
        QCOMPARE(studio->settings().recentRuns(), std::vector<fs::path>{path("somewhere")});
        studio->currentRun().close();
        studio->openAnything(path("somewhere/run.json"));
        WAIT_UNTIL_EQUAL(studio->currentRun().directory(), path("somewhere"));
        QVERIFY(heard.errors.empty());
    }

    void aDamagedRunIsTrouble() {
        write_run(path("somewhere"), 20);
        write_text(path("somewhere/run.json"), "{");
        const auto studio = open();
        Listener heard(*studio);
        studio->openAnything(path("somewhere"));
        WAIT_UNTIL_EQUAL(heard.errors.size(), std::size_t{1});
        QCOMPARE(heard.troubledPages[0], Page::Train);
        QVERIFY(!studio->currentRun().isOpen());
        QVERIFY(studio->settings().recentRuns().empty());
    }

    void opensAFolderOfPictures() {
        fs::create_directories(path("cats"));
        const auto studio = open();
        Listener heard(*studio);
        studio->openAnything(path("cats"));
        WAIT_UNTIL_EQUAL(studio->plan().data, path("cats"));
        QCOMPARE(heard.pages, std::vector<Page>{Page::Data});
    }

    void opensAModelFile() {
        // By its ending, or by its content: a length and a JSON header, a zip archive, a pickle.
        write_text(path("own.safetensors"), "short");
        write_text(path("own.PTH"), "short");
        write_text(path("own-json"), std::string("\x02\0\0\0\0\0\0\0{}", 10));
        write_text(path("own-zip"), std::string("PK\x03\x04\0\0\0\0\0\0\0\0\0\0\0\0", 16));
        write_text(path("own-pickle"),
                   std::string("\x80\x02\x8a\x0al\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80", 16));
        const auto studio = open();
        Listener heard(*studio);
        const std::vector<fs::path> files = {path("own.safetensors"), path("own.PTH"), path("own-json"),
                                             path("own-zip"), path("own-pickle")};
        for (const fs::path& file : files)
            studio->openAnything(file);
        WAIT_UNTIL_EQUAL(heard.models.size(), files.size());
        QCOMPARE(heard.models, files);
        QCOMPARE(heard.pages.back(), Page::Explore);

        QSignalSpy foreign(studio.get(), &Studio::foreignModelFound);
        write_text(path("G.ckpt"), "short");
        studio->openAnything(path("G.ckpt"));
        WAIT_UNTIL_EQUAL(foreign.count(), 1);
        QCOMPARE(foreign[0][0].value<StudioModel>().info.path, path("G.ckpt"));
        QCOMPARE(heard.models.size(), files.size());
    }

    void opensAModelFileOnce() {
        const fs::path model = path("G.pt");
        fs::copy_file(SOURCE_FOLDER "/tests/reference/weights/article-generator.pt", model);
        StudioOptions options; // the engine's own work on models
        options.training = FakeTraining().factory();
        options.settingsFile = folder_->filePath(QStringLiteral("settings.ini"));
        options.dataFolder = path("data");
        Studio studio(options);
        QSignalSpy foreign(&studio, &Studio::foreignModelFound);
        QSignalSpy models(&studio, &Studio::modelRequested);
        const test::OpenCount opened;
        studio.openModelFile(model);
        WAIT_UNTIL_EQUAL(foreign.count(), 1);
        const auto found = foreign[0][0].value<StudioModel>();
        QCOMPARE(found.info.generator->image_size, 64);
        studio.openModel(model, Weights::Averaged, found.file);
        const OpenedModel explored =
            studio.options().models(models[0][0].value<fs::path>(), models[0][1].value<Weights>(),
                                    models[0][2].value<std::shared_ptr<const ModelFile>>());
        QCOMPARE(explored.renderer->imageSize(), 64);
        QCOMPARE(explored.source.path, model);
        QCOMPARE(found.write(path("out.safetensors"), {ModelFormat::Safetensors}).size(), std::size_t{1});
        QVERIFY(fs::exists(path("out.safetensors")));
        QCOMPARE(opened.of(model), 1);
    }

    void bringsAnExportedImageBack() {
        ImageOrigin origin;
        origin.model = path("somewhere");
        origin.epoch = 3;
        origin.description = "seed 5";
        origin.seed = 5;
        origin.latents = {1, 4, {0.1F, -2.5F, 1e-7F, 3.0F}};
        origin.image_size = 8;
        write_png(path("face.png"), Image(8, 8, 100), to_text_chunks(origin));
        const auto studio = open();
        Listener heard(*studio);
        studio->openAnything(path("face.png"));
        WAIT_UNTIL_EQUAL(heard.origins.size(), std::size_t{1});
        QVERIFY(heard.origins[0] == origin);
        QCOMPARE(heard.pages, std::vector<Page>{Page::Explore});
    }

    void saysWhatItCantOpen_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("a plain picture") << QByteArray("plain.png");
        QTest::newRow("a text") << QByteArray("note.txt");
        QTest::newRow("an empty file") << QByteArray("empty");
        QTest::newRow("nothing") << QByteArray("missing");
        QTest::newRow("a damaged PNG") << QByteArray("damaged.png");
        QTest::newRow("a device") << QByteArray("/dev/null");
    }

    void saysWhatItCantOpen() {
        QFETCH(const QByteArray, name);
        write_png(path("plain.png"), Image(8, 8, 100));
        write_png(path("damaged.png"), Image(8, 8, 100));
        fs::resize_file(path("damaged.png"), 40);
        write_text(path("note.txt"), "a note that is longer than a few bytes");
        write_text(path("empty"), "");
        const auto studio = open();
        Listener heard(*studio);
        studio->openAnything(path(name.constData()));
        WAIT_UNTIL_EQUAL(heard.errors.size(), std::size_t{1});
        QCOMPARE(heard.errors[0].path(), path(name.constData()));
        QVERIFY(!heard.errors[0].detail().empty());
        QCOMPARE(heard.pages, std::vector<Page>{heard.troubledPages[0]}); // where it is shown
        QVERIFY(heard.models.empty() && heard.origins.empty());
        QVERIFY(studio->plan().data.empty());
    }

    void keepsAnImage() {
        LatentPoint point;
        point.z = {1, 2, 3, 4};
        point.source.path = path("somewhere");
        point.image = QImage(8, 8, QImage::Format_RGB888);
        point.image.fill(Qt::blue);
        {
            const auto studio = open();
            Listener heard(*studio);
            studio->keep(point);
            QCOMPARE(studio->keepers().count(), 1);
            QCOMPARE(heard.notices.size(), std::size_t{1});
        }
        const auto studio = open();
        WAIT_UNTIL_EQUAL(studio->keepers().count(), 1);
        QCOMPARE(studio->keepers().at(0).z, point.z);
    }

    void passesOnWhatAPageAsks() {
        const auto studio = open();
        QSignalSpy chosen(studio.get(), &Studio::endpointChosen);
        QSignalSpy exported(studio.get(), &Studio::exportRequested);
        QSignalSpy models(studio.get(), &Studio::modelRequested);
        studio->useAs(Endpoint::B, {});
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen[0][0].value<Endpoint>(), Endpoint::B);
        studio->exportFrom(ExportPreviews{path("somewhere"), 2});
        QCOMPARE(exported.count(), 1);
        studio->openModel(path("a.safetensors"), Weights::Raw);
        QCOMPARE(models[0][1].value<Weights>(), Weights::Raw);
    }

    void goesAwayWhileTrainingAndLooking() {
        FakeTraining fake;
        auto studio = open(fake);
        choosePictures(*studio);
        fake.holdSteps();
        studio->startTraining();
        WAIT_UNTIL_EQUAL(studio->training().state(), State::Running);
        studio->openAnything(path("faces"));
        studio->keep({{1, 2}, {}, {}, QImage(4, 4, QImage::Format_RGB888), {}});
        studio.reset();
        QCOMPARE(fake.alive(), 0);
    }
};

WASSERFARBE_TEST(StudioTest)

} // namespace wasserfarbe::test::studio_test

#include "studio_test.moc"
