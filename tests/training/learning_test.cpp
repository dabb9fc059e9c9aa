// A tiny run on demo faces really learns, by a measure that the critic has no part in.

#include <algorithm>
#include <cmath>
#include <numeric>

#include <QTemporaryDir>
#include <QtTest>

#include "model/demo/demo_faces.h"
#include "model/run/training_run.h"
#include "model/types/random.h"
#include "model/weights/model_file.h"
#include "tests/support/dataset_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::learning_test {

namespace {

constexpr int kCells = 4;
constexpr int kFeatures = kCells * kCells * 3;
using Features = std::vector<double>; // of one image

/// The mean colour of each of 4 x 4 cells, 0 to 1.
Features features(const Image& image) {
    Features sums(kFeatures, 0.0);
    const int cell = image.width / kCells;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            for (int c = 0; c < 3; ++c)
                sums[static_cast<std::size_t>(((y / cell) * kCells + x / cell) * 3 + c)] +=
                    image.row(y)[x * 3 + c];
    for (double& sum : sums)
        sum /= 255.0 * cell * cell;
    return sums;
}

/// The sliced Wasserstein distance (Rabin et al. 2011): the mean over random directions of the distance
/// between the two sets' sorted projections. Both sets are equally large.
double sliced_distance(const std::vector<Image>& a, const std::vector<Image>& b) {
    constexpr int kDirections = 100;
    std::vector<Features> sets[2];
    std::transform(a.begin(), a.end(), std::back_inserter(sets[0]), features);
    std::transform(b.begin(), b.end(), std::back_inserter(sets[1]), features);
    PortableRandom random(11);
    double total = 0;
    for (int i = 0; i < kDirections; ++i) {
        Features direction(kFeatures);
        double length = 0;
        for (double& value : direction) {
            value = random.uniform(-1, 1);
            length += value * value;
        }
        std::vector<double> projections[2];
        for (int s = 0; s < 2; ++s) {
            for (const Features& f : sets[s])
                projections[s].push_back(std::inner_product(f.begin(), f.end(), direction.begin(), 0.0) /
                                         std::sqrt(length));
            std::sort(projections[s].begin(), projections[s].end());
        }
        double distance = 0;
        for (std::size_t k = 0; k < projections[0].size(); ++k)
            distance += std::abs(projections[0][k] - projections[1][k]);
        total += distance / static_cast<double>(projections[0].size());
    }
    return total / kDirections;
}

} // namespace

class LearningTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theDistanceFallsToLessThanHalf();
};

void LearningTest::theDistanceFallsToLessThanHalf() {
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    write_demo_faces(root / "faces", 256, 16, 1);

    NewRun settings;
    settings.data = root / "faces";
    settings.directory = root / "run";
    settings.preset = "quick";
    settings.config.image_size = 16;
    settings.config.latent_size = 16;
    settings.config.generator_channels = 16;
    settings.config.critic_channels = 16;
    settings.config.batch_size = 32;
    settings.config.generator_learning_rate = 1e-3;
    settings.config.critic_learning_rate = 1e-3;
    settings.config.epochs = 60; // 480 steps
    settings.config.checkpoints_kept = 0;
    settings.device = {Device::Kind::Cpu, 0};
    settings.threads = 1;

    class : public RunObserver {
    public:
        std::filesystem::path newest;
        void on_event(const RunEvent& event) override {
            if (const auto* saved = std::get_if<CheckpointSaved>(&event))
                newest = saved->path;
        }
    } observer;
    std::vector<Image> real;
    Latents latents = seeded_latents(3, 256, 16);
    double untrained = 0;
    {
        settings.max_steps = 1; // the generator's first update comes after the second step
        const auto run = TrainingRun::create(settings);
        QCOMPARE(run->run(observer, {}), Trainer::Outcome::Finished);
        const ImageDataset& dataset = run->dataset();
        for (std::int64_t i = 0; i < dataset.count(); ++i)
            real.push_back(image_of(dataset, i));
        untrained =
            sliced_distance(ModelFile(observer.newest).sampler(Weights::Averaged).sample(latents), real);
    }
    const auto run = TrainingRun::resume(settings.directory);
    QCOMPARE(run->run(observer, {}), Trainer::Outcome::Finished);
    const double trained =
        sliced_distance(ModelFile(observer.newest).sampler(Weights::Averaged).sample(latents), real);
    qInfo("distance to the real images: %.4f untrained, %.4f trained", untrained, trained);
    QVERIFY(untrained > 0.02); // otherwise there was nothing to learn
    QVERIFY(trained < 0.5 * untrained);
}

WASSERFARBE_TEST(LearningTest)

} // namespace wasserfarbe::test::learning_test

#include "learning_test.moc"
