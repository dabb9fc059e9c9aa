#include "app/cli/checkpoint_report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "app/cli/arguments.h"
#include "model/run/checkpoint_list.h"
#include "model/types/bytes_text.h"

namespace wasserfarbe::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string marks_text(const Json& checkpoint) {
    std::string text;
    for (const char* mark : {"newest", "best", "pinned"})
        if (checkpoint[mark].get<bool>())
            text.append(text.empty() ? "" : ", ").append(mark);
    return text;
}

/// The step where it is known: a run's first checkpoint alone is of step 0.
std::string step_text(const Json& checkpoint) {
    const auto step = checkpoint["step"].get<std::int64_t>();
    return step == 0 && checkpoint["epoch"].get<int>() > 0 ? "?" : std::to_string(step);
}

using Row = std::array<std::string, 6>;

std::string aligned(const std::vector<Row>& rows) {
    std::array<std::size_t, 6> widths{};
    for (const Row& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths.at(i) = std::max(widths.at(i), row.at(i).size());
    std::string text;
    for (const Row& row : rows) {
        text += padded(row[0], widths[0]);
        for (std::size_t i = 1; i + 1 < row.size(); ++i)
            text += "  " + right_aligned(row.at(i), widths.at(i));
        text += (row.back().empty() ? "" : "  " + row.back()) + "\n";
    }
    return text;
}

} // namespace

Json describe_checkpoints(const RunDirectory& run) {
    const std::vector<SavedCheckpoint> list = saved_checkpoints(run);
    const std::optional<std::size_t> best = best_checkpoint(list);
    Json checkpoints = Json::array();
    for (std::size_t i = 0; i < list.size(); ++i)
        checkpoints.push_back(
            {{"file", list[i].path.filename().string()},
             {"epoch", list[i].epoch},
             {"step", list[i].step},
             {"bytes", list[i].bytes},
             {"quality", std::isfinite(list[i].quality) ? Json(list[i].quality) : Json(nullptr)},
             {"newest", i + 1 == list.size()},
             {"best", best == i},
             {"pinned", list[i].pinned}});
    return checkpoints;
}

std::string checkpoint_table(const Json& checkpoints) {
    if (checkpoints.empty())
        return "no checkpoint\n";
    std::vector<Row> rows = {{"checkpoint", "epoch", "step", "size", "quality", ""}};
    std::uint64_t total = 0;
    for (const Json& checkpoint : checkpoints) {
        const auto bytes = checkpoint["bytes"].get<std::uint64_t>();
        const Json& quality = checkpoint["quality"];
        total += bytes;
        rows.push_back({checkpoint["file"].get<std::string>(), std::to_string(checkpoint["epoch"].get<int>()),
                        step_text(checkpoint), bytes_text(bytes),
                        quality.is_null() ? "-" : formatted("%.2f", quality.get<double>()),
                        marks_text(checkpoint)});
    }
    return aligned(rows) + std::to_string(checkpoints.size()) +
           (checkpoints.size() == 1 ? " checkpoint, " : " checkpoints, ") + bytes_text(total) + "\n";
}

} // namespace wasserfarbe::cli
