#include "app/sessions/engine_training.h"

#include <utility>

#include "model/run/training_run.h"

namespace wasserfarbe {
namespace {

class EngineJob final : public TrainingJob {
public:
    explicit EngineJob(std::unique_ptr<TrainingRun> run) : run_(std::move(run)) {}

    Trainer::Outcome run(RunObserver& observer, std::stop_token stop) override {
        return run_->run(observer, std::move(stop));
    }
    std::filesystem::path directory() const override { return run_->directory().path(); }
    RunRecord record() const override { return run_->record(); }

private:
    std::unique_ptr<TrainingRun> run_;
};

std::unique_ptr<TrainingRun> prepare(const TrainingRequest& request, std::shared_ptr<RunControl> control,
                                     const LoadProgress& progress, const std::stop_token& stop) {
    if (const auto* fresh = std::get_if<NewRun>(&request))
        return TrainingRun::create(*fresh, progress, stop, std::move(control));
    const auto& again = std::get<ResumeRun>(request);
    return TrainingRun::resume(again.directory, again.options, progress, stop, std::move(control));
}

} // namespace

TrainingJobFactory engineTraining() {
    return [](const TrainingRequest& request, std::shared_ptr<RunControl> control,
              const LoadProgress& progress, const std::stop_token& stop) -> std::unique_ptr<TrainingJob> {
        std::unique_ptr<TrainingRun> run = prepare(request, std::move(control), progress, stop);
        if (!run)
            return nullptr;
        return std::make_unique<EngineJob>(std::move(run));
    };
}

} // namespace wasserfarbe
