#include "model/training/preview_grid.h"

#include "model/training/seed_streams.h"

namespace wasserfarbe {

GridLayout preview_layout(const TrainingConfig& config) {
    return {config.preview_columns, 2, 0.0};
}

Latents preview_latents(const TrainingConfig& config, std::uint64_t seed) {
    return seeded_latents(stream_seed(seed, Stream::Preview), config.preview_images, config.latent_size);
}

} // namespace wasserfarbe
