#include "model/latent/two_axis.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "model/types/error.h"

namespace wasserfarbe {
namespace {

constexpr int kMaxSteps = 100;

double dot(std::span<const float> a, std::span<const float> b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0, std::plus<>{}, [](float p, float q) {
        return static_cast<double>(p) * static_cast<double>(q);
    });
}

struct Weights {
    double a = 0;
    double b = 0;
};

Weights linear_weights(double t) {
    return {1.0 - t, t};
}

/// Shoemake 1985: sin((1 - t) omega) / sin(omega) and sin(t omega) / sin(omega), omega the angle between the
/// two. Where they are parallel there is no arc, and the straight way is taken.
Weights spherical_weights(std::span<const float> a, std::span<const float> b, double t) {
    constexpr double kParallel = 1e-6;
    const double lengths = std::sqrt(dot(a, a)) * std::sqrt(dot(b, b));
    if (lengths == 0.0)
        return linear_weights(t);
    const double omega = std::acos(std::clamp(dot(a, b) / lengths, -1.0, 1.0));
    const double sine = std::sin(omega);
    if (sine < kParallel)
        return linear_weights(t);
    return {std::sin((1.0 - t) * omega) / sine, std::sin(t * omega) / sine};
}

void append_part(std::vector<float>& out, std::span<const float> a, std::span<const float> b, double t,
                 Interpolation interpolation) {
    const Weights weights =
        interpolation == Interpolation::Spherical ? spherical_weights(a, b, t) : linear_weights(t);
    for (std::size_t k = 0; k < a.size(); ++k)
        out.push_back(static_cast<float>(weights.a * a[k] + weights.b * b[k]));
}

} // namespace

std::vector<float> two_axis_latent(std::span<const float> a, std::span<const float> b, double x, double y,
                                   const TwoAxisOptions& options) {
    if (a.size() != b.size())
        throw Error(ErrorKind::Usage, "latents A and B differ in size: " + std::to_string(a.size()) +
                                          " and " + std::to_string(b.size()));
    const int size = static_cast<int>(a.size());
    const int split = options.split.value_or(size / 2);
    if (split < 1 || split >= size)
        throw Error(ErrorKind::Usage, "split: " + std::to_string(split) + " is out of range; allowed: 1 to " +
                                          std::to_string(size - 1));
    const auto first = static_cast<std::size_t>(split);
    std::vector<float> z;
    z.reserve(a.size());
    append_part(z, a.first(first), b.first(first), x, options.interpolation);
    append_part(z, a.subspan(first), b.subspan(first), y, options.interpolation);
    return z;
}

Latents two_axis_grid(std::span<const float> a, std::span<const float> b, const TwoAxisOptions& options) {
    if (options.steps < 1 || options.steps > kMaxSteps)
        throw Error(ErrorKind::Usage, "steps: " + std::to_string(options.steps) +
                                          " is out of range; allowed: 1 to " + std::to_string(kMaxSteps));
    Latents grid;
    const double steps = options.steps;
    for (int j = 0; j <= options.steps; ++j)
        for (int i = 0; i <= options.steps; ++i)
            grid.append(two_axis_latent(a, b, i / steps, j / steps, options));
    return grid;
}

} // namespace wasserfarbe
