#include "model/training/run_quality.h"

#include <algorithm>
#include <limits>

#include "model/latent/latents.h"
#include "model/latent/tensors.h"
#include "model/training/quality_score.h"
#include "model/training/seed_streams.h"

namespace wasserfarbe {
namespace {

/// Images at a time: all of them would take more memory than training does.
constexpr std::int64_t kAtOnce = 16;

/// @return [count, 3, size, size] in [-1, 1] on the CPU
torch::Tensor real_images(BatchSource& source, std::int64_t first, std::int64_t count, bool held_out) {
    ImageBatch batch;
    if (held_out)
        source.held_out(first, static_cast<int>(count), batch);
    else
        source.trained_on(first, static_cast<int>(count), batch);
    return batch_tensor(batch, torch::kCPU);
}

} // namespace

double run_quality(Networks& networks, BatchSource& source, std::uint64_t seed) {
    const bool held_out = source.held_out_count() >= kFewestQualityImages;
    const std::int64_t count =
        std::min<std::int64_t>(kQualityImages, held_out ? source.held_out_count() : source.image_count());
    if (count < kFewestQualityImages)
        return std::numeric_limits<double>::quiet_NaN();
    const torch::NoGradGuard no_grad;
    const torch::Tensor z = to_tensor(seeded_latents(stream_seed(seed, Stream::Quality),
                                                     static_cast<int>(count), networks.config.latent_size));
    QualityComparison comparison(count, networks.config.image_size);
    for (std::int64_t first = 0; first < count; first += kAtOnce) {
        const std::int64_t some = std::min(kAtOnce, count - first);
        const torch::Tensor generated = networks.ema(z.narrow(0, first, some).to(networks.device));
        comparison.add(generated.to(torch::kCPU), real_images(source, first, some, held_out));
    }
    return comparison.score();
}

} // namespace wasserfarbe
