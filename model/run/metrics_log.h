#pragma once

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <vector>

#include "model/types/step_stats.h"

namespace wasserfarbe {

/// Writes metrics.csv: a header, then one row a step. A value that a step does not have is an empty cell. One
/// thread at a time.
class MetricsLog {
public:
    /// Opens the file to go on after `step`, creating it where there is none. Rows of later steps, which a
    /// run that was cut off leaves behind when its newest checkpoint is older, move to metrics-superseded.csv
    /// beside it. A file of a version that had fewer columns gets the new ones.
    /// @throws Error (Disk; Model where the file is not a metrics file), naming it
    MetricsLog(std::filesystem::path path, std::int64_t step);

    /// Appends a row; the file is flushed when the last flush was a second ago or more. @throws Error (Disk)
    void append(const StepStats& stats);
    void flush();

private:
    std::filesystem::path path_;
    std::ofstream file_;
    std::chrono::steady_clock::time_point flushed_;
};

/// Reads a metrics file's text. A last line without its line end was torn by a crash and is left out, the
/// header's too. A column that came with a later version than the file is without values.
/// @throws Error (Model) that names the line where the header or a row is not as MetricsLog writes it
std::vector<StepStats> parse_metrics(std::string_view text);

/// @throws Error (Disk, Model), naming the file
std::vector<StepStats> read_metrics(const std::filesystem::path& path);

} // namespace wasserfarbe
