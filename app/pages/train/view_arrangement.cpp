#include "app/pages/train/view_arrangement.h"

#include <algorithm>
#include <cmath>

#include "widgets/look/metrics.h"

namespace wasserfarbe {
namespace {

constexpr int kControls = 17 * kUnit;         // height of the timeline, the caption and the buttons
constexpr int kNarrowestPlot = 44 * kUnit;    // its controls
constexpr int kLowestPlot = 34 * kUnit;       // with its legend and controls
constexpr int kNarrowestPreview = 35 * kUnit; // the timeline's buttons
constexpr int kLowestPreview = 8 * kUnit;
constexpr double kLargestShare = 0.55; // of the area, for the previews

/// As ImageView shows it: a whole multiple, or shrunk.
double shownScale(QSize room, QSize preview) {
    const double scale = std::min(static_cast<double>(room.width()) / preview.width(),
                                  static_cast<double>(room.height()) / preview.height());
    return scale >= 1 ? std::floor(scale) : std::max(0.0, scale);
}

int share(int length, int plot) {
    return std::min(length - plot, static_cast<int>(length * kLargestShare));
}

} // namespace

PreviewPlace previewPlace(QSize area, QSize preview, int sheets) {
    if (preview.isEmpty())
        return {Qt::Vertical, area.height() / 2};
    const int height = std::max(kLowestPreview, share(area.height(), kLowestPlot) - kControls);
    const double below = shownScale({area.width() / sheets, height}, preview);
    const PreviewPlace vertical{Qt::Vertical,
                                std::max(kLowestPreview, static_cast<int>(below * preview.height())) +
                                    kControls + kUnit};
    if (area.width() < kNarrowestPlot + kNarrowestPreview)
        return vertical;
    const int gaps = (sheets + 1) * kUnit;
    const int width = std::max(kNarrowestPreview, share(area.width(), kNarrowestPlot));
    const double beside = shownScale({(width - gaps) / sheets, area.height() - kControls}, preview);
    const bool wide = area.width() > 1.2 * area.height();
    if (beside < below || (beside == below && !wide))
        return vertical;
    return {Qt::Horizontal,
            std::max(kNarrowestPreview, static_cast<int>(beside * preview.width()) * sheets + gaps)};
}

} // namespace wasserfarbe
