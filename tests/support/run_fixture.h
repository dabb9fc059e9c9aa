#pragma once

#include <fstream>
#include <functional>
#include <memory>

#include <QTemporaryDir>
#include <QtTest>

#include "model/demo/demo_faces.h"
#include "model/pictures/png_file.h"
#include "model/run/checkpoint.h"
#include "model/run/metrics_log.h"
#include "model/run/training_run.h"
#include "model/torch.h"
#include "model/training/training_state.h"
#include "tests/support/dataset_support.h"
#include "tests/support/run_support.h"

/// Runs on a few demo faces, and how two of them are compared.
namespace wasserfarbe::test {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

constexpr std::int64_t kStepsPerEpoch = 6;

/// Records what happens, and calls back.
class Recorder final : public RunObserver {
public:
    std::function<void(const StepStats&)> at_step;
    std::function<void(bool)> at_pause;
    std::function<void(const fs::path&, const Preview&)> at_preview_saved;
    std::function<void(const fs::path&, std::int64_t)> at_checkpoint_saved;
    std::function<void(const std::shared_ptr<Sampler>&, int epoch, std::int64_t step)> at_sampler;
    std::vector<std::int64_t> steps;

    void on_event(const RunEvent& event) override {
        if (const auto* done = std::get_if<StepDone>(&event)) {
            steps.push_back(done->stats.step);
            call(at_step, done->stats);
        } else if (const auto* pause = std::get_if<PauseChanged>(&event)) {
            call(at_pause, pause->paused);
        } else if (const auto* preview = std::get_if<PreviewSaved>(&event)) {
            call(at_preview_saved, preview->path, preview->preview);
        } else if (const auto* checkpoint = std::get_if<CheckpointSaved>(&event)) {
            call(at_checkpoint_saved, checkpoint->path, checkpoint->step);
        } else if (const auto* ready = std::get_if<SamplerReady>(&event)) {
            call(at_sampler, ready->sampler, ready->epoch, ready->step);
        }
    }

private:
    template <typename Function, typename... Arguments>
    static void call(const Function& function, const Arguments&... arguments) {
        if (function)
            function(arguments...);
    }
};

inline Trainer::Outcome go_on(const fs::path& directory, const ResumeOptions& options = {}) {
    Recorder recorder;
    return TrainingRun::resume(directory, options)->run(recorder, {});
}

/// Goes on, and stops when step `step` is done.
inline void go_on_until(TrainingRun& run, std::int64_t step) {
    Recorder recorder;
    std::stop_source stop;
    recorder.at_step = [&](const StepStats& stats) {
        if (stats.step == step)
            stop.request_stop();
    };
    QCOMPARE(run.run(recorder, stop.get_token()), Trainer::Outcome::Stopped);
    QCOMPARE(recorder.steps.back(), step);
}

inline TrainingState newest_state(const fs::path& directory) {
    return read_checkpoint(RunDirectory(directory).newest_checkpoint());
}

/// Rows without their time, as text.
inline std::vector<std::string> rows_of(const fs::path& metrics) {
    std::vector<std::string> rows;
    for (const QByteArray& line : file_bytes(metrics).split('\n')) {
        QByteArrayList cells = line.split(',');
        if (cells.size() > 2)
            cells.removeAt(2);
        rows.push_back(cells.join(',').toStdString());
    }
    return rows;
}

/// Two runs are at the same place, bit for bit: weights, averages, optimizers, random numbers, metrics,
/// previews.
inline void compare_runs(const fs::path& actual, const fs::path& expected) {
    const TrainingState a = newest_state(actual);
    const TrainingState e = newest_state(expected);
    QCOMPARE(a.counters.step, e.counters.step);
    QCOMPARE(a.counters.generator_updates, e.counters.generator_updates);
    QCOMPARE(a.tensors.size(), e.tensors.size());
    for (std::size_t i = 0; i < e.tensors.size(); ++i) {
        QCOMPARE(a.tensors[i].first, e.tensors[i].first);
        QVERIFY2(torch::equal(a.tensors[i].second, e.tensors[i].second), e.tensors[i].first.c_str());
    }
    QCOMPARE(rows_of(actual / "metrics.csv"), rows_of(expected / "metrics.csv"));
    for (const std::string& name : names_in(expected / "previews")) {
        const Image expected_image = read_png(expected / "previews" / name).image;
        QVERIFY2(read_png(actual / "previews" / name).image == expected_image, name.c_str());
    }
}

inline void compare_state(const fs::path& directory, RunState state, std::int64_t step, int epoch) {
    const RunRecord record = RunDirectory(directory).read_record();
    QCOMPARE(run_state_name(record.state), run_state_name(state));
    QCOMPARE(record.step, step);
    QCOMPARE(record.epoch, epoch);
    QCOMPARE(record.finished.empty(), state == RunState::Running);
    QCOMPARE(record.failure.has_value(), state == RunState::Failed);
}

/// What a test of runs starts from.
class RunFixture {
public:
    /// Once, before all tests.
    void make_whole_run() {
        write_demo_faces(faces(), 24, 20, 1);
        std::ofstream(faces() / "broken.png") << "no picture";
        Recorder recorder;
        QCOMPARE(TrainingRun::create(new_run(whole()))->run(recorder, {}), Trainer::Outcome::Finished);
    }
    /// Before each.
    void make_folder() {
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(folder_->isValid());
    }

    fs::path path(const char* name) const { return fs::path(folder_->path().toStdString()) / name; }
    fs::path faces() const {
        return fs::path(shared_.path().toStdString()) / "faces";
    } ///< 24, and a file that is none
    fs::path whole() const {
        return fs::path(shared_.path().toStdString()) / "whole";
    } ///< a run of 3 epochs, never stopped
    NewRun new_run(const fs::path& directory) const {
        return {faces(), directory, "quick", tiny_config(), 5, {Device::Kind::Cpu, 0}, 1, 0, false, {}, {}};
    }

private:
    QTemporaryDir shared_;
    std::unique_ptr<QTemporaryDir> folder_;
};

} // namespace wasserfarbe::test
