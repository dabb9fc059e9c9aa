#pragma once

#include <cstdint>

#include "model/latent/latents.h"
#include "model/types/image_grid.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

/// How a run's previews are laid out.
GridLayout preview_layout(const TrainingConfig& config);

/// The fixed latents that a run of this seed shows in each of its previews, in the order of the grid:
/// `preview_images` rows of `latent_size` numbers. Any thread. @throws Error (Memory)
Latents preview_latents(const TrainingConfig& config, std::uint64_t seed);

} // namespace wasserfarbe
