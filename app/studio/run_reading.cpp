#include "app/studio/run_reading.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

#include "model/run/metrics_log.h"

namespace wasserfarbe {

std::optional<SavedCheckpoint> newestWhole(std::span<const SavedCheckpoint> checkpoints) {
    const auto isWhole = [](const SavedCheckpoint& one) { return one.step > 0 || one.epoch == 0; };
    const auto found = std::find_if(checkpoints.rbegin(), checkpoints.rend(), isWhole);
    return found == checkpoints.rend() ? std::nullopt : std::optional(*found);
}

std::int64_t lastStep(const RunDirectory& run) {
    constexpr std::streamoff kEnd = 16'384; // bytes: more than a row
    std::ifstream file(run.metrics_path(), std::ios::binary);
    std::string header;
    if (!std::getline(file, header))
        return 0;
    const std::streamoff rows = file.tellg();
    file.seekg(0, std::ios::end);
    const std::streamoff begin = std::max(rows, static_cast<std::streamoff>(file.tellg()) - kEnd);
    file.seekg(begin);
    std::string torn;
    if (begin > rows)
        std::getline(file, torn); // its beginning is not here
    const std::string end((std::istreambuf_iterator<char>(file)), {});
    try {
        const std::vector<StepStats> steps = parse_metrics(header + '\n' + end);
        return steps.empty() ? 0 : steps.back().step;
    } catch (const Error&) {
        return 0;
    }
}

} // namespace wasserfarbe
