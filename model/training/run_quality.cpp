#include "model/training/run_quality.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "model/latent/latents.h"
#include "model/latent/tensors.h"
#include "model/training/batch_tensor.h"
#include "model/training/quality_score.h"
#include "model/training/seed_streams.h"

namespace wasserfarbe {
namespace {

/// @return [count, 3, size, size] in [-1, 1] on the CPU
torch::Tensor real_images(BatchSource& source, std::int64_t count, bool held_out) {
    ImageBatch batch;
    if (held_out)
        source.held_out(0, static_cast<int>(count), batch);
    else
        source.trained_on(0, static_cast<int>(count), batch);
    return batch_tensor(batch, torch::kCPU);
}

torch::Tensor generated_images(Networks& networks, std::int64_t count, std::uint64_t seed) {
    const torch::NoGradGuard no_grad;
    const TrainingConfig& config = networks.config;
    const torch::Tensor z = to_tensor(
        seeded_latents(stream_seed(seed, Stream::Quality), static_cast<int>(count), config.latent_size));
    std::vector<torch::Tensor> images;
    for (std::int64_t first = 0; first < count; first += config.batch_size) {
        const std::int64_t some = std::min<std::int64_t>(config.batch_size, count - first);
        images.push_back(networks.ema(z.narrow(0, first, some).to(networks.device)).to(torch::kCPU));
    }
    return torch::cat(images);
}

} // namespace

double run_quality(Networks& networks, BatchSource& source, std::uint64_t seed) {
    const bool held_out = source.held_out_count() >= kFewestQualityImages;
    const std::int64_t count =
        std::min<std::int64_t>(kQualityImages, held_out ? source.held_out_count() : source.image_count());
    if (count < kFewestQualityImages)
        return std::numeric_limits<double>::quiet_NaN();
    return quality_score(generated_images(networks, count, seed), real_images(source, count, held_out));
}

} // namespace wasserfarbe
