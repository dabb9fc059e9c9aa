#pragma once

#include <QString>

#include "app/sessions/latent_renderer.h"
#include "model/run/run_directory.h"

namespace wasserfarbe {

/// "Epoch 12", or "Epoch 12, step 3,400" for one within an epoch; translated.
QString checkpointText(const RunDirectory::Checkpoint& checkpoint);

/// "faces-1, epoch 12", translated, or the name alone where the epoch is not known; a training's newest
/// weights say that they are live.
QString modelSourceText(const ModelSource& source);

} // namespace wasserfarbe
