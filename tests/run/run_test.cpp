// What a run leaves in its directory, in whatever way it ends.

#include <latch>
#include <limits>
#include <map>
#include <thread>

#include <QJsonDocument>
#include <QJsonObject>

#include "model/run/image_origin.h"
#include "model/run/run_lock.h"
#include "model/run/sample_history.h"
#include "model/types/field_table.h"
#include "model/types/image_grid.h"
#include "model/types/version.h"
#include "model/weights/model_file.h"

#include "tests/support/run_fixture.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::run_test {

class RunTest : public QObject, private RunFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { make_whole_run(); }
    void init() { make_folder(); }

    void whatAWholeRunLeaves();
    void previewsSayWhereTheyAreFrom();
    void aPreviewCanBeMadeAgain();
    void aSamplerFromAnotherThread();
    void whatCanNotBeginLeavesNothing_data();
    void whatCanNotBeginLeavesNothing();
    void aDirectoryThatHoldsARunIsRefused();
    void aRunAmongItsPicturesIsRefused();
    void aStopBeforeItExistsLeavesNothing();
    void aSelectionIsKept();
    void whatASelectionDoesNotFindIsRefused();
    void heldOutPicturesAreScored();
    void aRunOfAnEarlierVersionGoesOn();
    void aFolderNameThatIsNotUtf8();
    void oldCheckpointsGo();
    void requestsFromAnotherThread();
    void anErrorOfTheObserverFailsTheRun();
};

void RunTest::whatAWholeRunLeaves() {
    QCOMPARE(names_in(whole()), (Names{"checkpoints", "log.txt", "metrics.csv", "previews", "run.json"}));
    QCOMPARE(names_in(whole() / "previews"),
             (Names{"epoch-000000.png", "epoch-000001.png", "epoch-000002.png", "epoch-000003.png"}));
    QCOMPARE(names_in(whole() / "checkpoints"),
             (Names{"epoch-000001.safetensors", "epoch-000002.safetensors", "epoch-000003.safetensors"}));

    const QJsonObject record = QJsonDocument::fromJson(file_bytes(whole() / "run.json")).object();
    QCOMPARE(record["state"], QJsonValue("finished"));
    QCOMPARE(record["failure"], QJsonValue(""));
    QCOMPARE(record["epoch"], QJsonValue(3));
    QCOMPARE(record["step"], QJsonValue(18));
    QVERIFY(record["seconds"].toDouble() > 0);
    QCOMPARE(record["seed"], QJsonValue(5));
    QCOMPARE(record["device"], QJsonValue("cpu"));
    QCOMPARE(record["preset"], QJsonValue("quick"));
    QCOMPARE(record["dataset"]["folder"].toString().toStdString(), faces().string());
    QCOMPARE(record["dataset"]["images"], QJsonValue(24));
    QCOMPARE(record["dataset"]["fingerprint"].toString().size(), 16);
    QCOMPARE(record["versions"]["software"].toString().toStdString(), std::string(software_name()));
    QVERIFY(record["versions"]["libtorch"].toString().contains('.'));
    for (const char* key : {"started", "finished"})
        QVERIFY(QDateTime::fromString(record[key].toString(), Qt::ISODate).isValid());
    QCOMPARE(record["config"].toObject().size(), static_cast<qsizetype>(field_table().size()));
    QCOMPARE(record["config"]["generator_channels"], QJsonValue(4));
    QCOMPARE(record["config"]["critic_norm"], QJsonValue("none"));
    QVERIFY(RunDirectory(whole()).read_record().config == tiny_config());

    const std::vector<StepStats> metrics = read_metrics(whole() / "metrics.csv");
    QCOMPARE(metrics.size(), std::size_t{18});
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        QCOMPARE(metrics[i].step, static_cast<std::int64_t>(i + 1));
        QCOMPARE(metrics[i].epoch, static_cast<int>(i / kStepsPerEpoch) + 1);
        QVERIFY(std::isfinite(metrics[i].critic_loss) && metrics[i].seconds > 0);
        QCOMPARE(std::isnan(metrics[i].generator_loss), i % 2 == 0);
    }
    const TrainingState last = newest_state(whole());
    QCOMPARE(last.counters.step, std::int64_t{18});
    QCOMPARE(last.counters.seconds, metrics.back().seconds);
    QVERIFY(last.config == tiny_config());

    const QByteArray log = file_bytes(whole() / "log.txt");
    for (const char* words :
         {"skipped", "broken.png", "24 pictures of", "with 1 threads",
          "checkpoint of step 18: epoch-000003.safetensors", "finished at step 18, epoch 3"})
        QVERIFY2(log.contains(words), words);
    QVERIFY(!log.contains("face-00001.png")); // that one was not skipped
}

void RunTest::previewsSayWhereTheyAreFrom() {
    for (const int epoch : {0, 2}) {
        const PngFile png = read_png(RunDirectory(whole()).preview_path(epoch));
        QCOMPARE(png.image.width, 2 * (16 + 2) + 2);
        QCOMPARE(png.image.height, 2 * (16 + 2) + 2);
        const std::map<std::string, std::string> text(png.text.begin(), png.text.end());
        QCOMPARE(text.at("Software"), std::string(software_name()));
        QCOMPARE(text.at("model"), whole().string());
        QCOMPARE(text.at("epoch"), std::to_string(epoch));
        QCOMPARE(text.at("step"), std::to_string(epoch * kStepsPerEpoch));
        QCOMPARE(text.at("seed"), std::string("5"));
        QVERIFY(text.at("latents").find("preview") != std::string::npos);
    }
    const RunDirectory run(whole());
    QVERIFY(!(read_png(run.preview_path(0)).image == read_png(run.preview_path(3)).image));
}

void RunTest::aPreviewCanBeMadeAgain() {
    const std::vector<SavedPreview> previews = saved_previews(RunDirectory(whole()));
    QCOMPARE(previews.size(), std::size_t{4});
    const PngFile png = read_png(previews[2].path);
    const std::optional<ImageOrigin> origin = parse_origin(png.text);
    QVERIFY(origin.has_value());
    QCOMPARE(origin->model, whole());
    QCOMPARE(origin->epoch, 2);
    QCOMPARE(origin->step, 2 * kStepsPerEpoch);
    QVERIFY(origin->weights == Weights::Averaged && !origin->axes);
    QCOMPARE(origin->image_size, 16);
    QVERIFY(origin->layout == preview_layout(tiny_config()));
    QVERIFY(origin->latents == preview_latents(tiny_config(), 5));
    Sampler model =
        ModelFile(RunDirectory(origin->model).checkpoint_path(origin->epoch)).sampler(origin->weights);
    QVERIFY(make_grid(model.sample(origin->latents), origin->layout) == png.image);
}

void RunTest::aSamplerFromAnotherThread() {
    const Latents latents = seeded_latents(3, 2, 8);
    std::latch paused(1);
    std::latch served(1);
    std::unique_ptr<TrainingRun> run;
    std::vector<Image> images;
    Recorder recorder;
    recorder.at_step = [&](const StepStats& stats) {
        if (stats.step == kStepsPerEpoch)
            run->control().pause();
    };
    recorder.at_pause = [&](bool now) {
        if (now)
            paused.count_down();
    };
    recorder.at_sampler = [&](const std::shared_ptr<Sampler>& sampler, int epoch, std::int64_t step) {
        QCOMPARE(epoch, 1);
        QCOMPARE(step, kStepsPerEpoch);
        images = sampler->sample(latents);
        served.count_down();
    };
    std::jthread training([&] {
        run = TrainingRun::create(new_run(path("run")));
        run->run(recorder, {});
    });
    paused.wait();
    QVERIFY(RunLock::is_locked(path("run")));
    run->control().request_sampler();
    served.wait();
    run->control().resume();
    training.join();
    QVERIFY(!RunLock::is_locked(path("run")));
    Sampler model = ModelFile(RunDirectory(path("run")).checkpoint_path(1)).sampler(Weights::Averaged);
    QVERIFY(images == model.sample(latents));
    compare_runs(path("run"), whole());
}

void RunTest::whatCanNotBeginLeavesNothing_data() {
    QTest::addColumn<QString>("data");
    QTest::addColumn<QString>("setting");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const char* data, const char* setting, ErrorKind kind,
                        const char* words) {
        QTest::newRow(name) << data << setting << static_cast<int>(kind) << words;
    };
    row("no folder", "nowhere", "", ErrorKind::Data, "does not exist");
    row("no pictures", "empty", "", ErrorKind::Data, "no pictures");
    row("fewer than a batch", "faces", "batch_size=25", ErrorKind::Data, "one batch takes 25");
    row("settings that contradict", "faces", "schedule_gamma=0.5", ErrorKind::Usage, "schedule_gamma");
    row("no such device", "faces", "", ErrorKind::Device, "cuda:63");
}

void RunTest::whatCanNotBeginLeavesNothing() {
    QFETCH(QString, data);
    QFETCH(QString, setting);
    QFETCH(int, kind);
    QFETCH(QString, words);
    fs::create_directory(path("empty"));
    NewRun settings = new_run(path("run"));
    if (data != "faces")
        settings.data = path(data.toLatin1().constData());
    if (!setting.isEmpty())
        apply_setting(settings.config, setting.toStdString());
    if (static_cast<ErrorKind>(kind) == ErrorKind::Device)
        settings.device = {Device::Kind::Cuda, 63};
    const auto error = error_of([&] { TrainingRun::create(settings); });
    QVERIFY2(says(error, static_cast<ErrorKind>(kind), words.toStdString()),
             error ? error->what() : "it began");
    if (error->kind() == ErrorKind::Data)
        QCOMPARE(error->path().string(), settings.data.string());
    QCOMPARE(names_in(path("")), Names{"empty"});
}

void RunTest::aDirectoryThatHoldsARunIsRefused() {
    NewRun settings = new_run(whole());
    settings.data = path("nowhere"); // it is refused before it looks at a picture
    const QByteArray before = file_bytes(whole() / "run.json");
    const auto error = error_of([&] { TrainingRun::create(settings); });
    QVERIFY(says(error, ErrorKind::Usage, "holds a run already"));
    QCOMPARE(error->path().string(), whole().string());
    QCOMPARE(file_bytes(whole() / "run.json"), before);
}

void RunTest::aRunAmongItsPicturesIsRefused() {
    // Its previews would be pictures of the next start.
    fs::copy(faces(), path("pictures"));
    fs::create_directory_symlink(path("pictures"), path("link"));
    for (const char* place :
         {"pictures", "pictures/run", "pictures/deeper/run", "link/run", "link/../pictures/run"}) {
        NewRun settings = new_run(path(place));
        settings.data = path("pictures");
        const auto error = error_of([&] { TrainingRun::create(settings); });
        QVERIFY2(says(error, ErrorKind::Usage, "lies in the folder of pictures"), place);
        QCOMPARE(error->path().string(), settings.directory.string());
    }
    QCOMPARE(names_in(path("pictures")), names_in(faces()));
    NewRun beside = new_run(path("pictures-run")); // a name that merely begins the same
    beside.data = path("pictures");
    QVERIFY(TrainingRun::create(beside));
}

void RunTest::aStopBeforeItExistsLeavesNothing() {
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!TrainingRun::create(new_run(path("run")), {}, stop.get_token()));
    QVERIFY(names_in(path("")).empty());
    // And in the middle of reading the pictures.
    std::stop_source later;
    const LoadProgress stop_at_once = [&](std::int64_t, std::int64_t) { later.request_stop(); };
    QVERIFY(!TrainingRun::create(new_run(path("run")), stop_at_once, later.get_token()));
    QVERIFY(names_in(path("")).empty());
    QVERIFY(!TrainingRun::resume(whole(), {}, {}, stop.get_token()));
}

void RunTest::aSelectionIsKept() {
    const fs::path pictures = path("pictures");
    fs::create_directories(pictures / "more");
    fs::copy(faces(), pictures);
    fs::copy(faces() / "face-00001.png", pictures / "more" / "again.png");
    NewRun run = new_run(path("run"));
    run.data = pictures;
    run.max_steps = 1;
    run.selection.left_out_classes = {"more"};
    run.selection.left_out = {Finding::SixteenBit};
    run.selection.crop_places = {{"face-00001.png", {0.25, 0.75}}};
    Recorder recorder;
    const std::unique_ptr<TrainingRun> training = TrainingRun::create(run);
    QCOMPARE(training->dataset().count(), 24);
    training->run(recorder, {});
    const RunRecord record = RunDirectory(path("run")).read_record();
    QVERIFY(record.selection == run.selection);
    QCOMPARE(record.images, std::int64_t{24});
    fs::remove_all(pictures / "more"); // took no part, so the run goes on without it
    QCOMPARE(go_on(path("run"), {{}, 2}), Trainer::Outcome::Finished);
}

void RunTest::whatASelectionDoesNotFindIsRefused() {
    NewRun run = new_run(path("run"));
    run.selection.left_out_classes = {"dogs"};
    QVERIFY(says(error_of([&] { TrainingRun::create(run); }), ErrorKind::Usage, "dogs"));
    run.selection = {};
    run.selection.crop_places = {{"nobody.png", {}}};
    QVERIFY(says(error_of([&] { TrainingRun::create(run); }), ErrorKind::Usage, "nobody.png"));
    run.selection = {};
    const std::string name(200, 'x');
    for (int i = 0; i < 6000; ++i)
        run.selection.crop_places["face-00001.png" + name + std::to_string(i)] = {};
    QVERIFY(says(error_of([&] { TrainingRun::create(run); }), ErrorKind::Usage, "face-00001.png"));
    QVERIFY(!fs::exists(path("run")));
}

void RunTest::heldOutPicturesAreScored() {
    const fs::path pictures = path("pictures");
    write_demo_faces(pictures, 500, 16, 3);
    NewRun run = new_run(path("run"));
    run.data = pictures;
    run.config.held_out = 0.1;
    run.config.batch_size = 150;
    run.config.epochs = 2;
    Recorder recorder;
    const std::unique_ptr<TrainingRun> training = TrainingRun::create(run);
    QCOMPARE(training->dataset().count(), 450);
    QCOMPARE(training->dataset().held_out_count(), 50);
    training->run(recorder, {});
    QCOMPARE(RunDirectory(path("run")).read_record().held_out, std::int64_t{50});
    const std::vector<StepStats> metrics = read_metrics(path("run") / "metrics.csv");
    QCOMPARE(metrics.size(), std::size_t{6});
    for (std::size_t i = 0; i < metrics.size(); ++i)
        QCOMPARE(std::isfinite(metrics[i].critic_held_out), i % 3 == 2); // an epoch's last step
    QVERIFY(file_bytes(path("run") / "log.txt").contains("50 kept from training"));
}

/// Its run.json says nothing of a selection and a share, and its fingerprint was made otherwise.
void RunTest::aRunOfAnEarlierVersionGoesOn() {
    NewRun run = new_run(path("run"));
    run.config.held_out = 0;
    run.max_steps = 3;
    Recorder recorder;
    TrainingRun::create(run)->run(recorder, {});
    const fs::path file = RunDirectory(path("run")).record_path();
    QJsonObject json = QJsonDocument::fromJson(file_bytes(file)).object();
    QJsonObject dataset = json["dataset"].toObject();
    dataset.remove("held_out");
    dataset.remove("selection");
    dataset["fingerprint"] = "0123456789abcdef";
    json["dataset"] = dataset;
    QJsonObject config = json["config"].toObject();
    for (const char* key : {"held_out", "pad_color", "alpha_color", "augment_color"})
        config.remove(key);
    config["fit_pad_value"] = 0.0;
    json["config"] = config;
    std::ofstream(file) << QJsonDocument(json).toJson().toStdString();
    QCOMPARE(go_on(path("run"), {{}, 6}), Trainer::Outcome::Finished);
    const RunRecord record = RunDirectory(path("run")).read_record();
    QVERIFY(record.compares_pixels);
    QVERIFY(record.fingerprint != "0123456789abcdef");
    QCOMPARE(record.step, std::int64_t{6});
}

void RunTest::aFolderNameThatIsNotUtf8() {
    NewRun settings = new_run(path("run-\xFF"));
    settings.max_steps = 1;
    Recorder recorder;
    QCOMPARE(TrainingRun::create(settings)->run(recorder, {}), Trainer::Outcome::Finished);
    const PngFile png = read_png(RunDirectory(settings.directory).preview_path(0));
    const std::map<std::string, std::string> text(png.text.begin(), png.text.end());
    QVERIFY(text.at("model").ends_with("run-\xEF\xBF\xBD"));
    fs::remove_all(settings.directory); // QTemporaryDir does not find it
}

void RunTest::oldCheckpointsGo() {
    NewRun settings = new_run(path("run"));
    settings.config.checkpoints_kept = 2;
    Recorder recorder;
    std::vector<std::int64_t> saved;
    recorder.at_checkpoint_saved = [&](const fs::path&, std::int64_t step) { saved.push_back(step); };
    TrainingRun::create(settings)->run(recorder, {});
    QCOMPARE(saved, (std::vector<std::int64_t>{6, 12, 18}));
    QCOMPARE(names_in(path("run") / "checkpoints"),
             (Names{"epoch-000002.safetensors", "epoch-000003.safetensors"}));
}

void RunTest::requestsFromAnotherThread() {
    std::latch paused(1);
    std::latch served(2);
    std::latch went_on(1);
    std::unique_ptr<TrainingRun> run;
    Recorder recorder;
    recorder.at_step = [&](const StepStats& stats) {
        if (stats.step == 3)
            run->control().pause();
    };
    recorder.at_pause = [&](bool now) { now ? paused.count_down() : went_on.count_down(); };
    recorder.at_preview_saved = [&](const fs::path&, const Preview& preview) {
        if (preview.requested)
            served.count_down();
    };
    recorder.at_checkpoint_saved = [&](const fs::path&, std::int64_t step) {
        if (step == 3)
            served.count_down();
    };
    std::jthread training([&] {
        run = TrainingRun::create(new_run(path("run")));
        run->run(recorder, {});
    });
    paused.wait();
    QCOMPARE(read_metrics(path("run") / "metrics.csv").size(), std::size_t{3}); // flushed
    run->control().request_preview();
    run->control().request_checkpoint();
    served.wait();
    QCOMPARE(names_in(path("run") / "previews"),
             (Names{"epoch-000000-step-000000003.png", "epoch-000000.png"}));
    QCOMPARE(names_in(path("run") / "checkpoints"), Names{"epoch-000000-step-000000003.safetensors"});
    run->control().resume();
    went_on.wait();
    training.join();
    compare_runs(path("run"), whole()); // none of it left a trace in the training
    const QByteArray log = file_bytes(path("run") / "log.txt");
    QVERIFY(log.indexOf("paused") < log.indexOf("goes on"));
    QVERIFY(log.contains("paused"));
}

void RunTest::anErrorOfTheObserverFailsTheRun() {
    const auto run = TrainingRun::create(new_run(path("run")));
    Recorder recorder;
    recorder.at_step = [](const StepStats& stats) {
        if (stats.step == 7)
            throw Error(ErrorKind::Internal, "enough");
    };
    QVERIFY(says(error_of([&] { run->run(recorder, {}); }), ErrorKind::Internal, "enough"));
    compare_state(path("run"), RunState::Failed, 7, 1);
    QCOMPARE(read_metrics(path("run") / "metrics.csv").size(), std::size_t{7});
    QCOMPARE(go_on(path("run")), Trainer::Outcome::Finished); // the record of the failure goes with it
    compare_state(path("run"), RunState::Finished, 18, 3);
    compare_runs(path("run"), whole());
}

WASSERFARBE_TEST(RunTest)

} // namespace wasserfarbe::test::run_test

#include "run_test.moc"
