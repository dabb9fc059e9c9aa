#include "model/run/metrics_log.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

#include "model/checkpoint/file_io.h"
#include "model/types/error.h"

namespace wasserfarbe {
namespace {

constexpr std::string_view kHeader =
    "step,epoch,seconds,critic_loss,generator_loss,penalty,critic_real,critic_fake,wasserstein,gradient_norm,"
    "generator_learning_rate,critic_learning_rate,critic_held_out\n";
constexpr std::size_t kColumns = 13;

/// Before pictures were held out.
constexpr std::string_view kFormerHeader =
    "step,epoch,seconds,critic_loss,generator_loss,penalty,critic_real,critic_fake,wasserstein,gradient_norm,"
    "generator_learning_rate,critic_learning_rate\n";
constexpr std::size_t kFormerColumns = 12;

std::string number(double value) {
    if (std::isnan(value))
        return "";
    std::array<char, 32> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), result.ptr};
}

std::string to_row(const StepStats& stats) {
    std::string row = std::to_string(stats.step) + "," + std::to_string(stats.epoch);
    for (const double value :
         {stats.seconds, stats.critic_loss, stats.generator_loss, stats.penalty, stats.critic_real,
          stats.critic_fake, stats.wasserstein(), stats.gradient_norm, stats.generator_learning_rate,
          stats.critic_learning_rate, stats.critic_held_out})
        row.append(",").append(number(value));
    return row + "\n";
}

template <typename Number>
bool parse_cell(std::string_view cell, Number& value) {
    const auto result = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    return result.ec == std::errc{} && result.ptr == cell.data() + cell.size();
}

/// @param columns  as many as the file has; those that it lacks are without a value
bool parse_row(std::string_view line, std::size_t columns, StepStats& stats) {
    std::array<std::string_view, kColumns> cells;
    for (std::size_t i = 0; i < columns; ++i) {
        const std::size_t comma = line.find(',');
        if ((comma == std::string_view::npos) != (i + 1 == columns))
            return false;
        cells[i] = line.substr(0, comma);
        line.remove_prefix(comma == std::string_view::npos ? line.size() : comma + 1);
    }
    if (!parse_cell(cells[0], stats.step) || !parse_cell(cells[1], stats.epoch))
        return false;
    double wasserstein = 0; // follows from two others
    const std::array<double*, kColumns - 2> reals = {&stats.seconds,
                                                     &stats.critic_loss,
                                                     &stats.generator_loss,
                                                     &stats.penalty,
                                                     &stats.critic_real,
                                                     &stats.critic_fake,
                                                     &wasserstein,
                                                     &stats.gradient_norm,
                                                     &stats.generator_learning_rate,
                                                     &stats.critic_learning_rate,
                                                     &stats.critic_held_out};
    for (std::size_t i = 0; i < reals.size(); ++i) {
        *reals[i] = StepStats::kNone;
        if (!cells[i + 2].empty() && !parse_cell(cells[i + 2], *reals[i]))
            return false;
    }
    return true;
}

bool has_former_header(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string start(kFormerHeader.size(), '\0');
    return file.read(start.data(), static_cast<std::streamsize>(start.size())) && start == kFormerHeader;
}

/// Gives a file with the former header the present one. Its last line, where it was torn, is left out.
void renew_header(const std::filesystem::path& path) {
    const std::vector<std::uint8_t> bytes = read_file(path);
    std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    text.remove_prefix(kFormerHeader.size());
    std::string renewed(kHeader);
    for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
        renewed.append(text.substr(0, end)).append(",\n");
        text.remove_prefix(end + 1);
    }
    AtomicFile file(path);
    file.write(renewed);
    file.commit();
}

void append_to(const std::filesystem::path& path, std::string_view text) {
    std::error_code none;
    const bool fresh = !std::filesystem::exists(path, none);
    if (has_former_header(path))
        renew_header(path);
    std::ofstream file(path, std::ios::binary | std::ios::app);
    if (fresh)
        file << kHeader;
    file << text << std::flush;
    if (!file)
        throw Error(ErrorKind::Disk, path, "can't be written");
}

/// Leaves the whole rows up to `step` in the file and moves the later ones away.
void trim_metrics(const std::filesystem::path& path, std::int64_t step) {
    std::string kept(kHeader);
    std::string superseded;
    for (const StepStats& stats : read_metrics(path))
        (stats.step <= step ? kept : superseded) += to_row(stats);
    if (!superseded.empty())
        append_to(path.parent_path() / "metrics-superseded.csv", superseded);
    AtomicFile file(path);
    file.write(kept);
    file.commit();
}

} // namespace

MetricsLog::MetricsLog(std::filesystem::path path, std::int64_t step)
    : path_(std::move(path)), flushed_(std::chrono::steady_clock::now()) {
    std::error_code none;
    const bool exists = std::filesystem::file_size(path_, none) > 0 && !none;
    if (exists)
        trim_metrics(path_, step);
    file_.open(path_, std::ios::binary | std::ios::app);
    if (!exists)
        file_ << kHeader;
    flush();
}

void MetricsLog::append(const StepStats& stats) {
    file_ << to_row(stats);
    if (std::chrono::steady_clock::now() - flushed_ >= std::chrono::seconds(1))
        flush();
}

void MetricsLog::flush() {
    flushed_ = std::chrono::steady_clock::now();
    file_.flush();
    if (!file_)
        throw Error(ErrorKind::Disk, path_, "can't be written; is the disk full?");
}

std::vector<StepStats> parse_metrics(std::string_view text) {
    if (kHeader.starts_with(text) && text != kHeader)
        return {}; // torn while the header was written
    const bool former = text.starts_with(kFormerHeader);
    if (!former && !text.starts_with(kHeader))
        throw Error(ErrorKind::Model, "line 1: not the header of a metrics file");
    text.remove_prefix(former ? kFormerHeader.size() : kHeader.size());
    const std::size_t columns = former ? kFormerColumns : kColumns;
    std::vector<StepStats> rows;
    for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
        if (!parse_row(text.substr(0, end), columns, rows.emplace_back()))
            throw Error(ErrorKind::Model,
                        "line " + std::to_string(rows.size() + 1) + ": not a row of a metrics file");
        text.remove_prefix(end + 1);
    }
    return rows;
}

std::vector<StepStats> read_metrics(const std::filesystem::path& path) {
    return naming(path, [&] {
        const std::vector<std::uint8_t> bytes = read_file(path);
        return parse_metrics({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    });
}

} // namespace wasserfarbe
