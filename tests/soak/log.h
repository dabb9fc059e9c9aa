#pragma once

#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/soak/flatness.h"
#include "tests/soak/sample.h"

namespace wasserfarbe::soak {

/// All samples: those taken at rest, which are compared, and the extremes of the others, taken each second
/// whatever goes on. Writes each as a line of a CSV file where one is wanted. GUI thread only.
class Log {
public:
    /// @param file  empty: none. Ends the program with exit code 2 where it can't be written
    explicit Log(const std::filesystem::path& file);
    ~Log();
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    void addAtRest(const Sample& sample, int actions);
    void addAtWork(const Sample& sample, int actions, const std::string& doing);
    const std::vector<Sample>& atRest() const { return atRest_; }
    const Sample& smallest() const { return smallest_; }
    const Sample& largest() const { return largest_; }
    /// What is written so far is on the disk. Any thread.
    void flush();

private:
    void write(const Sample& sample, int actions, const char* kind, const std::string& doing);

    std::FILE* file_ = nullptr;
    std::vector<Sample> atRest_;
    Sample smallest_;
    Sample largest_;
};

} // namespace wasserfarbe::soak
