#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <QImage>
#include <QString>

#include "app/sessions/latent_renderer.h"

namespace wasserfarbe {

/// A place in a model's latent space and the image that was there.
struct LatentPoint {
    std::vector<float> z;
    ModelSource source;                ///< of the weights that made the image
    std::optional<std::uint64_t> seed; ///< where z is row 0 of `seeded_latents` of it
    QImage image;                      ///< as generated, not enlarged
    QString label;                     ///< where it was found, in words; may be empty
};

enum class Endpoint { A, B };

} // namespace wasserfarbe
