#pragma once

#include <optional>
#include <span>

#include "model/latent/latents.h"

namespace wasserfarbe {

enum class Interpolation {
    Linear,    ///< lerp
    Spherical, ///< slerp: along the arc between the two, at the length that a random latent would have
};

struct TwoAxisOptions {
    int steps = 10; ///< cells between A and B on each axis, 1 to 100: the grid has steps + 1 columns and rows
    /// Numbers that the horizontal axis moves, 1 to latent_size - 1; half of them by default.
    std::optional<int> split;
    Interpolation interpolation = Interpolation::Linear;

    bool operator==(const TwoAxisOptions&) const = default;
};

/// The latent at (x, y) between A and B: its first `split` numbers are at x of the way from A to B, the
/// others at y.
/// @param x,y  0 (A) to 1 (B); beyond, the path goes on
/// @throws Error (Usage) where the sizes differ or the split leaves an axis empty.
std::vector<float> two_axis_latent(std::span<const float> a, std::span<const float> b, double x, double y,
                                   const TwoAxisOptions& options = {});

/// The latents of the two-axis grid, row by row from the top: column i is at x = i / steps, row j at y = j /
/// steps. Top left is A, bottom right is B, top right has B's first part and A's second.
/// @throws Error (Usage) as `two_axis_latent`, and where `steps` is out of range.
Latents two_axis_grid(std::span<const float> a, std::span<const float> b, const TwoAxisOptions& options = {});

} // namespace wasserfarbe
