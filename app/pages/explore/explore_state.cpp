#include "app/pages/explore/explore_state.h"

#include <algorithm>

namespace wasserfarbe {

ExploreEnd seededEnd(std::uint64_t seed, int size) {
    return {seeded_latents(seed, 1, size).values, seed};
}

int ExploreState::split() const {
    return std::clamp(axes.split.value_or(size() / 2), 1, std::max(1, size() - 1));
}

TwoAxisOptions ExploreState::shownAxes() const {
    TwoAxisOptions shown = axes;
    if (shown.split)
        shown.split = split();
    return shown;
}

std::vector<float> ExploreState::point() const {
    if (size() == 0)
        return {};
    return away ? *away : two_axis_latent(a.z, b.z, x, y, shownAxes());
}

Latents ExploreState::grid() const {
    return two_axis_grid(a.z, b.z, shownAxes());
}

ExploreState resized(const ExploreState& state, int size, std::uint64_t fallbackA, std::uint64_t fallbackB) {
    ExploreState other = state;
    other.a = seededEnd(state.a.seed.value_or(fallbackA), size);
    other.b = seededEnd(state.b.seed.value_or(fallbackB), size);
    other.axes = other.shownAxes();
    other.away.reset();
    return other;
}

} // namespace wasserfarbe
