#include "app/studio/run_reading.h"

#include <filesystem>
#include <system_error>

#include "app/sessions/caught_error.h"
#include "model/run/metrics_log.h"

namespace wasserfarbe {

RunReading readRun(const RunDirectory& run) {
    RunReading read;
    read.record = run.read_record();
    read.previews = saved_previews(run);
    std::error_code none;
    if (!std::filesystem::exists(run.metrics_path(), none))
        return read; // it has not made a step
    try {
        read.history = read_metrics(run.metrics_path());
    } catch (...) {
        read.trouble = caughtError();
    }
    return read;
}

} // namespace wasserfarbe
