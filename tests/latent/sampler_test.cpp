// What a training hands over to whoever samples while it goes on.

#include <algorithm>
#include <atomic>
#include <latch>
#include <mutex>
#include <thread>

#include <dlfcn.h>

#include "model/latent/sampler.h"
#include "model/latent/tensors.h"
#include "model/networks/generator.h"
#include "model/training/preview_grid.h"
#include "model/types/image_grid.h"
#include "tests/support/test_program.h"
#include "tests/support/trainer_fixture.h"

namespace wasserfarbe::test::sampler_test {

namespace {

/// What a state's averaged generator makes of these latents.
std::vector<Image> averaged_images(const TrainingState& state, const Latents& latents) {
    Generator generator(generator_spec(state.config));
    StateReader(state.tensors).load(network_tensors("ema", *generator));
    return Sampler(generator).sample(latents);
}

/// OpenBLAS's thread count, of the whole process; 0 where LibTorch does not use it.
int openblas_threads() {
    using GetThreads = int (*)();
    const auto get = reinterpret_cast<GetThreads>(::dlsym(RTLD_DEFAULT, "openblas_get_num_threads"));
    return get ? get() : 0;
}

} // namespace

class SamplerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSamplerIsTheAverageOfItsMoment();
    void aPauseServesSamplers();
    void samplingMeanwhileChangesNothing();
    void previewsShowThePreviewLatents();
};

void SamplerTest::aSamplerIsTheAverageOfItsMoment() {
    Run run(trainer_config());
    const Latents latents = seeded_latents(3, 5, 8);
    std::shared_ptr<Sampler> kept;
    std::vector<Image> then;
    run.recorder.at_step = [&](const StepStats& stats) {
        if (stats.step != 6)
            return;
        run.trainer.control().request_sampler();
        run.trainer.control().request_checkpoint();
    };
    run.recorder.at_sampler = [&](std::shared_ptr<Sampler> sampler, int epoch, std::int64_t step) {
        QVERIFY(!kept); // once for one request
        QCOMPARE(epoch, 1);
        QCOMPARE(step, std::int64_t{6});
        then = sampler->sample(latents);
        kept = std::move(sampler);
    };
    run.go();
    QVERIFY(kept);
    const TrainingState& at_step_6 = run.sink.states.front();
    QCOMPARE(at_step_6.counters.step, std::int64_t{6});
    QVERIFY(then == averaged_images(at_step_6, latents));
    QVERIFY(kept->sample(latents) == then); // training went on without it
    QVERIFY(!(averaged_images(run.sink.states.back(), latents) == then));
    Sampler copy = kept->clone();
    kept.reset();
    QVERIFY(copy.sample(latents) == then);
    QCOMPARE(copy.image_size(), 16);
    QCOMPARE(copy.latent_size(), 8);
}

void SamplerTest::aPauseServesSamplers() {
    Run run(trainer_config());
    std::latch paused(1);
    std::latch served(1);
    run.recorder.at_step = [&](const StepStats& stats) {
        if (stats.step == 3)
            run.trainer.control().pause();
    };
    run.recorder.at_pause = [&](bool now) {
        if (now)
            paused.count_down();
    };
    std::int64_t step = 0;
    run.recorder.at_sampler = [&](const std::shared_ptr<Sampler>&, int, std::int64_t at) {
        step = at;
        served.count_down();
    };
    std::jthread training([&] { run.go(); });
    paused.wait();
    run.trainer.control().request_sampler();
    served.wait();
    QCOMPARE(step, std::int64_t{3});
    run.trainer.control().resume();
    training.join();
    QCOMPARE(run.recorder.steps.size(), std::size_t{15});
}

/// While a run trains with two threads, another thread samples without a rest with what the run hands over.
void SamplerTest::samplingMeanwhileChangesNothing() {
    TrainingConfig config = trainer_config();
    config.generator_channels = config.critic_channels = 32; // enough work for two threads
    TrainerOptions options = one_thread();
    options.threads = 2;
    Run alone(config, options);
    alone.go();

    Run run(config, options);
    std::mutex mutex;
    std::shared_ptr<Sampler> newest;
    std::atomic<int> images = 0;
    int sampling_threads = 0;
    std::vector<int> training_threads;
    std::vector<int> blas_threads;
    run.recorder.at_sampler = [&](std::shared_ptr<Sampler> sampler, int, std::int64_t) {
        const std::scoped_lock lock(mutex);
        newest = std::move(sampler);
    };
    run.recorder.at_step = [&](const StepStats& stats) {
        training_threads.push_back(at::get_num_threads());
        blas_threads.push_back(openblas_threads());
        run.trainer.control().request_sampler();
        const int before = images;
        while (stats.step % 10 == 5 && images == before) // it does sample between two steps
            std::this_thread::yield();
    };
    {
        const std::jthread sampling([&](const std::stop_token& stop) {
            Sampler::prepare_thread();
            sampling_threads = at::get_num_threads();
            while (!stop.stop_requested()) {
                std::shared_ptr<Sampler> sampler;
                {
                    const std::scoped_lock lock(mutex);
                    sampler = newest;
                }
                if (sampler)
                    images += static_cast<int>(sampler->sample(seeded_latents(1, 16, 8)).size());
            }
        });
        run.go();
    }
    QVERIFY(images > 0);
    QCOMPARE(sampling_threads, 1);
    QCOMPARE(training_threads, std::vector<int>(15, 2));
    QCOMPARE(blas_threads, std::vector<int>(15, blas_threads.front()));
    QVERIFY(blas_threads.front() == 2 || blas_threads.front() == 0);
    compare_states(run.sink.states.back(), alone.sink.states.back());
}

void SamplerTest::previewsShowThePreviewLatents() {
    const TrainingConfig config = trainer_config();
    Run run(config, one_thread(5, 5));
    run.go();
    const TrainingState& state = run.sink.states.back();
    const Latents latents = preview_latents(config, 5);
    QCOMPARE(latents.count, 4);
    QVERIFY(!(preview_latents(config, 6) == latents));
    const auto kept = std::find_if(state.tensors.begin(), state.tensors.end(),
                                   [](const auto& tensor) { return tensor.first == "preview_z"; });
    QVERIFY(kept != state.tensors.end());
    QVERIFY(to_latents(kept->second) == latents);
    QVERIFY(run.recorder.previews.back().grid ==
            make_grid(averaged_images(state, latents), preview_layout(config)));
}

WASSERFARBE_TEST(SamplerTest)

} // namespace wasserfarbe::test::sampler_test

#include "sampler_test.moc"
