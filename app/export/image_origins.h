#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/sessions/latent_renderer.h"
#include "model/run/image_origin.h"

namespace wasserfarbe {

/// What a PNG of images from this model says of them, before `layout`, `axes` and `scale`.
ImageOrigin originOf(const ModelSource& source, int imageSize, Latents latents, std::string description);

/// Of one image out of several: a seed names an image on its own only where it is the seed's first.
/// @param seed  of all of them
ImageOrigin originOfRow(const ModelSource& source, int imageSize, const Latents& latents, int row,
                        std::optional<std::uint64_t> seed, const std::string& description);

} // namespace wasserfarbe
