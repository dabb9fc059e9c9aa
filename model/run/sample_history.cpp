#include "model/run/sample_history.h"

#include <algorithm>
#include <system_error>
#include <tuple>

#include "model/run/epoch_name.h"

namespace wasserfarbe {

std::vector<SavedPreview> saved_previews(const RunDirectory& run) {
    namespace fs = std::filesystem;
    std::vector<SavedPreview> list;
    std::error_code error;
    for (fs::directory_iterator entry(run.previews_path(), error), end; !error && entry != end;
         entry.increment(error))
        if (const auto name = parse_epoch_name(entry->path(), ".png"))
            list.push_back({entry->path(), name->epoch, name->step});
    // The preview that ends an epoch comes before those asked for after it.
    std::sort(list.begin(), list.end(), [](const SavedPreview& a, const SavedPreview& b) {
        return std::tie(a.epoch, a.step) < std::tie(b.epoch, b.step);
    });
    return list;
}

} // namespace wasserfarbe
