#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "model/types/step_stats.h"

namespace wasserfarbe {

/// Writes metrics.csv: a header, then one row a step. A value that a step does not have is an empty cell.
/// Rows of steps that a run takes again move to metrics-superseded.csv beside it; they are there, on the
/// disk, before they leave the file, and a row that is there already is not written there twice: whatever
/// instant a program is killed, none is lost and none doubles.
///
/// Holds no file open, so a disk may be full, or the folder gone, and come back: what is appended is kept in
/// memory until a `flush` has written all of it. What is not flushed is lost with this object. One thread at
/// a time.
class MetricsLog {
public:
    /// Begins the file to go on after `step`, creating it where there is none. Rows of later steps, which a
    /// run that was cut off leaves behind when its newest checkpoint is older, are superseded. A file of a
    /// version that had fewer columns gets the new ones.
    /// @throws Error (Disk; Model where the file is not a metrics file), naming it
    MetricsLog(std::filesystem::path path, std::int64_t step);

    // These only remember what the next flush is to do, in this order.
    void append(const StepStats& stats);
    /// The rows of steps after `step` are superseded.
    void rewind(std::int64_t step);

    /// Does what `append` and `rewind` remembered. Where that fails, what is not done yet stays remembered
    /// for the next call, which writes over a row written in part. A file that has vanished begins anew in
    /// its folder; one that is not as it was left goes on after its last whole row.
    /// @throws Error (Disk; Model where it is no metrics file any more), naming the file
    void flush();

    /// About how much is remembered; 0: the file has everything.
    std::size_t pending_bytes() const;

private:
    void write_rows(const std::string& rows);
    void trim(std::int64_t step);
    void remember_end(std::string_view text, std::uint64_t size);

    std::filesystem::path path_;
    std::deque<std::variant<std::string, std::int64_t>> pending_; ///< rows as text, or a step to rewind to
    std::uint64_t end_ = 0;                                       ///< of the file as it was left, in bytes
    std::string last_line_; ///< the last line of the file as it was left
};

/// Reads a metrics file's text. A last line without its line end was torn by a crash and is left out, the
/// header's too. A column that came with a later version than the file is without values.
/// @throws Error (Model) that names the line where the header or a row is not as MetricsLog writes it
std::vector<StepStats> parse_metrics(std::string_view text);

/// @throws Error (Disk, Model), naming the file
std::vector<StepStats> read_metrics(const std::filesystem::path& path);

} // namespace wasserfarbe
