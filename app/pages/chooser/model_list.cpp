#include "app/pages/chooser/model_list.h"

#include <algorithm>
#include <utility>

#include "model/run/run_list.h"

namespace wasserfarbe {

std::vector<RunModels> listRunModels(const std::filesystem::path& folder) {
    std::vector<RunModels> found;
    for (const RunSummary& run : list_runs(folder)) {
        std::vector<RunDirectory::Checkpoint> checkpoints = RunDirectory(run.path).checkpoints();
        if (checkpoints.empty())
            continue;
        std::reverse(checkpoints.begin(), checkpoints.end());
        found.push_back({run.path, std::move(checkpoints)});
    }
    return found;
}

} // namespace wasserfarbe
