#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "model/dataset/load_progress.h"

namespace wasserfarbe::cli {

/// Progress on standard error: one line that is drawn anew on a terminal, plain lines now and then elsewhere.
/// One thread.
class StatusLine {
public:
    StatusLine();
    ~StatusLine() { clear(); }

    /// Shows `text` with a bar filled to `fraction` (0 to 1), at most ten times a second on a terminal and
    /// every ten seconds elsewhere.
    void show(double fraction, const std::string& text);
    /// As `show`: "drawing faces: 3 of 10". @param what  goes on
    void show(const std::string& what, std::int64_t done, std::int64_t total);
    /// Writes a line that stays.
    void print(const std::string& line);
    /// Takes the bar away.
    void clear();

private:
    const bool terminal_;
    bool drawn_ = false;
    std::chrono::steady_clock::time_point shown_{};
};

/// Shows how many pictures were read. @param status  must outlive it
LoadProgress reading_progress(StatusLine& status);

} // namespace wasserfarbe::cli
