#pragma once

#include <cmath>

namespace wasserfarbe {

/// How fast something goes: an average in which what happened five seconds ago counts a third.
class SpeedMeter {
public:
    /// @param amount  done in the last `seconds`, both more than 0
    void add(double amount, double seconds) {
        const double keep = std::exp(-seconds / kMemorySeconds);
        amount_ = amount_ * keep + amount;
        seconds_ = seconds_ * keep + seconds;
    }
    /// Amount a second; 0 before the first `add`.
    double per_second() const { return seconds_ > 0 ? amount_ / seconds_ : 0.0; }

private:
    static constexpr double kMemorySeconds = 5.0;
    double amount_ = 0;
    double seconds_ = 0;
};

} // namespace wasserfarbe
