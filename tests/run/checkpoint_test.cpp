// Checkpoints and model files: what is written, what is read back, and what is refused.

#include <cmath>
#include <fstream>
#include <limits>

#include <QTemporaryDir>
#include <QtTest>

#include "model/latent/tensors.h"
#include "model/run/checkpoint.h"
#include "model/run/checkpoint_list.h"
#include "model/torch.h"
#include "model/training/networks.h"
#include "model/training/training_state.h"
#include "model/types/error.h"
#include "model/types/field_table.h"
#include "model/types/metric_table.h"
#include "model/weights/latents_file.h"
#include "model/weights/model_file.h"
#include "model/weights/read/tensor_file.h"
#include "tests/support/checkpoint_support.h"
#include "tests/support/dataset_support.h"
#include "tests/support/run_support.h"
#include "tests/support/tensor_support.h"
#include "tests/support/test_program.h"

Q_DECLARE_METATYPE(torch::Tensor)

namespace wasserfarbe::test::checkpoint_test {

namespace fs = std::filesystem;

namespace {

torch::Tensor& tensor_of(NamedTensors& tensors, const std::string& name) {
    return std::find_if(tensors.begin(), tensors.end(), [&](const auto& t) { return t.first == name; })
        ->second;
}

void remove_tensor(NamedTensors& tensors, const std::string& name) {
    std::erase_if(tensors, [&](const auto& tensor) { return tensor.first == name; });
}

} // namespace

class CheckpointTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatIsNoFileIsRefused();

    void aCheckpointComesBack_data();
    void aCheckpointComesBack();
    void whatDoesNotFitIsNamed();
    void theStoreNamesKeepsAndFinds();

    void averagedAndRawWeights();
    void theInfoOfAModel();
    void aModelThatDoesNotFitItsSettingsIsRefused_data();
    void aModelThatDoesNotFitItsSettingsIsRefused();
    void aModelThatLacksATensorIsRefused();
    void latentsComeBack();
    void latentsThatDoNotFitAreRefused_data();
    void latentsThatDoNotFitAreRefused();

    void aWriteThatFailsLeavesTheOldFile();
    void aFolderInTheWayIsRefused();

private:
    fs::path path(const char* name) const { return fs::path(folder_->path().toStdString()) / name; }

    std::unique_ptr<QTemporaryDir> folder_;
};

void CheckpointTest::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
}

void CheckpointTest::whatIsNoFileIsRefused() {
    fs::create_directory(path("folder"));
    for (const fs::path& target : {path("folder"), path("nowhere"), path("nowhere") / "at" / "all"})
        for (const auto& error :
             {error_of([&] { read_tensor_file(target); }), error_of([&] { read_checkpoint(target); }),
              error_of([&] { ModelFile(target).info(); }),
              error_of([&] { ModelFile(target).sampler(Weights::Raw); }),
              error_of([&] { read_latents(target, 8); })}) {
            QVERIFY(test::says(error, ErrorKind::Model, "can't be read"));
            QCOMPARE(error->path().string(), target.string());
        }
}

void CheckpointTest::aCheckpointComesBack_data() {
    QTest::addColumn<bool>("unfinished");
    QTest::newRow("between two steps") << false;
    QTest::newRow("within a step") << true;
}

void CheckpointTest::aCheckpointComesBack() {
    QFETCH(bool, unfinished);
    const TrainingState state = make_state(unfinished);
    write_checkpoint(path("c.safetensors"), state);
    const TrainingState back = read_checkpoint(path("c.safetensors"));
    QVERIFY(back.config == state.config);
    QCOMPARE(back.seed, state.seed);
    QVERIFY(back.device == state.device);
    QCOMPARE(back.threads, state.threads);
    QVERIFY(back.quality == state.quality); // to the bit
    compare_tensors(back.tensors, state.tensors);

    const TrainingCounters& actual = back.counters;
    const TrainingCounters& expected = state.counters;
    QVERIFY(actual.position == expected.position);
    QCOMPARE(actual.step, expected.step);
    QCOMPARE(actual.generator_updates, expected.generator_updates);
    QCOMPARE(actual.images, expected.images);
    QCOMPARE(actual.images_since_generator_update, expected.images_since_generator_update);
    QVERIFY(actual.seconds == expected.seconds); // to the bit: QCOMPARE is lenient
    QCOMPARE(actual.unfinished.has_value(), unfinished);
    if (!unfinished)
        return;
    const StepStats& stats = *actual.unfinished;
    const StepStats& wanted = *expected.unfinished;
    QCOMPARE(stats.step, wanted.step);
    QCOMPARE(stats.epoch, wanted.epoch);
    QVERIFY(std::isnan(stats.generator_loss));
    for (const Metric& metric : metric_table())
        if (metric.is_kept() && !std::isnan(metric.of(wanted)))
            QVERIFY2(metric.of(stats) == metric.of(wanted), metric.key.data());
}

void CheckpointTest::whatDoesNotFitIsNamed() {
    const TrainingState state = make_state();
    Networks networks(state.config, 8, torch::kCPU);
    const auto refusal_of = [&](NamedTensors tensors) {
        return error_of([&] { networks.restore(StateReader(tensors)); });
    };
    for (const char* name : {"critic.blocks.1.conv.weight", "generator.blocks.0.norm.running_var",
                             "ema.blocks.2.conv.weight", "critic_adam.blocks.0.conv.weight.exp_avg_sq"}) {
        NamedTensors missing = state.tensors;
        remove_tensor(missing, name);
        QCOMPARE(missing.size() + 1, state.tensors.size());
        QVERIFY(test::says(refusal_of(missing), ErrorKind::Model, "no tensor '" + std::string(name) + "'"));

        NamedTensors shaped = state.tensors;
        tensor_of(shaped, name) = torch::zeros({5, 5});
        QVERIFY(
            test::says(refusal_of(shaped), ErrorKind::Model, "'" + std::string(name) + "' is Float[5, 5]"));

        NamedTensors typed = state.tensors;
        tensor_of(typed, name) = tensor_of(typed, name).to(torch::kInt32);
        QVERIFY(test::says(refusal_of(typed), ErrorKind::Model, "'" + std::string(name) + "' is Int["));
    }
    QVERIFY(!refusal_of(state.tensors));
    NamedTensors restored = networks.state();
    restored.emplace_back("random", tensor_of(const_cast<TrainingState&>(state).tensors, "random"));
    restored.emplace_back("preview_z", tensor_of(const_cast<TrainingState&>(state).tensors, "preview_z"));
    compare_tensors(restored, state.tensors);
}

void CheckpointTest::theStoreNamesKeepsAndFinds() {
    const RunDirectory run(path("run"));
    run.create();
    std::vector<std::string> saved;
    const auto save = [&](const TrainingState& state) {
        const fs::path file = checkpoint_path(run, state.counters);
        write_checkpoint(file, state);
        remove_superfluous_checkpoints(run, 3, file);
        saved.push_back(file.filename().string());
    };
    const auto warn = [](const Error&) { QFAIL("none is damaged"); };
    QVERIFY(!read_newest_checkpoint(run, warn));

    TrainingState state = make_state(true);
    state.quality = std::numeric_limits<double>::quiet_NaN(); // or the first of the best would stay
    state.counters.position = {3, 0}; // the last step of epoch 2, whose generator update is due
    save(state);
    QCOMPARE(epochs_completed(state.counters), 1);
    QCOMPARE(ModelFile(run.newest_checkpoint()).info().epoch, 1);
    state = make_state();
    state.quality = std::numeric_limits<double>::quiet_NaN();
    state.counters.position = {3, 0};
    save(state);
    QCOMPARE(epochs_completed(state.counters), 2);
    QCOMPARE(ModelFile(run.newest_checkpoint()).info().epoch, 2);
    state.counters.position = {3, 1};
    save(state);
    state.counters.position = {1'234'567, 0};
    save(state);
    QCOMPARE(saved, (std::vector<std::string>{
                        "epoch-000001-step-000000014.safetensors", "epoch-000002.safetensors",
                        "epoch-000002-step-000000014.safetensors", "epoch-1234566.safetensors"}));
    std::vector<std::string> kept;
    for (const RunDirectory::Checkpoint& checkpoint : run.checkpoints())
        kept.push_back(checkpoint.path.filename().string());
    QCOMPARE(kept, std::vector<std::string>(saved.begin() + 1, saved.end())); // the oldest is gone
    QCOMPARE(read_newest_checkpoint(run, warn)->counters.position.epoch, 1'234'567);
    QCOMPARE(names_in(run.checkpoints_path()).size(), std::size_t{3});
}

void CheckpointTest::averagedAndRawWeights() {
    TrainingState state = make_state();
    for (auto& [name, tensor] : state.tensors)
        if (name.starts_with("ema.") && tensor.is_floating_point())
            tensor = tensor * 1.5;
    write_checkpoint(path("c.safetensors"), state);
    Networks networks(state.config, 1, torch::kCPU);
    networks.restore(StateReader(state.tensors));
    const Latents latents = seeded_latents(1, 3, 8);

    const ModelFile file(path("c.safetensors"));
    Sampler averaged = file.sampler(Weights::Averaged);
    Sampler raw = file.sampler(Weights::Raw);
    QCOMPARE(file.info().held(Weights::Averaged), Weights::Averaged);
    QCOMPARE(file.info().held(Weights::Raw), Weights::Raw);
    const std::vector<Image> from_average = averaged.sample(latents);
    const std::vector<Image> from_raw = raw.sample(latents);
    QVERIFY(from_average == Sampler(networks.ema).sample(latents));
    QVERIFY(from_raw == Sampler(networks.generator).sample(latents));
    QVERIFY(!(from_average == from_raw));

    std::erase_if(state.tensors, [](const auto& tensor) { return tensor.first.starts_with("ema."); });
    write_checkpoint(path("plain.safetensors"), state);
    const ModelFile plain(path("plain.safetensors"));
    QCOMPARE(plain.info().held(Weights::Averaged), Weights::Raw); // it says so
    QVERIFY(plain.sampler(Weights::Averaged).sample(latents) == from_raw);
}

void CheckpointTest::theInfoOfAModel() {
    const TrainingState state = make_state();
    write_checkpoint(path("c.safetensors"), state);
    const ModelInfo info = ModelFile(path("c.safetensors")).info();
    QCOMPARE(info.path.string(), path("c.safetensors").string());
    QVERIFY(info.software.starts_with("Wasserfarbe "));
    QVERIFY(info.generator == (GeneratorSpec{16, 8, 4, Norm::Batch}));
    QCOMPARE(info.generator_parameters, std::int64_t{8 * 8 * 16 + 8 * 4 * 16 + 4 * 3 * 16 + 2 * 8 + 2 * 4});
    QCOMPARE(info.epoch, 2); // it is in the third
    QCOMPARE(info.step, std::int64_t{14});
    QCOMPARE(info.tensors.size(), state.tensors.size());
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < info.tensors.size(); ++i) {
        QCOMPARE(info.tensors[i].name, state.tensors[i].first);
        QVERIFY(info.tensors[i].shape == state.tensors[i].second.sizes().vec());
        bytes += state.tensors[i].second.nbytes();
    }
    QCOMPARE(info.bytes, bytes);
}

void CheckpointTest::aModelThatDoesNotFitItsSettingsIsRefused_data() {
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QString>("words");
    QTest::newRow("fits") << QString() << QString();
    QTest::newRow("another latent size") << "latent_size=9"
                                         << "'generator.blocks.0.conv.weight' is [8, 8, 4, 4]";
    QTest::newRow("other channels") << "generator_channels=5"
                                    << "expected [8, 10, 4, 4]";
    QTest::newRow("larger images") << "image_size=32"
                                   << "expected [8, 16, 4, 4]";
    // 4 GB of weights, if anybody believed it.
    QTest::newRow("giant") << "image_size=256,generator_channels=512,latent_size=4096"
                           << "expected [4096, 16384, 4, 4]";
}

void CheckpointTest::aModelThatDoesNotFitItsSettingsIsRefused() {
    QFETCH(QString, setting);
    QFETCH(QString, words);
    const fs::path file = path("c.safetensors");
    TrainingState state = make_state();
    for (const QString& assignment : setting.split(',', Qt::SkipEmptyParts))
        apply_setting(state.config, assignment.toStdString());
    write_checkpoint(file, state);
    const std::int64_t before = peak_address_space();
    const auto error = error_of([&] { ModelFile(file).sampler(Weights::Averaged); });
    QVERIFY(peak_address_space() - before < 1'000'000'000);
    if (words.isNull()) {
        QVERIFY2(!error, error ? error->what() : "");
        return;
    }
    QVERIFY2(test::says(error, ErrorKind::Model, words.toStdString()),
             error ? error->what() : "it was opened");
    QCOMPARE(error->path().string(), file.string());
}

void CheckpointTest::aModelThatLacksATensorIsRefused() {
    const TrainingState state = make_state();
    for (const char* name :
         {"ema.blocks.1.conv.weight", "ema.blocks.0.norm.running_mean", "ema.blocks.1.norm.bias"}) {
        NamedTensors tensors = state.tensors;
        remove_tensor(tensors, name);
        TrainingState lacking = state;
        lacking.tensors = tensors;
        write_checkpoint(path("c.safetensors"), lacking);
        for (const Weights weights : {Weights::Averaged, Weights::Raw}) {
            const auto error = error_of([&] { ModelFile(path("c.safetensors")).sampler(weights); });
            QVERIFY(test::says(error, ErrorKind::Model, "no tensor '" + std::string(name) + "'"));
            QCOMPARE(error->path().string(), path("c.safetensors").string());
        }
    }
}

void CheckpointTest::latentsComeBack() {
    const Latents latents = seeded_latents(9, 3, 8);
    write_latents(path("z.safetensors"), latents);
    QVERIFY(read_latents(path("z.safetensors"), 8) == latents);
    // Another float type, another tensor beside it, and metadata are all right.
    write_tensor_file(
        path("double.safetensors"),
        {{{"other", torch::ones({2})}, {"z", to_tensor(latents).to(torch::kFloat64)}}, {{"a", "b"}}});
    QVERIFY(read_latents(path("double.safetensors"), 8) == latents);
}

void CheckpointTest::latentsThatDoNotFitAreRefused_data() {
    QTest::addColumn<torch::Tensor>("z");
    QTest::addColumn<QString>("words");
    QTest::newRow("one dimension") << torch::zeros({8}) << "'z' is Float[8], expected Float[n, 8]";
    QTest::newRow("three") << torch::zeros({1, 2, 8}) << "'z' is Float[1, 2, 8]";
    QTest::newRow("a number") << torch::tensor(1.0F) << "'z' is Float[]";
    QTest::newRow("another size") << torch::zeros({3, 9}) << "'z' is Float[3, 9]";
    QTest::newRow("no rows") << torch::zeros({0, 8}) << "'z' is Float[0, 8]";
    QTest::newRow("whole numbers") << torch::zeros({3, 8}, torch::kInt64) << "'z' is Long[3, 8]";
    QTest::newRow("not finite") << torch::full({3, 8}, INFINITY) << "not finite";
    QTest::newRow("none") << torch::Tensor() << "holds one tensor 'z', this one has none";
}

void CheckpointTest::latentsThatDoNotFitAreRefused() {
    QFETCH(torch::Tensor, z);
    QFETCH(QString, words);
    const fs::path file = path("z.safetensors");
    write_tensor_file(file, z.defined() ? TensorFile{{{"z", z}}, {}}
                                        : TensorFile{{{"y", torch::zeros({3, 8})}}, {}});
    const auto error = error_of([&] { read_latents(file, 8); });
    QVERIFY2(test::says(error, ErrorKind::Model, words.toStdString()),
             error ? error->what() : "they were read");
    QCOMPARE(error->path().string(), file.string());
}

void CheckpointTest::aWriteThatFailsLeavesTheOldFile() {
    const fs::path file = path("c.safetensors");
    write_latents(file, seeded_latents(1, 2, 8));
    const QByteArray old = test::file_bytes(file);
    std::optional<Error> error;
    {
        const test::FileSizeLimit disk_is_full(10'000);
        error = error_of([&] { write_checkpoint(file, make_state()); });
    }
    QVERIFY2(test::says(error, ErrorKind::Disk, "can't be written"),
             error ? error->what() : "it was written");
    QCOMPARE(error->path().string(), file.string());
    QCOMPARE(test::file_bytes(file), old);
    QCOMPARE(names_in(path("")), std::vector<std::string>{"c.safetensors"}); // no temporary
    write_checkpoint(file, make_state());
    QVERIFY(!error_of([&] { read_checkpoint(file); }));
    QCOMPARE(names_in(path("")).size(), std::size_t{1});
}

void CheckpointTest::aFolderInTheWayIsRefused() {
    fs::create_directory(path("taken"));
    std::ofstream(path("taken") / "inside") << "1";
    for (const fs::path& target : {path("taken"), path("nowhere") / "c.safetensors"}) {
        const auto error = error_of([&] { write_checkpoint(target, make_state()); });
        QVERIFY(error);
        QCOMPARE(error->kind(), ErrorKind::Disk);
        QCOMPARE(error->path().string(), target.string());
    }
    QCOMPARE(names_in(path("")), std::vector<std::string>{"taken"});
    QCOMPARE(names_in(path("taken")), std::vector<std::string>{"inside"});
}

WASSERFARBE_TEST(CheckpointTest)

} // namespace wasserfarbe::test::checkpoint_test

#include "checkpoint_test.moc"
