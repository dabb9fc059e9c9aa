#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "model/latent/latents.h"
#include "model/latent/two_axis.h"
#include "model/pictures/png_file.h"
#include "model/types/image_grid.h"
#include "model/weights/model_info.h"

namespace wasserfarbe {

/// The most numbers of latents that an image keeps.
inline constexpr std::int64_t kMaxOriginNumbers = 1'000'000;

/// Where an image or a sheet of images comes from, and its place in latent space: enough to open the model
/// again and go on from there. A PNG keeps it in its text chunks.
struct ImageOrigin {
    std::filesystem::path model; ///< a run's folder or a model file, absolute; empty where it is unknown
    Weights weights = Weights::Averaged;
    int epoch = 0; ///< epochs completed
    std::int64_t step = 0;
    std::optional<std::uint64_t> seed;   ///< of the latents, or of A's; none where they come from no seed
    std::optional<std::uint64_t> seed_b; ///< of B's, where A and B come from two seeds
    std::string description;             ///< of the latents, for people: "seed 3, rows 0 to 40"
    /// One row a cell in the order of the cells; A and B, two rows, where `axes` is set. Empty where there
    /// were more than kMaxOriginNumbers numbers.
    Latents latents;
    std::optional<TwoAxisOptions> axes; ///< set: the cells are two_axis_grid(A, B, *axes)
    GridLayout layout{1, 0, 0.0};       ///< of the sheet; of a single image: one column, no padding
    int image_size = 0;                 ///< of one cell in pixels, as generated; 0 where it is unknown
    int scale = 1;                      ///< 1 to 16: the file shows the sheet so many times as large

    bool operator==(const ImageOrigin&) const = default;
};

/// The chunks Software, model, weights, epoch, step, seed and latents in words for people, and `wasserfarbe`:
/// JSON with all of it, the latents exactly. Latents of more than kMaxOriginNumbers numbers are left out.
/// Bytes of the model's path that are not UTF-8 become U+FFFD. Any thread.
/// @throws Error (Usage) for an origin that `parse_origin` would refuse
TextChunks to_text_chunks(const ImageOrigin& origin);

/// The origin that a PNG's text holds; nothing where it has none of ours. What it says is checked (counts,
/// ranges, finite numbers) before memory is taken for it, but may be a lie: the model may be gone, or have
/// another latent size. Any thread.
/// @throws Error (Model) for a damaged or hostile one
std::optional<ImageOrigin> parse_origin(const TextChunks& text);

} // namespace wasserfarbe
