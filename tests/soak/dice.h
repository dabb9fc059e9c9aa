#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace wasserfarbe::soak {

/// Random numbers that are the same on every machine for the same seed.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : numbers_(seed) {}

    /// 0 to `count` - 1. @pre count above 0
    int below(int count) { return static_cast<int>(numbers_() % static_cast<std::uint64_t>(count)); }
    /// Both included.
    int between(int least, int most) { return least + below(most - least + 1); }
    bool chance(int percent) { return below(100) < percent; }
    /// 0 to 1
    double share() { return below(1001) / 1000.0; }
    /// @pre not empty
    template <typename T>
    const T& oneOf(const std::vector<T>& values) {
        return values[static_cast<std::size_t>(below(static_cast<int>(values.size())))];
    }

private:
    std::mt19937_64 numbers_;
};

} // namespace wasserfarbe::soak
