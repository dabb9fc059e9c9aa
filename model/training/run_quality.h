#pragma once

#include <cstdint>

#include "model/training/batch_source.h"
#include "model/training/networks.h"

namespace wasserfarbe {

/// The quality score (see quality_score.h) of the averaged generator: images of latents that are the same
/// throughout the run, against the pictures that are kept from training or, where there are too few of those,
/// against the first that are trained on. Draws nothing from the run's random numbers and moves nothing: with
/// or without it a run is the same to the bit.
/// @return NaN where there are too few pictures
double run_quality(Networks& networks, BatchSource& source, std::uint64_t seed);

} // namespace wasserfarbe
