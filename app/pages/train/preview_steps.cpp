#include "app/pages/train/preview_steps.h"

#include <algorithm>

namespace wasserfarbe {

std::int64_t stepOfPreview(const SavedPreview& preview, std::span<const StepStats> history) {
    if (preview.step)
        return *preview.step;
    const auto after = std::ranges::upper_bound(history, preview.epoch, {}, &StepStats::epoch);
    return after == history.begin() ? 0 : (after - 1)->step;
}

int previewNearest(std::span<const SavedPreview> previews, std::span<const StepStats> history,
                   std::int64_t step) {
    if (previews.empty())
        return -1;
    // Previews are in the order of their steps.
    const auto after = std::ranges::lower_bound(
        previews, step, {}, [&](const SavedPreview& preview) { return stepOfPreview(preview, history); });
    if (after == previews.begin())
        return 0;
    const int index = static_cast<int>(after - previews.begin());
    if (after == previews.end())
        return index - 1;
    const std::int64_t gapAfter = stepOfPreview(*after, history) - step;
    const std::int64_t gapBefore = step - stepOfPreview(*(after - 1), history);
    return gapAfter < gapBefore ? index : index - 1;
}

std::vector<TimelineMark> marksOf(std::span<const SavedPreview> previews) {
    std::vector<TimelineMark> marks;
    marks.reserve(previews.size());
    for (const SavedPreview& preview : previews)
        marks.push_back({preview.epoch, preview.step});
    return marks;
}

} // namespace wasserfarbe
