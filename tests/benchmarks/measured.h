#pragma once

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace wasserfarbe::test {

/// Times of one kind of thing, in milliseconds.
class Measured {
public:
    void add(double milliseconds) { values_.push_back(milliseconds); }
    std::size_t count() const { return values_.size(); }

    /// The smallest value that `percent` of all are not above; 0 where there is none.
    double percentile(double percent) const {
        if (values_.empty())
            return 0;
        std::vector<double> sorted = values_;
        std::sort(sorted.begin(), sorted.end());
        const double rank = std::ceil(percent / 100 * static_cast<double>(sorted.size()));
        return sorted[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
    }

private:
    std::vector<double> values_;
};

inline void printHead() {
    std::printf("\n%-44s %7s %8s %8s %8s %8s   %s\n", "milliseconds", "samples", "p50", "p90", "p99", "max",
                "goal");
}

/// @param percent  the percentile that the goal is about
inline void printRow(const std::string& what, const Measured& times, double percent, double goal) {
    const double reached = times.percentile(percent);
    const char* verdict = times.count() == 0 ? "not measured" : reached <= goal ? "meets" : "misses";
    std::printf("%-44s %7zu %8.1f %8.1f %8.1f %8.1f   p%.0f %.0f ms: %s\n", what.c_str(), times.count(),
                times.percentile(50), times.percentile(90), times.percentile(99), times.percentile(100),
                percent, goal, verdict);
    std::fflush(stdout);
}

inline std::string firstLineWith(const char* file, const std::string& word) {
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);)
        if (line.find(word) != std::string::npos)
            return line;
    return {};
}

/// "2 x AMD EPYC, load 0.31"
inline std::string machineText() {
    const std::string line = firstLineWith("/proc/cpuinfo", "model name");
    const std::size_t colon = line.find(": ");
    const std::string name = colon == std::string::npos ? "processor" : line.substr(colon + 2);
    const std::string load = firstLineWith("/proc/loadavg", ".");
    return std::to_string(std::thread::hardware_concurrency()) + " x " + name + ", load " +
           load.substr(0, load.find(' '));
}

} // namespace wasserfarbe::test
