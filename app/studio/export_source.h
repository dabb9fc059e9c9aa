#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include <QString>

#include "app/sessions/latent_renderer.h"
#include "model/latent/two_axis.h"
#include "model/types/image_grid.h"

namespace wasserfarbe {

/// Images of one model: a selection of the gallery, the cursor's image, a grid. Rendered anew for the export.
struct ExportImages {
    std::shared_ptr<const LatentRenderer> renderer;
    ModelSource source;
    Latents latents;
    std::optional<std::uint64_t> seed; ///< where the latents are the seed's rows from 0 on
    QString description;               ///< "seed 3, images 0 to 39", in English: it goes into the file
    GridLayout layout;                 ///< to begin with; the dialog can change it
};

/// The way from A to B: the two-axis grid as a sheet or single images, the straight path as a film.
struct ExportPath {
    std::shared_ptr<const LatentRenderer> renderer;
    ModelSource source;
    Latents ends; ///< two rows: A and B
    TwoAxisOptions axes;
    QString description;
};

/// The previews of a run, for a film or to copy one of them.
struct ExportPreviews {
    std::filesystem::path run;
    std::size_t shown = 0; ///< index of the preview that the person looks at
};

using ExportSource = std::variant<ExportImages, ExportPath, ExportPreviews>;

} // namespace wasserfarbe
