// Feeds arbitrary text to the readers of run.json and metrics.csv: nothing but an Error may come out, and a
// record that is taken must survive being written again. Built by Clang alone, and only when asked for:
//
//   cmake --preset fuzz
//   cmake --build --preset fuzz --target run_files_fuzz
//   cp -r tests/fuzz/corpus build/fuzz
//   build/fuzz/bin/run_files_fuzz -max_total_time=60 build/fuzz/corpus/run_files_fuzz
//
// The first byte of an input chooses: 'm' for metrics.csv, anything else for run.json. An input that fails is
// kept as crash-*; give it as the only argument to see it again.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "model/run/metrics_log.h"
#include "model/run/run_directory.h"
#include "model/types/error.h"
#include "model/types/field_table.h"

using namespace wasserfarbe;

namespace {

void require(bool condition) {
    if (!condition)
        std::abort();
}

void read_record(std::string_view text) {
    const RunRecord record = parse_run_record(text);
    for (const Field& field : field_table()) {
        TrainingConfig config;
        field.set(config, field.get(record.config)); // throws where it is out of range
    }
    const std::string written = format_run_record(record);
    require(format_run_record(parse_run_record(written)) == written);
}

void read_metrics_text(std::string_view text) {
    const auto lines = std::count(text.begin(), text.end(), '\n');
    const std::size_t rows = parse_metrics(text).size();
    require(rows == static_cast<std::size_t>(std::max<std::ptrdiff_t>(lines - 1, 0)));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (text.empty())
        return 0;
    try {
        text.front() == 'm' ? read_metrics_text(text.substr(1)) : read_record(text.substr(1));
    } catch (const Error& error) {
        require(error.kind() == ErrorKind::Model && !error.detail().empty());
    }
    return 0;
}
