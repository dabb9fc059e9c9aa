#pragma once

#include <string>

#include "app/sessions/latent_renderer.h"
#include "model/run/image_origin.h"

namespace wasserfarbe {

/// What a PNG of images from this model says of them, before `layout`, `axes` and `scale`.
ImageOrigin originOf(const ModelSource& source, int imageSize, Latents latents, std::string description);

} // namespace wasserfarbe
