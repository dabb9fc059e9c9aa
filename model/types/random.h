#pragma once

#include <cstdint>
#include <random>

namespace wasserfarbe {

/// An independent seed for each use of a run's one seed, by Steele, Lea and Flood's SplitMix64 finaliser.
constexpr std::uint64_t mix_seed(std::uint64_t seed, std::uint64_t stream) {
    std::uint64_t x = seed + 0x9E3779B97F4A7C15ULL * (stream + 1);
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31);
}

/// Random numbers that are the same with every compiler and standard library: the standard fixes
/// std::mt19937_64 to the bit, but leaves its distributions to each library.
class PortableRandom {
public:
    explicit PortableRandom(std::uint64_t seed) : engine_(seed) {}

    /// Uniform in [0, 1), 53 bits.
    double uniform() { return static_cast<double>(engine_() >> 11) * 0x1.0p-53; }
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// Uniform in [0, count), without bias. @pre count > 0
    std::uint64_t below(std::uint64_t count) {
        const std::uint64_t limit = UINT64_MAX - UINT64_MAX % count;
        std::uint64_t value = engine_();
        while (value >= limit)
            value = engine_();
        return value % count;
    }
    bool chance(double probability) { return uniform() < probability; }

private:
    std::mt19937_64 engine_;
};

} // namespace wasserfarbe
