// The Trainer on a source and a sink of the test's own: pause, stop, requests, and going on as if nothing had
// happened.

#include <latch>
#include <thread>

#include "model/networks/initialize.h"
#include "model/training/cpu.h"
#include "model/training/diff_augment.h"
#include "model/training/networks.h"
#include "model/training/seed_streams.h"
#include "model/types/error.h"
#include "tests/support/test_program.h"
#include "tests/support/trainer_fixture.h"

namespace wasserfarbe::test::trainer_test {

class TrainerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aWholeRun();
    void theSameSeedGivesTheSameRunTwice();
    void drawsComeInThisOrder_data();
    void drawsComeInThisOrder();
    void augmentationIsOfTheSeed();
    void maxStepsIsATotal();
    void stopComesWithinOneUpdate_data();
    void stopComesWithinOneUpdate();
    void goingOnEqualsNeverHavingStopped_data();
    void goingOnEqualsNeverHavingStopped();
    void pauseHoldsAndServesRequests();
    void stopEndsAPause();
    void requestsFromTheObserver();
    void savesAfterSoManyMinutes();
    void theSinkIsLookedAtInAPause();
    void anObserversErrorLeavesTheRun();
    void aStateThatDoesNotFitIsRefused();
    void cudaIsRefusedWhereThereIsNone();
    void threadCountIsMeasured();
};

void TrainerTest::aWholeRun() {
    TrainingConfig config = trainer_config();
    config.schedule_epochs = 1;
    config.schedule_gamma = 0.5;
    Run run(config);
    QCOMPARE(run.go(), Trainer::Outcome::Finished);
    const auto& steps = run.recorder.steps;
    const auto& progress = run.recorder.progress;
    const auto& previews = run.recorder.previews;
    const ComputeInfo& info = run.recorder.info;
    QCOMPARE(info.threads, 1);
    QVERIFY(!info.threads_measured);
    QCOMPARE(steps.size(), std::size_t{15});
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const StepStats& stats = steps[i];
        QCOMPARE(stats.step, static_cast<std::int64_t>(i + 1));
        QCOMPARE(stats.epoch, static_cast<int>(i / 5) + 1);
        QCOMPARE(std::isnan(stats.generator_loss), i % 2 == 0); // after every second critic update
        QVERIFY(std::abs(stats.critic_loss - (stats.critic_fake - stats.critic_real + stats.penalty)) < 1e-4);
        QCOMPARE(stats.critic_learning_rate,
                 config.critic_learning_rate * std::pow(0.5, static_cast<int>(i / 5)));
        QCOMPARE(progress[i].step, stats.step);
        QCOMPARE(progress[i].epoch, stats.epoch);
        QCOMPARE(progress[i].steps, std::int64_t{15});
        QVERIFY(progress[i].images_per_second > 0);
        QVERIFY(i == 0 || stats.seconds > steps[i - 1].seconds);
    }
    QCOMPARE(run.recorder.epochs, (std::vector<int>{1, 2, 3}));
    QCOMPARE(previews.size(), std::size_t{4}); // epoch 0 too
    for (int epoch = 0; epoch <= 3; ++epoch) {
        const Preview& preview = previews[static_cast<std::size_t>(epoch)];
        QCOMPARE(preview.epoch, epoch);
        QCOMPARE(preview.step, std::int64_t{5} * epoch);
        QVERIFY(!preview.requested);
        QCOMPARE(preview.grid.width, 4 * 18 + 2);
        QCOMPARE(preview.grid.height, 18 + 2);
    }
    QVERIFY(!(previews[0].grid == previews[3].grid));
    // Epoch 2 by the interval, and the last step.
    QCOMPARE(run.sink.states.size(), std::size_t{2});
    QCOMPARE(run.sink.states[0].counters.step, std::int64_t{10});
    QCOMPARE(run.sink.states[1].counters.step, std::int64_t{15});
    QCOMPARE(run.sink.states[1].counters.generator_updates, std::int64_t{7});
    QCOMPARE(run.sink.states[1].counters.images, std::int64_t{60});
}

void TrainerTest::theSameSeedGivesTheSameRunTwice() {
    Run first(trainer_config());
    Run second(trainer_config());
    Run other(trainer_config(), one_thread(6));
    first.go();
    second.go();
    other.go();
    compare_states(second.sink.states.back(), first.sink.states.back());
    compare_steps(second.recorder.steps, first.recorder.steps);
    QVERIFY(first.recorder.previews.back().grid == second.recorder.previews.back().grid);
    QVERIFY(!same_numbers(first.recorder.steps[0], other.recorder.steps[0]));
    QVERIFY(!(first.recorder.previews[0].grid == other.recorder.previews[0].grid));
}

void TrainerTest::drawsComeInThisOrder_data() {
    QTest::addColumn<bool>("augmented");
    QTest::newRow("latents and alphas alone") << false; // as it was before there was any augmentation
    QTest::newRow("each augmentation by itself") << true;
}

/// A seed means the same run in every version.
void TrainerTest::drawsComeInThisOrder() {
    QFETCH(bool, augmented);
    const TrainingConfig config = augmented ? augmented_config() : trainer_config();
    Run run(config, one_thread(5, 4));
    run.go();

    Networks networks(config, stream_seed(5, Stream::Weights), torch::kCPU);
    at::Generator random = cpu_random(stream_seed(5, Stream::Training));
    const auto augmentation = [&] {
        return augmented ? draw_augmentation(config, 4, random, torch::kCPU) : Augmentation();
    };
    RandomSource source;
    source.seek({1, 0});
    for (int step = 0; step < 4; ++step) {
        ImageBatch batch;
        source.next(batch, {});
        const torch::Tensor z = torch::randn({4, config.latent_size}, random);
        const torch::Tensor alpha = torch::rand({4}, random);
        const Augmentation real = augmentation();
        networks.update_critic(batch_tensor(batch, torch::kCPU), z, alpha, {real, augmentation()});
        if (step % config.critic_updates == 0)
            continue;
        const torch::Tensor generators = torch::randn({4, config.latent_size}, random);
        networks.update_generator(generators, augmentation());
    }
    const TrainingState& state = run.sink.states.back();
    const StateReader found(state.tensors);
    QVERIFY(torch::equal(found.find("random", random.get_state()), random.get_state()));
    for (const auto& [name, tensor] : networks.state())
        if (!name.starts_with("ema."))
            QVERIFY2(torch::equal(found.find(name, tensor), tensor), name.c_str());
}

void TrainerTest::augmentationIsOfTheSeed() {
    Run first(augmented_config());
    Run second(augmented_config());
    Run without(trainer_config());
    first.go();
    second.go();
    without.go();
    compare_states(second.sink.states.back(), first.sink.states.back());
    compare_steps(second.recorder.steps, first.recorder.steps);
    for (std::size_t i = 0; i < first.recorder.steps.size(); ++i)
        QVERIFY(!same_numbers(first.recorder.steps[i], without.recorder.steps[i]));
    // Each part by itself changes the run too.
    for (const auto part : {&TrainingConfig::augment_color, &TrainingConfig::augment_translation,
                            &TrainingConfig::augment_cutout}) {
        TrainingConfig config = trainer_config();
        config.*part = true;
        Run run(config, one_thread(5, 2));
        run.go();
        QVERIFY(!same_numbers(run.recorder.steps[0], without.recorder.steps[0]));
        QVERIFY(!same_numbers(run.recorder.steps[0], first.recorder.steps[0]));
    }
}

void TrainerTest::maxStepsIsATotal() {
    Run run(trainer_config(), one_thread(5, 7));
    QCOMPARE(run.go(), Trainer::Outcome::Finished);
    QCOMPARE(run.recorder.steps.size(), std::size_t{7});
    QCOMPARE(run.sink.states.back().counters.step, std::int64_t{7});
    Run further(trainer_config(), one_thread(5, 9));
    further.trainer.restore(run.sink.states.back());
    QCOMPARE(further.go(), Trainer::Outcome::Finished);
    QCOMPARE(further.recorder.steps.size(), std::size_t{2});
    QCOMPARE(further.recorder.steps.front().step, std::int64_t{8});
}

void TrainerTest::stopComesWithinOneUpdate_data() {
    QTest::addColumn<int>("step");
    for (int step = 1; step <= 6; ++step)
        QTest::addRow("at step %d", step) << step;
}

void TrainerTest::stopComesWithinOneUpdate() {
    QFETCH(int, step);
    Run run(trainer_config());
    std::stop_source stop;
    run.recorder.at_step = [&](const StepStats& stats) {
        if (stats.step == step)
            stop.request_stop();
    };
    QCOMPARE(run.go(stop.get_token()), Trainer::Outcome::Stopped);
    QCOMPARE(run.recorder.steps.size(), static_cast<std::size_t>(step)); // no update after it
    QCOMPARE(run.sink.states.back().counters.step, static_cast<std::int64_t>(step));
    // One that is asked to stop before it began does not update at all.
    Run never(trainer_config());
    QCOMPARE(never.go(stop.get_token()), Trainer::Outcome::Stopped);
    QVERIFY(never.recorder.steps.empty());
    QCOMPARE(never.sink.states.back().counters.step, std::int64_t{0});
}

void TrainerTest::goingOnEqualsNeverHavingStopped_data() {
    QTest::addColumn<int>("batches"); // served before the stop
    QTest::addColumn<bool>("augmented");
    for (const bool augmented : {false, true})
        for (int batches = 1; batches <= 12; ++batches)
            QTest::addRow("after %d batches%s", batches, augmented ? ", augmented" : "")
                << batches << augmented;
}

constexpr std::int64_t kHeldOut = 5;

/// Asks for a stop while it serves a batch: the critic's update is done, the generator's, where one is due,
/// is not.
class StoppingSource final : public BatchSource {
public:
    StoppingSource(int batches, std::stop_source stop) : left_(batches), stop_(std::move(stop)) {}
    std::int64_t image_count() const override { return source_.image_count(); }
    int image_size() const override { return source_.image_size(); }
    std::int64_t batches_per_epoch() const override { return source_.batches_per_epoch(); }
    std::int64_t held_out_count() const override { return kHeldOut; }
    void held_out(std::int64_t first, int count, ImageBatch& batch) override {
        source_.held_out(first, count, batch);
    }
    void trained_on(std::int64_t first, int count, ImageBatch& batch) override {
        source_.trained_on(first, count, batch);
    }
    void seek(BatchPosition position) override { source_.seek(position); }
    bool next(ImageBatch& batch, std::stop_token stop) override {
        const bool served = source_.next(batch, stop);
        if (--left_ == 0)
            stop_.request_stop();
        return served;
    }

private:
    RandomSource source_;
    int left_;
    std::stop_source stop_;
};

void TrainerTest::goingOnEqualsNeverHavingStopped() {
    QFETCH(int, batches);
    QFETCH(bool, augmented);
    const TrainingConfig config = augmented ? augmented_config() : trainer_config();
    Run whole(config);
    whole.source.held_out_pictures = kHeldOut;
    whole.go();

    std::stop_source stop;
    StoppingSource source(batches, stop);
    MemorySink sink;
    Recorder before;
    Trainer first(config, one_thread(), source, sink);
    QCOMPARE(first.run(before, stop.get_token()), Trainer::Outcome::Stopped);
    const TrainingState& state = sink.states.back();
    QCOMPARE(state.counters.step, static_cast<std::int64_t>(batches));
    QCOMPARE(state.counters.generator_updates,
             static_cast<std::int64_t>((batches - 1) / 2)); // the due one is not done
    QCOMPARE(state.counters.unfinished.has_value(), batches % 2 == 0);

    Run rest(config, one_thread(999)); // the seed of the state counts, not this one
    rest.source.held_out_pictures = kHeldOut;
    rest.trainer.restore(state);
    QCOMPARE(rest.go(), Trainer::Outcome::Finished);
    compare_states(rest.sink.states.back(), whole.sink.states.back());
    std::vector<StepStats> steps = before.steps;
    steps.insert(steps.end(), rest.recorder.steps.begin(), rest.recorder.steps.end());
    compare_steps(steps, whole.recorder.steps);
    QVERIFY(rest.recorder.previews.back().grid == whole.recorder.previews.back().grid);
}

void TrainerTest::pauseHoldsAndServesRequests() {
    Run whole(trainer_config());
    whole.go();
    Run run(trainer_config());
    std::latch paused(1);
    std::latch previewed(1);
    run.recorder.at_step = [&](const StepStats& stats) {
        if (stats.step == 3)
            run.trainer.control().pause();
    };
    run.recorder.at_pause = [&](bool now) {
        if (now)
            paused.count_down();
    };
    run.recorder.at_preview = [&](const Preview& preview) {
        if (preview.requested)
            previewed.count_down();
    };
    std::jthread training([&] { run.go(); });
    paused.wait();
    run.trainer.control().request_checkpoint();
    run.trainer.control().request_preview();
    previewed.wait(); // served although no step was taken
    QCOMPARE(run.recorder.steps.size(), std::size_t{3});
    QCOMPARE(run.recorder.previews.back().step, std::int64_t{3});
    run.trainer.control().resume();
    training.join();
    QCOMPARE(run.recorder.steps.size(), std::size_t{15});
    QVERIFY(std::any_of(run.sink.states.begin(), run.sink.states.end(),
                        [](const TrainingState& state) { return state.counters.step == 3; }));
    compare_states(run.sink.states.back(),
                   whole.sink.states.back()); // neither pause nor preview left a trace
}

void TrainerTest::stopEndsAPause() {
    Run run(trainer_config());
    std::latch paused(1);
    run.recorder.at_pause = [&](bool now) {
        if (now)
            paused.count_down();
    };
    run.trainer.control().pause();
    std::stop_source stop;
    Trainer::Outcome outcome = Trainer::Outcome::Finished;
    std::jthread training([&] { outcome = run.go(stop.get_token()); });
    paused.wait();
    stop.request_stop();
    training.join();
    QCOMPARE(outcome, Trainer::Outcome::Stopped);
    QVERIFY(run.recorder.steps.empty());
}

void TrainerTest::requestsFromTheObserver() {
    Run run(trainer_config());
    run.recorder.at_step = [&](const StepStats& stats) {
        if (stats.step == 4) {
            run.trainer.control().request_preview();
            run.trainer.control().request_checkpoint();
        }
    };
    run.go();
    const auto requested = std::find_if(run.recorder.previews.begin(), run.recorder.previews.end(),
                                        [](const Preview& preview) { return preview.requested; });
    QVERIFY(requested != run.recorder.previews.end());
    QCOMPARE(requested->step, std::int64_t{4});
    QCOMPARE(requested->epoch, 0);
    QCOMPARE(run.sink.states.front().counters.step, std::int64_t{4});
}

void TrainerTest::savesAfterSoManyMinutes() {
    TrainingConfig config = trainer_config();
    config.checkpoint_epochs = 1000;
    config.checkpoint_minutes = 1;
    TrainerOptions options = one_thread();
    double now = 0;
    options.clock = [&now] { return now += 10; }; // an update takes ten seconds
    Run run(config, options);
    run.go();
    // Steps with a generator update take 20 seconds: step 4 is at 60, step 8 at 120 ...
    std::vector<std::int64_t> saved;
    for (const TrainingState& state : run.sink.states)
        saved.push_back(state.counters.step);
    QCOMPARE(saved, (std::vector<std::int64_t>{4, 8, 12, 15}));
    QCOMPARE(run.sink.finishes, 1);
    // Saving leaves no trace in the training.
    Run plain(trainer_config());
    plain.go();
    compare_states(run.sink.states.back(), plain.sink.states.back());
}

void TrainerTest::theSinkIsLookedAtInAPause() {
    Run run(trainer_config());
    std::latch paused(1);
    std::latch looked(1);
    run.recorder.at_pause = [&](bool now) {
        if (now)
            paused.count_down();
    };
    run.trainer.control().pause();
    std::stop_source stop;
    std::jthread training([&] { run.go(stop.get_token()); });
    paused.wait();
    run.sink.at_poll = [&] { looked.count_down(); };
    run.trainer.control().wake();
    looked.wait();
    stop.request_stop();
    training.join();
    QVERIFY(run.recorder.steps.empty());
}

void TrainerTest::anObserversErrorLeavesTheRun() {
    Run run(trainer_config());
    run.recorder.at_step = [](const StepStats&) { throw Error(ErrorKind::Disk, "metrics.csv", "full"); };
    QVERIFY_EXCEPTION_THROWN(run.go(), Error);
    QCOMPARE(run.sink.states.size(), std::size_t{1}); // what there was
    QCOMPARE(run.sink.states.back().counters.step, std::int64_t{0});
}

void TrainerTest::aStateThatDoesNotFitIsRefused() {
    Run small(trainer_config(), one_thread(5, 1));
    small.go();
    TrainingConfig wider = trainer_config();
    wider.generator_channels = 8;
    Run large(wider);
    try {
        large.trainer.restore(small.sink.states.back());
        QFAIL("it was taken");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), ErrorKind::Model);
        QVERIFY(error.detail().find("generator.blocks.0.conv.weight") != std::string::npos);
    }
}

void TrainerTest::cudaIsRefusedWhereThereIsNone() {
    TrainerOptions options = one_thread();
    options.device = {Device::Kind::Cuda, 63};
    RandomSource source;
    MemorySink sink;
    try {
        const Trainer trainer(trainer_config(), options, source, sink);
        QFAIL("cuda:63 was found");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), ErrorKind::Device);
        QVERIFY(error.detail().find("cuda:63") != std::string::npos);
    }
}

void TrainerTest::threadCountIsMeasured() {
    const int processors = static_cast<int>(std::thread::hardware_concurrency());
    const int threads = fastest_thread_count(trainer_config());
    QVERIFY(threads >= 1 && threads <= std::max(1, processors));
    // Measuring leaves no trace in the run: the same weights as with that count given.
    TrainerOptions automatic = one_thread(5, 2);
    automatic.threads = 0;
    Run measured(trainer_config(), automatic);
    measured.go();
    QVERIFY(measured.recorder.info.threads_measured);
    TrainerOptions given = one_thread(5, 2);
    given.threads = measured.recorder.info.threads;
    Run plain(trainer_config(), given);
    plain.go();
    compare_states(measured.sink.states.back(), plain.sink.states.back());
    QCOMPARE(measured.sink.states.back().threads, given.threads);
}

WASSERFARBE_TEST(TrainerTest)

} // namespace wasserfarbe::test::trainer_test

#include "trainer_test.moc"
