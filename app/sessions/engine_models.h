#pragma once

#include <memory>

#include "app/sessions/latent_renderer.h"

namespace wasserfarbe {

class Sampler;

/// The engine's own: a run's newest checkpoint or a model file, on the CPU.
ModelOpener engineModels();
/// A sampler that a training handed over. Several renderers, on several threads, may be made of one: each
/// samples with a copy. Nothing else may sample with it either.
std::shared_ptr<LatentRenderer> engineRenderer(std::shared_ptr<Sampler> sampler);
/// Readies the calling thread to render with the engine beside a training. The engine's renderers and opener
/// call it themselves, so a thread that does nothing else with LibTorch need not; calling it again costs
/// nothing.
void prepareRenderingThread();

} // namespace wasserfarbe
