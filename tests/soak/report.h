#pragma once

#include <span>
#include <string>
#include <vector>

#include <QStringList>

#include "tests/soak/flatness.h"
#include "tests/soak/gui_pulse.h"
#include "tests/soak/log.h"
#include "tests/soak/tally.h"

namespace wasserfarbe::soak {

/// One of the things that are watched.
struct Figure {
    const char* name;
    double unit; ///< of the values below, in what is shown
    int decimals;
    double (*of)(const Sample& sample);
    Growth (*judge)(std::span<const Reading> readings, const Allowance& allowance);
    Allowance allowance;
    bool isMemory;
};

/// Resident and allocated memory, handles, threads, objects; why each may grow by so much stands there.
const std::vector<Figure>& figures();

/// What became of one figure, in the figure's own unit.
struct Verdict {
    const Figure* figure = nullptr;
    double atWarmUp = 0; ///< the last reading of the warm-up
    double smallest = 0; ///< of all readings after it
    double largest = 0;
    double end = 0;
    Growth growth;
};

/// @param seconds  that the soak took. Memory is not judged of less than `kLeastMinutesForMemory`.
std::vector<Verdict> judge(std::span<const Sample> atRest, double seconds);
inline constexpr double kLeastMinutesForMemory = 2;

/// A GUI thread that is away for longer is a fault.
inline constexpr double kLongestPause = 1; // seconds

/// Prints everything. @returns whether all is well
bool report(const Tally& tally, const Log& log, const GuiPulse::Pause& pause, const QStringList& complaints,
            double seconds, std::uint64_t seed);

} // namespace wasserfarbe::soak
