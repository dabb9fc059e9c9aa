#include "app/sessions/engine_models.h"

#include <system_error>
#include <utility>

#include "model/latent/sampler.h"
#include "model/run/run_directory.h"
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

OpenedModel openEngineModel(const std::filesystem::path& path, Weights weights,
                            const std::shared_ptr<const ModelFile>& file) {
    prepareRenderingThread();
    const auto model = file ? file : std::make_shared<const ModelFile>(resolve_model_path(path));
    const ModelInfo& info = model->info();
    OpenedModel opened;
    // A file of elsewhere with one generator alone does not say whether that is an average.
    const bool told = info.checkpoint || (info.averaged && info.raw);
    opened.source = {absolutePath(path), told ? info.held(weights) : weights, false, info.epoch, info.step};
    opened.renderer =
        std::make_shared<EngineRenderer>(std::make_shared<const Sampler>(model->sampler(weights)));
    return opened;
}

} // namespace

ModelOpener engineModels() {
    return openEngineModel;
}

std::shared_ptr<LatentRenderer> engineRenderer(std::shared_ptr<Sampler> sampler) {
    return std::make_shared<EngineRenderer>(std::move(sampler));
}

void prepareRenderingThread() {
    thread_local const bool prepared = (Sampler::prepare_thread(), true);
    static_cast<void>(prepared);
}

} // namespace wasserfarbe
