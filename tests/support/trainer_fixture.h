#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <vector>

#include <QtTest>

#include "model/torch.h"
#include "model/training/trainer.h"
#include "model/training/training_state.h"
#include "model/types/metric_table.h"
#include "model/types/random.h"
#include "tests/support/run_support.h"

/// A Trainer on a source and a sink of the test's own.
namespace wasserfarbe::test {

constexpr int kBatchesPerEpoch = 5;

/// Five batches an epoch, for a source of the test's own.
inline TrainingConfig trainer_config() {
    TrainingConfig config = tiny_config();
    config.preview_columns = 8;
    config.checkpoint_epochs = 2;
    config.checkpoint_minutes = 0;
    return config;
}

/// Random images that follow from the position alone, and from the number of a picture that is held out.
class RandomSource final : public BatchSource {
public:
    std::int64_t held_out_pictures = 0;
    std::int64_t held_out_asked = 0; ///< of those that were asked for, the number after the last
    std::function<void(const BatchPosition&)> before_batch; ///< may throw

    std::int64_t held_out_count() const override { return held_out_pictures; }
    void held_out(std::int64_t first, int count, ImageBatch& batch) override {
        batch = {count, 16, {}};
        for (std::int64_t i = first; i < first + count; ++i)
            append_random(mix_seed(99, static_cast<std::uint64_t>(i)), 1, batch);
        held_out_asked = std::max(held_out_asked, first + count);
    }
    void trained_on(std::int64_t first, int count, ImageBatch& batch) override {
        batch = {count, 16, {}};
        for (std::int64_t i = first; i < first + count; ++i)
            append_random(mix_seed(98, static_cast<std::uint64_t>(i)), 1, batch);
    }
    std::int64_t image_count() const override { return 4 * kBatchesPerEpoch; }
    int image_size() const override { return 16; }
    std::int64_t batches_per_epoch() const override { return kBatchesPerEpoch; }
    void seek(BatchPosition position) override { position_ = position; }
    bool next(ImageBatch& batch, std::stop_token stop) override {
        if (stop.stop_requested())
            return false;
        if (before_batch)
            before_batch(position_);
        batch = {4, 16, {}};
        const std::uint64_t seed = mix_seed(static_cast<std::uint64_t>(position_.epoch),
                                            static_cast<std::uint64_t>(position_.batch));
        append_random(position_.order == 0 ? seed
                                           : mix_seed(seed, static_cast<std::uint64_t>(position_.order)),
                      4, batch);
        if (++position_.batch == kBatchesPerEpoch)
            position_ = {position_.epoch + 1, 0, position_.order};
        return true;
    }

private:
    static void append_random(std::uint64_t seed, int images, ImageBatch& batch) {
        PortableRandom random(seed);
        for (int i = 0; i < images * 16 * 16 * 3; ++i)
            batch.pixels.push_back(static_cast<std::uint8_t>(random.below(256)));
    }

    BatchPosition position_;
};

class MemorySink final : public CheckpointSink {
public:
    void save(std::shared_ptr<const TrainingState> state) override { states.push_back(*state); }
    void poll() override {
        if (at_poll)
            at_poll();
    }
    void finish() override { ++finishes; }
    std::vector<TrainingState> states;
    std::function<void()> at_poll;
    int finishes = 0;
};

/// Records what happens and calls back on each step.
class Recorder final : public RunObserver {
public:
    std::function<void(const StepStats&)> at_step;
    std::function<void(bool)> at_pause;
    std::function<void(const Preview&)> at_preview;
    std::function<void(std::shared_ptr<Sampler>, int epoch, std::int64_t step)> at_sampler;
    std::vector<StepStats> steps;
    std::vector<Progress> progress;
    std::vector<Preview> previews;
    std::vector<int> epochs;
    std::vector<Rollback> rolled_back;
    ComputeInfo info;

    void on_event(const RunEvent& event) override {
        std::visit([this](const auto& one) { record(one); }, event);
    }

private:
    void record(const ComputeInfo& what) { info = what; }
    void record(const StepDone& done) {
        steps.push_back(done.stats);
        progress.push_back(done.progress);
        if (at_step)
            at_step(done.stats);
    }
    void record(const Preview& preview) {
        previews.push_back(preview);
        if (at_preview)
            at_preview(preview);
    }
    void record(const EpochFinished& finished) { epochs.push_back(finished.epoch); }
    void record(const PauseChanged& pause) {
        if (at_pause)
            at_pause(pause.paused);
    }
    void record(const Rollback& back) { rolled_back.push_back(back); }
    void record(const SamplerReady& ready) {
        if (at_sampler)
            at_sampler(ready.sampler, ready.epoch, ready.step);
    }
    template <typename Other>
    void record(const Other&) {}
};

/// With all of DiffAugment.
inline TrainingConfig augmented_config() {
    TrainingConfig config = trainer_config();
    config.augment_color = config.augment_translation = config.augment_cutout = true;
    return config;
}

inline TrainerOptions one_thread(std::uint64_t seed = 5, std::int64_t max_steps = 0) {
    return {seed, {Device::Kind::Cpu, 0}, 1, max_steps, {}, {}};
}

/// A whole run: what it told and what it saved.
struct Run {
    explicit Run(const TrainingConfig& config, const TrainerOptions& options = one_thread())
        : trainer(config, options, source, sink) {}
    Trainer::Outcome go(std::stop_token stop = {}) { return trainer.run(recorder, stop); }

    RandomSource source;
    MemorySink sink;
    Recorder recorder;
    Trainer trainer;
};

inline void compare_states(const TrainingState& actual, const TrainingState& expected) {
    QCOMPARE(actual.counters.step, expected.counters.step);
    QCOMPARE(actual.counters.generator_updates, expected.counters.generator_updates);
    QCOMPARE(actual.counters.images, expected.counters.images);
    QVERIFY(actual.counters.position == expected.counters.position);
    QCOMPARE(actual.tensors.size(), expected.tensors.size());
    for (std::size_t i = 0; i < expected.tensors.size(); ++i) {
        QCOMPARE(actual.tensors[i].first, expected.tensors[i].first);
        QVERIFY2(torch::equal(actual.tensors[i].second, expected.tensors[i].second),
                 expected.tensors[i].first.c_str());
    }
}

/// The clock's left out; NaN is the same as NaN.
inline bool same_numbers(const StepStats& a, const StepStats& b) {
    const auto equal = [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); };
    return a.step == b.step && a.epoch == b.epoch &&
           std::ranges::all_of(metric_table(), [&](const Metric& metric) {
               return !metric.is_repeatable() || equal(metric.of(a), metric.of(b));
           });
}

inline void compare_steps(const std::vector<StepStats>& actual, const std::vector<StepStats>& expected) {
    QCOMPARE(actual.size(), expected.size());
    for (std::size_t i = 0; i < actual.size(); ++i)
        QVERIFY2(same_numbers(actual[i], expected[i]), qPrintable(QString("step %1").arg(expected[i].step)));
}

} // namespace wasserfarbe::test
