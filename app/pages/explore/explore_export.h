#pragma once

#include <functional>
#include <vector>

#include "app/sessions/background.h"
#include "app/sessions/latent_session.h"
#include "app/studio/export_source.h"
#include "app/studio/latent_point.h"
#include "model/types/error.h"

namespace wasserfarbe {

struct ExploreState;

/// The grid and the way between the ends, as they are explored. @pre the session has a model
ExportPath pathExport(const LatentSession& session, const ExploreState& state);

/// Images of the session's model. @pre it has one, and the latents are of its size
ExportImages imagesExport(const LatentSession& session, const std::vector<LatentPoint>& points);

/// Opens the model that the first of the points was made by on another thread, and hands over the points
/// that are of that model. GUI thread; returns at once.
/// @param background  is told why it can't be opened
/// @param done        on the GUI thread; with how many points were left out, being of other models
void openForExport(Background& background, const ModelOpener& opener, std::vector<LatentPoint> points,
                   const std::function<void(const ExportImages& images, int leftOut)>& done);

} // namespace wasserfarbe
