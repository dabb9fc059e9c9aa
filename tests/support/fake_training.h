#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <variant>

#include "app/sessions/training_job.h"
#include "model/types/error.h"
#include "tests/support/patience.h"

namespace wasserfarbe {

/// Stands in for the engine's training: makes steps as fast as it is let, and does what a test wants at the
/// worst moment. Set it up, give `factory()` to a session, then steer it from the test's thread. Copies share
/// one state, which lives as long as any of them or their jobs.
class FakeTraining {
public:
    struct Plan {
        std::int64_t steps = 100; ///< the goal
        std::int64_t stepsPerEpoch = 10;
        std::int64_t firstStep = 1; ///< above 1: as a resumed run
        bool previews = true;       ///< one before the first step and one after each epoch
        std::int64_t loadTotal = 3; ///< pictures that are "loaded"
        std::optional<Error> failWhilePreparing;
        std::optional<Error> failAtStep; ///< thrown instead of `failingStep`
        std::int64_t failingStep = 1;
        /// Told before `troubledStep`, until `recoveredStep` is to be made.
        std::optional<Error> diskTrouble;
        std::int64_t troubledStep = 1;
        std::int64_t recoveredStep = 1;
        /// Told once, instead of the step in which it is found; the steps after its `step` are made again.
        std::optional<Rollback> rolledBack;
        /// The last state can't be written, until it was tried again so many times.
        std::optional<Error> unsaved;
        int retriesNeeded = 1;
        /// A folder that the last state can't be written into either.
        std::filesystem::path fullFolder;
        /// On the training thread, before there is a job: may write files, or throw what it likes.
        std::function<void(const TrainingRequest&)> prepare;
        /// On the training thread, before each step; may throw what it likes.
        std::function<void(std::int64_t step)> beforeStep;
        /// The run's folder; that of the request where it is empty.
        std::filesystem::path directory;
    };

    Plan plan; ///< to be set before `factory`

    TrainingJobFactory factory() const {
        return [plan = plan, gate = gate_](const TrainingRequest& request,
                                           std::shared_ptr<RunControl> control, const LoadProgress& progress,
                                           std::stop_token stop) -> std::optional<TrainingJob> {
            return prepareJob(plan, gate, request, std::move(control), progress, stop);
        };
    }

    /// Preparing goes on only after `letPrepare`, or a stop.
    void holdPreparing() {
        change([](Gate& gate) { gate.mayPrepare = false; });
    }
    void letPrepare() {
        change([](Gate& gate) { gate.mayPrepare = true; });
    }
    /// From now on, a step is made only when `allow` lets it, or a stop ends it all.
    void holdSteps() {
        change([](Gate& gate) { gate.allowed = 0; });
    }
    void allow(std::int64_t steps) {
        change([=](Gate& gate) { gate.allowed += steps; });
    }
    void letRun() {
        change([](Gate& gate) { gate.allowed = kFree; });
    }
    /// Waits (as long as kPatience) until the jobs have made so many steps together.
    bool awaitSteps(std::int64_t steps) const {
        return await([=](const Gate& gate) { return gate.made >= steps; });
    }
    /// Waits until so many jobs were destroyed.
    bool awaitDestroyed(int jobs) const {
        return await([=](const Gate& gate) { return gate.destroyed >= jobs; });
    }
    bool awaitPreparing() const {
        return await([](const Gate& gate) { return gate.preparing > 0; });
    }
    /// How many jobs live now.
    int alive() const {
        const std::scoped_lock lock(gate_->mutex);
        return gate_->built - gate_->destroyed;
    }

private:
    static constexpr std::int64_t kFree = std::int64_t{1} << 60;

    struct Gate {
        std::mutex mutex;
        std::condition_variable_any changed;
        bool mayPrepare = true;
        std::int64_t allowed = kFree;
        std::int64_t made = 0;
        int preparing = 0;
        int built = 0;
        int destroyed = 0;
        std::shared_ptr<RunControl> control; ///< of the newest job
    };

    class Job {
    public:
        Job(Plan what, std::shared_ptr<Gate> gate, std::shared_ptr<RunControl> control,
            std::filesystem::path directory)
            : plan_(std::move(what)),
              gate_(std::move(gate)),
              control_(std::move(control)),
              directory_(std::move(directory)) {
            change([this](Gate& g) {
                ++g.built;
                g.control = control_;
            });
        }
        ~Job() {
            change([](Gate& g) { ++g.destroyed; });
        }

        Trainer::Outcome run(RunObserver& observer, const std::stop_token& stop) {
            observer.on_event(TimingThreads{});
            observer.on_event(ComputeInfo{{Device::Kind::Cpu, 0}, 1, true});
            if (plan_.previews && plan_.firstStep == 1)
                showPreview(observer, 0, 0, false);
            std::int64_t done = plan_.firstStep - 1;
            while (done < plan_.steps) {
                if (!waitForTurn(observer, stop, done)) {
                    saveLastState(observer, done);
                    return Trainer::Outcome::Stopped;
                }
                if (goesBack(observer, done + 1))
                    done = plan_.rolledBack->step;
                else
                    makeStep(observer, ++done);
            }
            saveLastState(observer, done);
            return Trainer::Outcome::Finished;
        }

    private:
        template <typename Change>
        void change(Change&& apply) {
            const std::scoped_lock lock(gate_->mutex);
            apply(*gate_);
            gate_->changed.notify_all();
        }

        int epochOf(std::int64_t step) const {
            return static_cast<int>((step + plan_.stepsPerEpoch - 1) / plan_.stepsPerEpoch);
        }
        int epochsDone(std::int64_t step) const { return static_cast<int>(step / plan_.stepsPerEpoch); }

        /// Serves requests and the pause; as the Trainer does, it tells of a pause's beginning and end.
        bool waitForTurn(RunObserver& observer, const std::stop_token& stop, std::int64_t done) {
            for (bool saidPaused = false;;) {
                control_->wait(stop, [&](bool paused) {
                    return paused != saidPaused || (!paused && mayStep(/*take=*/false));
                });
                if (stop.stop_requested())
                    return false;
                const RunControl::Requests requests = control_->take_requests();
                if (requests.preview)
                    showPreview(observer, epochsDone(done), done, true);
                if (requests.checkpoint)
                    saveCheckpoint(observer, done);
                if (requests.sampler)
                    observer.on_event(SamplerReady{nullptr, epochsDone(done), done});
                if (const bool paused = control_->paused(); paused != saidPaused)
                    observer.on_event(PauseChanged{saidPaused = paused});
                else if (!paused && !requests.any() && mayStep(/*take=*/true))
                    return true;
            }
        }

        bool mayStep(bool take) {
            const std::scoped_lock lock(gate_->mutex);
            if (gate_->allowed == 0)
                return false;
            gate_->allowed -= take ? 1 : 0;
            return true;
        }

        bool goesBack(RunObserver& observer, std::int64_t step) {
            if (wasBack_ || !plan_.rolledBack || step != plan_.rolledBack->found_at)
                return false;
            wasBack_ = true;
            observer.on_event(*plan_.rolledBack);
            return true;
        }

        void tellOfDisk(RunObserver& observer, std::int64_t step) const {
            if (plan_.diskTrouble && step == plan_.troubledStep)
                observer.on_event(DiskTrouble{*plan_.diskTrouble});
            if (plan_.diskTrouble && step == plan_.recoveredStep && step > plan_.troubledStep)
                observer.on_event(DiskRecovered{});
        }

        void makeStep(RunObserver& observer, std::int64_t step) {
            tellOfDisk(observer, step);
            if (plan_.beforeStep)
                plan_.beforeStep(step);
            if (plan_.failAtStep && step == plan_.failingStep)
                throw Error(*plan_.failAtStep);
            observer.on_event(StepDone{statsOf(step), progressOf(step)});
            if (step % plan_.stepsPerEpoch == 0) {
                observer.on_event(EpochFinished{epochsDone(step)});
                if (plan_.previews)
                    showPreview(observer, epochsDone(step), step, false);
            }
            change([](Gate& g) { ++g.made; });
        }

        StepStats statsOf(std::int64_t step) const {
            const auto x = static_cast<double>(step);
            StepStats stats;
            stats.step = step;
            stats.epoch = epochOf(step);
            stats.seconds = x / 100;
            stats.penalty = 10 / (1 + x);
            stats.critic_real = 5 * x / (x + 50);
            stats.critic_fake = -stats.critic_real;
            stats.critic_loss = stats.critic_fake - stats.critic_real + stats.penalty;
            stats.generator_loss = step % 2 == 0 ? -stats.critic_fake : StepStats::kNone;
            stats.gradient_norm = x / (x + 10);
            stats.generator_learning_rate = stats.critic_learning_rate = 2e-4;
            return stats;
        }

        Progress progressOf(std::int64_t step) const {
            const std::int64_t left = plan_.steps - step;
            return {epochOf(step), epochOf(plan_.steps),           step, plan_.steps, plan_.stepsPerEpoch,
                    6400,          static_cast<double>(left) / 100};
        }

        void showPreview(RunObserver& observer, int epoch, std::int64_t step, bool requested) const {
            const Preview preview{epoch, step, requested, Image(8, 8, static_cast<std::uint8_t>(epoch))};
            const std::string name =
                "epoch-" + digits(epoch, 6) + (requested ? "-step-" + digits(step, 9) : "");
            observer.on_event(preview);
            observer.on_event(PreviewSaved{directory_ / "previews" / (name + ".png"), preview});
        }

        /// As the engine does: asks until it is saved, here or elsewhere, or given up.
        void saveLastState(RunObserver& observer, std::int64_t step) const {
            if (!plan_.unsaved)
                return saveCheckpoint(observer, step);
            for (int retries = 0; retries < plan_.retriesNeeded;) {
                const UnsavedChoice choice = observer.on_unsaved(*plan_.unsaved, step);
                if (choice.action == UnsavedChoice::Action::GiveUp)
                    throw Error(ErrorCode::StateNotSaved, directory_, {step, plan_.unsaved->detail()});
                if (choice.action == UnsavedChoice::Action::Retry) {
                    ++retries;
                } else if (choice.folder != plan_.fullFolder) {
                    observer.on_event(SavedElsewhere{choice.folder / "last.safetensors"});
                    return;
                }
            }
            saveCheckpoint(observer, step);
        }

        void saveCheckpoint(RunObserver& observer, std::int64_t step) const {
            observer.on_event(
                CheckpointSaved{directory_ / "checkpoints" / (std::to_string(step) + ".safetensors"), step});
        }

        static std::string digits(std::int64_t number, std::size_t count) {
            const std::string text = std::to_string(number);
            return std::string(count - std::min(count, text.size()), '0') + text;
        }

        Plan plan_;
        std::shared_ptr<Gate> gate_;
        std::shared_ptr<RunControl> control_;
        std::filesystem::path directory_;
        bool wasBack_ = false;
    };

    static std::optional<TrainingJob> prepareJob(const Plan& plan, const std::shared_ptr<Gate>& gate,
                                                 const TrainingRequest& request,
                                                 std::shared_ptr<RunControl> control,
                                                 const LoadProgress& progress, const std::stop_token& stop) {
        for (std::int64_t done = 0; done <= plan.loadTotal; ++done)
            progress(done, plan.loadTotal);
        {
            std::unique_lock lock(gate->mutex);
            ++gate->preparing;
            gate->changed.notify_all();
            if (!gate->changed.wait(lock, stop, [&] { return gate->mayPrepare; }))
                return {};
        }
        if (plan.failWhilePreparing)
            throw Error(*plan.failWhilePreparing);
        if (plan.prepare)
            plan.prepare(request);
        RunRecord record;
        std::filesystem::path directory = plan.directory;
        if (const auto* fresh = std::get_if<NewRun>(&request)) {
            record.preset = fresh->preset;
            record.config = fresh->config;
            record.seed = fresh->seed;
            record.data = fresh->data;
            directory = directory.empty() ? fresh->directory : directory;
        } else if (directory.empty()) {
            directory = std::get<ResumeRun>(request).directory;
        }
        record.started = "2025-01-01T00:00:00Z";
        record.step = plan.firstStep - 1;
        record.epoch = static_cast<int>(record.step / plan.stepsPerEpoch);
        return TrainingJob{
            directory, record,
            [job = std::make_shared<Job>(plan, gate, std::move(control), directory)](
                RunObserver& observer, const std::stop_token& end) { return job->run(observer, end); }};
    }

    template <typename Change>
    void change(Change&& apply) {
        std::shared_ptr<RunControl> control;
        {
            const std::scoped_lock lock(gate_->mutex);
            apply(*gate_);
            gate_->changed.notify_all();
            control = gate_->control;
        }
        if (control)
            control->wake(); // which looks at the gate
    }

    template <typename Done>
    bool await(Done&& done) const {
        std::unique_lock lock(gate_->mutex);
        return gate_->changed.wait_for(lock, std::chrono::milliseconds(test::kPatience),
                                       [&] { return done(*gate_); });
    }

    std::shared_ptr<Gate> gate_ = std::make_shared<Gate>();
};

} // namespace wasserfarbe
