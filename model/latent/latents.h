#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace wasserfarbe {

/// `count` latents of `size` numbers each, row after row.
struct Latents {
    int count = 0;
    int size = 0;
    std::vector<float> values;

    std::span<const float> row(int i) const {
        return {values.data() + static_cast<std::size_t>(i) * static_cast<std::size_t>(size),
                static_cast<std::size_t>(size)};
    }
    /// @pre row.size() == size, or there is no row yet
    void append(std::span<const float> row);

    bool operator==(const Latents&) const = default;
};

/// The latents of a seed, drawn from N(0, I) one row after another, so that row i does not depend on `count`.
/// The same as `torch.manual_seed(seed); torch.cat([torch.randn(1, size) for _ in range(count)])`;
/// as there, only the seed's lowest 32 bits count.
/// @throws Error (Usage) unless count and size are at least 1.
Latents seeded_latents(std::uint64_t seed, int count, int size);

} // namespace wasserfarbe
