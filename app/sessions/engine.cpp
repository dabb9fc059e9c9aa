#include "app/sessions/engine.h"

#include <system_error>
#include <utility>

#include "model/latent/sampler.h"
#include "model/run/run_directory.h"
#include "model/run/training_run.h"
#include "model/weights/model_file.h"

namespace wasserfarbe {
namespace {

/// Several may share the weights; each samples with a copy of its own, made on the thread that renders.
class EngineRenderer final : public LatentRenderer {
public:
    explicit EngineRenderer(std::shared_ptr<const Sampler> weights) : weights_(std::move(weights)) {}

    int latentSize() const override { return weights_->latent_size(); }
    int imageSize() const override { return weights_->image_size(); }

    std::vector<Image> render(const Latents& latents, const std::function<bool(int)>& goOn) override {
        prepareRenderingThread();
        if (!sampler_)
            sampler_ = std::make_unique<Sampler>(weights_->clone());
        return sampler_->sample(latents, goOn);
    }

    std::unique_ptr<LatentRenderer> clone() const override {
        return std::make_unique<EngineRenderer>(weights_);
    }

private:
    std::shared_ptr<const Sampler> weights_; ///< only copied, never sampled with
    std::unique_ptr<Sampler> sampler_;
};

/// What stays true when the program's folder changes, and what an exported image may keep.
std::filesystem::path absolutePath(const std::filesystem::path& path) {
    std::error_code error;
    const std::filesystem::path absolute = std::filesystem::absolute(path, error);
    return (error ? path : absolute).lexically_normal();
}

} // namespace

std::optional<TrainingJob> engineTraining(const TrainingRequest& request, std::shared_ptr<RunControl> control,
                                          const LoadProgress& progress, std::stop_token stop) {
    std::shared_ptr<TrainingRun> run;
    if (const auto* fresh = std::get_if<NewRun>(&request)) {
        run = TrainingRun::create(*fresh, progress, std::move(stop), std::move(control));
    } else {
        const auto& again = std::get<ResumeRun>(request);
        run = TrainingRun::resume(again.directory, again.options, progress, std::move(stop),
                                  std::move(control));
    }
    if (!run)
        return {}; // stopped while it read the pictures
    return TrainingJob{
        run->directory().path(), run->record(),
        [run](RunObserver& observer, std::stop_token end) { return run->run(observer, std::move(end)); }};
}

OpenedModel openEngineModel(const std::filesystem::path& path, Weights weights,
                            const std::shared_ptr<const ModelFile>& file) {
    prepareRenderingThread();
    const auto model = file ? file : std::make_shared<const ModelFile>(resolve_model_path(path));
    const ModelInfo& info = model->info();
    // A file of elsewhere with one generator alone does not say whether that is an average.
    const bool told = info.checkpoint || (info.averaged && info.raw);
    return {std::make_shared<EngineRenderer>(std::make_shared<const Sampler>(model->sampler(weights))),
            {absolutePath(path), told ? info.held(weights) : weights, false, info.epoch, info.step}};
}

std::shared_ptr<LatentRenderer> engineRenderer(std::shared_ptr<Sampler> sampler) {
    return std::make_shared<EngineRenderer>(std::move(sampler));
}

void prepareRenderingThread() {
    thread_local const bool prepared = (Sampler::prepare_thread(), true);
    static_cast<void>(prepared);
}

} // namespace wasserfarbe
