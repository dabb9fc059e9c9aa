#pragma once

#include <memory>

#include "app/sessions/latent_renderer.h"
#include "app/sessions/training_job.h"

// What stands behind the sessions, unless a test gives its own: the engine.

namespace wasserfarbe {

class Sampler;

/// A TrainingJobFactory.
std::optional<TrainingJob> engineTraining(const TrainingRequest& request, std::shared_ptr<RunControl> control,
                                          const LoadProgress& progress, std::stop_token stop);
/// A ModelOpener: of a run's newest checkpoint or a model file, on the CPU.
OpenedModel openEngineModel(const std::filesystem::path& path, Weights weights,
                            const std::shared_ptr<const ModelFile>& file);
/// A sampler that a training handed over. Several renderers, on several threads, may be made of one: each
/// samples with a copy. Nothing else may sample with it either.
std::shared_ptr<LatentRenderer> engineRenderer(std::shared_ptr<Sampler> sampler);
/// Readies the calling thread to render with the engine beside a training. The engine's renderers and opener
/// call it themselves, so a thread that does nothing else with LibTorch need not; calling it again costs
/// nothing.
void prepareRenderingThread();

} // namespace wasserfarbe
