// The critic's score of the pictures that are kept from training. That a resumed run has the same is a matter
// of trainer_test.

#include "model/training/networks.h"
#include "tests/support/test_program.h"
#include "tests/support/trainer_fixture.h"

namespace wasserfarbe::test::held_out_test {

namespace {

/// The held-out pictures' mean score by the networks of a state, all in one batch.
double held_out_score(const TrainingState& state, std::int64_t pictures) {
    Networks networks(state.config, 0, torch::kCPU);
    networks.restore(StateReader(state.tensors));
    networks.critic->eval();
    RandomSource source;
    ImageBatch batch;
    source.held_out(0, static_cast<int>(pictures), batch);
    return networks.critic(batch_tensor(batch, torch::kCPU)).mean().item<double>();
}

} // namespace

class HeldOutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scoreIsTheMean_data();
    void scoreIsTheMean();
    void scoreChangesNothing();
    void ofManyHeldOutPicturesTheFirstAreScored();
};

void HeldOutTest::scoreIsTheMean_data() {
    QTest::addColumn<int>("norm");
    QTest::addColumn<int>("pictures");
    QTest::newRow("fewer than a batch") << static_cast<int>(Norm::None) << 3;
    QTest::newRow("whole batches") << static_cast<int>(Norm::Layer) << 8;
    QTest::newRow("batch norm, a part of a batch left over") << static_cast<int>(Norm::Batch) << 11;
}

void HeldOutTest::scoreIsTheMean() {
    QFETCH(int, norm);
    QFETCH(int, pictures);
    TrainingConfig config = augmented_config(); // but they are shown as they are
    config.critic_norm = static_cast<Norm>(norm);
    config.checkpoint_epochs = 1;
    Run run(config);
    run.source.held_out_pictures = pictures;
    run.go();
    QCOMPARE(run.sink.states.size(), std::size_t{3});
    for (const StepStats& stats : run.recorder.steps) {
        if (stats.step % kBatchesPerEpoch != 0) {
            QVERIFY(std::isnan(stats.critic_held_out));
            continue;
        }
        const TrainingState& state = run.sink.states[static_cast<std::size_t>(stats.epoch) - 1];
        QCOMPARE(state.counters.step, stats.step);
        const double expected = held_out_score(state, pictures);
        QVERIFY2(std::abs(stats.critic_held_out - expected) < 1e-5,
                 qPrintable(QString("%1 instead of %2").arg(stats.critic_held_out).arg(expected)));
    }
}

void HeldOutTest::scoreChangesNothing() {
    TrainingConfig config = augmented_config();
    config.critic_norm = Norm::Batch;
    Run with(config);
    with.source.held_out_pictures = 7;
    with.go();
    Run without(config);
    without.go();
    compare_states(with.sink.states.back(), without.sink.states.back());
    QCOMPARE(with.recorder.steps.size(), without.recorder.steps.size());
    for (std::size_t i = 0; i < with.recorder.steps.size(); ++i) {
        StepStats stats = with.recorder.steps[i];
        QCOMPARE(std::isfinite(stats.critic_held_out), stats.step % kBatchesPerEpoch == 0);
        stats.critic_held_out = StepStats::kNone;
        QVERIFY(same_numbers(stats, without.recorder.steps[i]));
    }
    QVERIFY(with.recorder.previews.back().grid == without.recorder.previews.back().grid);
}

void HeldOutTest::ofManyHeldOutPicturesTheFirstAreScored() {
    Run run(trainer_config(), one_thread(5, kBatchesPerEpoch));
    run.source.held_out_pictures = 1030;
    run.go();
    QCOMPARE(run.source.held_out_asked, std::int64_t{1024});
    QVERIFY(std::abs(run.recorder.steps.back().critic_held_out -
                     held_out_score(run.sink.states.back(), 1024)) < 1e-5);
}

WASSERFARBE_TEST(HeldOutTest)

} // namespace wasserfarbe::test::held_out_test

#include "held_out_test.moc"
