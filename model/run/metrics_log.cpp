#include "model/run/metrics_log.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "model/files/descriptor.h"
#include "model/files/file_io.h"
#include "model/files/io_fault.h"
#include "model/types/error.h"
#include "model/types/metric_table.h"

namespace wasserfarbe {
namespace {

/// The columns of a file: `step`, `epoch` and the first `metrics` of the table.
std::string header_of(std::size_t metrics) {
    std::string header = "step,epoch";
    for (const Metric& metric : metric_table().first(metrics))
        header.append(",").append(metric.key);
    return header + "\n";
}

const std::string& present_header() {
    static const std::string header = header_of(metric_table().size());
    return header;
}

/// How many metrics the file has; it may be of a version that had fewer. Nothing: it is no metrics file.
std::optional<std::size_t> metrics_in(std::string_view text) {
    const auto is_first = [](const Metric& metric) { return !metric.later; };
    const auto fewest = static_cast<std::size_t>(std::ranges::count_if(metric_table(), is_first));
    for (std::size_t count = metric_table().size(); count >= fewest; --count)
        if (text.starts_with(header_of(count)))
            return count;
    return {};
}

/// A row of a file of so many metrics, with cells for those that it lacks.
std::string renewed_row(std::string_view row, std::size_t metrics) {
    row.remove_suffix(1);
    return std::string(row) + std::string(metric_table().size() - metrics, ',') + "\n";
}

std::string number(double value) {
    if (std::isnan(value))
        return "";
    std::array<char, 32> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), result.ptr};
}

std::string to_row(const StepStats& stats) {
    std::string row = std::to_string(stats.step) + "," + std::to_string(stats.epoch);
    for (const Metric& metric : metric_table())
        row.append(",").append(number(metric.of(stats)));
    return row + "\n";
}

template <typename Number>
bool parse_cell(std::string_view cell, Number& value) {
    const auto result = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    return result.ec == std::errc{} && result.ptr == cell.data() + cell.size();
}

/// The line's next cell, which leaves it; nothing where a comma is missing, or one too many.
std::optional<std::string_view> take_cell(std::string_view& line, bool last) {
    const std::size_t comma = line.find(',');
    if ((comma == std::string_view::npos) != last)
        return {};
    const std::string_view cell = line.substr(0, comma);
    line.remove_prefix(last ? line.size() : comma + 1);
    return cell;
}

/// @param metrics  as many as the file has; those that it lacks are without a value
bool parse_row(std::string_view line, std::size_t metrics, StepStats& stats) {
    const auto step = take_cell(line, false);
    const auto epoch = take_cell(line, false);
    if (!step || !epoch || !parse_cell(*step, stats.step) || !parse_cell(*epoch, stats.epoch))
        return false;
    for (const Metric& metric : metric_table().first(metrics)) {
        const auto cell = take_cell(line, metric_index(metric) + 1 == metrics);
        double value = StepStats::kNone;
        if (!cell || (!cell->empty() && !parse_cell(*cell, value)))
            return false;
        if (metric.member)
            stats.*metric.member = value;
    }
    return true;
}

/// The first line of `text` with its end, which leaves it; empty where no whole one is left.
std::string_view take_line(std::string_view& text) {
    const std::string_view line = text.substr(0, text.find('\n') + 1); // npos + 1 is 0
    text.remove_prefix(line.size());
    return line;
}

/// Calls `use(row, stats)` for each whole row. @throws Error (Model) as parse_metrics
template <typename Use>
void for_each_row(std::string_view text, Use use) {
    if (present_header().starts_with(text) && text != present_header())
        return; // torn while the header was written
    const std::optional<std::size_t> metrics = metrics_in(text);
    if (!metrics)
        throw Error(ErrorKind::Model, "line 1: not the header of a metrics file");
    take_line(text); // the header
    std::size_t number = 1;
    for (std::string_view row = take_line(text); !row.empty(); row = take_line(text)) {
        ++number;
        StepStats stats;
        if (!parse_row(row.substr(0, row.size() - 1), *metrics, stats))
            throw Error(ErrorKind::Model, "line " + std::to_string(number) + ": not a row of a metrics file");
        use(row, stats);
    }
}

/// A file that is opened for the moment in which it is read and written; created where there is none.
class OpenFile {
public:
    /// @throws Error (Disk), as every method
    explicit OpenFile(const std::filesystem::path& path) : path_(path), descriptor_(open(path)) {
        struct stat status {};
        if (descriptor_.get() < 0 || ::fstat(descriptor_.get(), &status) != 0)
            fail("can't be written");
        size_ = static_cast<std::uint64_t>(status.st_size);
    }

    std::uint64_t size() const { return size_; }
    std::string read_all() const { return read(0, size_); }

    std::string read(std::uint64_t offset, std::uint64_t size) const {
        std::string text(size, '\0');
        std::size_t done = 0;
        while (done < text.size()) {
            const ssize_t count = ::pread(descriptor_.get(), text.data() + done, text.size() - done,
                                          static_cast<off_t>(offset + done));
            if (count < 0 && errno == EINTR)
                continue;
            if (count < 0)
                fail("can't be read");
            if (count == 0)
                break; // it shrank meanwhile
            done += static_cast<std::size_t>(count);
        }
        text.resize(done);
        return text;
    }

    /// Writes text that the file is to end with, and closes it.
    void end_with(std::uint64_t offset, std::string_view text) {
        const std::uint64_t end = offset + text.size();
        while (!text.empty()) {
            const ssize_t count = io_fails(IoCall::Write, path_)
                                      ? -1
                                      : ::pwrite(descriptor_.get(), text.data(), text.size(),
                                                 static_cast<off_t>(end - text.size()));
            if (count < 0 && errno == EINTR)
                continue;
            if (count < 0)
                fail("can't be written");
            text.remove_prefix(static_cast<std::size_t>(count));
        }
        if (size_ > end && ::ftruncate(descriptor_.get(), static_cast<off_t>(end)) != 0)
            fail("can't be written");
        if (descriptor_.close() != 0)
            fail("can't be written");
    }

private:
    // O_NONBLOCK: a named pipe in place of the file must not be waited for.
    static int open(const std::filesystem::path& path) {
        return io_fails(IoCall::Open, path)
                   ? -1
                   : ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0666);
    }
    [[noreturn]] void fail(const char* what) const { throw Error(ErrorKind::Disk, path_, what, errno); }

    const std::filesystem::path& path_;
    Descriptor descriptor_;
    std::uint64_t size_ = 0;
};

/// Length of the whole lines; 0 where there is none.
std::size_t whole_lines(std::string_view text) {
    return text.rfind('\n') + 1; // npos + 1 is 0
}

struct Rows {
    std::string kept; ///< a whole file's text, with the present header
    std::vector<std::string> superseded;
};

/// @throws Error (Model) as parse_metrics
Rows split_rows(std::string_view text, std::int64_t step) {
    const std::size_t metrics = metrics_in(text).value_or(metric_table().size());
    Rows rows{present_header(), {}};
    for_each_row(text, [&](std::string_view row, const StepStats& stats) {
        if (stats.step <= step)
            rows.kept += renewed_row(row, metrics);
        else
            rows.superseded.push_back(renewed_row(row, metrics));
    });
    return rows;
}

/// Gives a file of a version that had fewer metrics the present columns. Its last line, where it was torn, is
/// left out.
void renew_header(const std::filesystem::path& path, std::string_view text) {
    const std::size_t metrics = metrics_in(text).value_or(metric_table().size());
    if (metrics == metric_table().size())
        return;
    take_line(text); // the present header takes its place
    std::string renewed = present_header();
    for (std::string_view row = take_line(text); !row.empty(); row = take_line(text))
        renewed += renewed_row(row, metrics);
    AtomicFile file(path);
    file.write(renewed);
    file.commit();
}

/// Writes rows to the end of metrics-superseded.csv, on the disk when this returns. A row that stands there
/// already, to the last digit of its time, is not written again: a process wrote it that was killed before it
/// removed the row from metrics.csv.
void set_aside(const std::filesystem::path& path, const std::vector<std::string>& rows) {
    renew_header(path, OpenFile(path).read_all());
    OpenFile file(path);
    const std::string text = file.read_all();
    const std::size_t end = whole_lines(text);
    std::unordered_set<std::string_view> known;
    for (std::string_view rest(text.data(), end); !rest.empty();)
        known.insert(take_line(rest));
    std::string added(end == 0 ? present_header() : "");
    for (const std::string& row : rows)
        if (!known.contains(row))
            added += row;
    file.end_with(end, added);
    sync_file(path);
}

} // namespace

MetricsLog::MetricsLog(std::filesystem::path path, std::int64_t step) : path_(std::move(path)) {
    trim(step);
}

void MetricsLog::append(const StepStats& stats) {
    if (pending_.empty() || !std::holds_alternative<std::string>(pending_.back()))
        pending_.emplace_back(std::string());
    std::get<std::string>(pending_.back()) += to_row(stats);
}

void MetricsLog::rewind(std::int64_t step) {
    pending_.emplace_back(step);
}

void MetricsLog::flush() {
    while (!pending_.empty()) {
        if (const auto* rows = std::get_if<std::string>(&pending_.front()))
            write_rows(*rows);
        else
            trim(std::get<std::int64_t>(pending_.front()));
        pending_.pop_front();
    }
}

std::size_t MetricsLog::pending_bytes() const {
    std::size_t bytes = 0;
    for (const auto& part : pending_) {
        const auto* rows = std::get_if<std::string>(&part);
        bytes += rows ? rows->size() : sizeof(std::int64_t);
    }
    return bytes;
}

/// Behind the end there may be what a flush that failed wrote of these very rows.
void MetricsLog::write_rows(const std::string& rows) {
    const auto is_as_left = [this](const OpenFile& file) {
        return file.size() >= end_ && file.read(end_ - last_line_.size(), last_line_.size()) == last_line_;
    };
    if (!is_as_left(OpenFile(path_)))
        trim(std::numeric_limits<std::int64_t>::max()); // mends it
    OpenFile file(path_);
    if (!is_as_left(file))
        throw Error(ErrorKind::Disk, path_, "can't be written: another program changes it");
    file.end_with(end_, rows);
    remember_end(rows, end_ + rows.size());
}

/// Leaves the whole rows up to `step` in the file and moves the later ones away.
void MetricsLog::trim(std::int64_t step) {
    OpenFile file(path_);
    const std::string text = file.read_all();
    const Rows rows = naming(path_, [&] { return split_rows(text, step); });
    if (!rows.superseded.empty())
        set_aside(path_.parent_path() / "metrics-superseded.csv", rows.superseded);
    if (text.empty()) {
        file.end_with(0, present_header());
    } else if (rows.kept != text) {
        AtomicFile replacement(path_);
        replacement.write(rows.kept);
        replacement.commit();
    }
    remember_end(rows.kept, rows.kept.size());
}

/// @param text  that the file ends with
void MetricsLog::remember_end(std::string_view text, std::uint64_t size) {
    text.remove_suffix(1);
    last_line_ = std::string(text.substr(whole_lines(text))) + "\n";
    end_ = size;
}

std::vector<StepStats> parse_metrics(std::string_view text) {
    std::vector<StepStats> rows;
    for_each_row(text, [&](std::string_view, const StepStats& stats) { rows.push_back(stats); });
    return rows;
}

std::vector<StepStats> read_metrics(const std::filesystem::path& path) {
    return naming(path, [&] {
        const std::vector<std::uint8_t> bytes = read_file(path);
        return parse_metrics({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    });
}

} // namespace wasserfarbe
