#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/latent/two_axis.h"

namespace wasserfarbe {

/// An end of the way: a latent, and the seed that it comes from where there is one.
struct ExploreEnd {
    std::vector<float> z;
    std::optional<std::uint64_t> seed;

    bool operator==(const ExploreEnd&) const = default;
};

/// Row 0 of `seeded_latents` of the seed. @throws Error (Usage) where size is below 1
ExploreEnd seededEnd(std::uint64_t seed, int size);

/// Where one is in latent space: a value that can be kept, compared and come back to.
struct ExploreState {
    ExploreEnd a;
    ExploreEnd b;
    TwoAxisOptions axes;
    double x = 0; ///< of the cursor on the pad, 0 (A) to 1 (B)
    double y = 0;
    /// A place that is not on the pad, set by single sliders, by a walk or by an image gone to.
    std::optional<std::vector<float>> away;

    /// Numbers of a latent; 0: there is no model yet.
    int size() const { return static_cast<int>(a.z.size()); }
    /// Numbers on the horizontal axis: as chosen, kept within what the latent's size allows.
    int split() const;
    /// The options that the engine gets.
    TwoAxisOptions shownAxes() const;
    /// The latent whose image is shown. Empty without a model.
    std::vector<float> point() const;
    /// The grid, row by row.
    Latents grid() const;

    bool operator==(const ExploreState&) const = default;
};

/// The same ends for a model of another latent size: made anew from their seeds, or from `fallbackA` and
/// `fallbackB` where they have none. What had been set away from the pad is gone.
ExploreState resized(const ExploreState& state, int size, std::uint64_t fallbackA, std::uint64_t fallbackB);

} // namespace wasserfarbe
