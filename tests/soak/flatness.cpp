#include "tests/soak/flatness.h"

#include <algorithm>

namespace wasserfarbe::soak {
namespace {

struct Thirds {
    std::span<const Reading> first;
    std::span<const Reading> last;
};

/// By number, since readings are taken after equal amounts of work. @pre three readings
Thirds thirdsOf(std::span<const Reading> readings) {
    const std::size_t third = readings.size() / 3;
    return {readings.first(third), readings.last(third)};
}

double medianOf(std::span<const Reading> readings) {
    std::vector<double> values;
    values.reserve(readings.size());
    for (const Reading& reading : readings)
        values.push_back(reading.value);
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double largestOf(std::span<const Reading> readings) {
    return std::max_element(readings.begin(), readings.end(),
                            [](const Reading& a, const Reading& b) { return a.value < b.value; })
        ->value;
}

/// Of the line that is nearest to all readings by its squared distances, per second; 0 where no time passed.
double slopeOf(std::span<const Reading> readings) {
    const auto count = static_cast<double>(readings.size());
    double seconds = 0;
    double value = 0;
    for (const Reading& reading : readings) {
        seconds += reading.seconds / count;
        value += reading.value / count;
    }
    double covariance = 0;
    double variance = 0;
    for (const Reading& reading : readings) {
        covariance += (reading.seconds - seconds) * (reading.value - value);
        variance += (reading.seconds - seconds) * (reading.seconds - seconds);
    }
    return variance > 0 ? covariance / variance : 0;
}

double allowedFrom(double value, const Allowance& allowance) {
    return value * allowance.share + allowance.amount;
}

} // namespace

std::size_t warmUpReadings(std::span<const Reading> readings, double total) {
    const double end = total * kWarmUpShare;
    const auto after = std::find_if(readings.begin(), readings.end(),
                                    [end](const Reading& reading) { return reading.seconds >= end; });
    const auto early = static_cast<std::size_t>(after - readings.begin());
    return std::min(std::max(early, kWarmUpReadings), readings.size());
}

Growth trendOf(std::span<const Reading> readings, const Allowance& allowance) {
    if (readings.size() < kLeastForTrend)
        return {};
    const Thirds thirds = thirdsOf(readings);
    Growth growth;
    growth.judged = true;
    growth.from = medianOf(thirds.first);
    growth.to = medianOf(thirds.last);
    const double byLine = slopeOf(readings) * (readings.back().seconds - readings.front().seconds);
    const double byMedians = (growth.to - growth.from) * 3 / 2;
    growth.grown = std::min(byLine, byMedians);
    growth.allowed = allowedFrom(growth.from, allowance);
    return growth;
}

Growth peakGrowthOf(std::span<const Reading> readings, const Allowance& allowance) {
    if (readings.size() < kLeastForPeaks)
        return {};
    const Thirds thirds = thirdsOf(readings);
    Growth growth;
    growth.judged = true;
    growth.from = largestOf(thirds.first);
    growth.to = largestOf(thirds.last);
    growth.grown = growth.to - growth.from;
    growth.allowed = allowedFrom(growth.from, allowance);
    return growth;
}

} // namespace wasserfarbe::soak
