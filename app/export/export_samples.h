#pragma once

#include <functional>
#include <vector>

#include <QImage>

#include "app/export/export_plan.h"

namespace wasserfarbe {

/// What the dialog shows before an export.
struct ExportSample {
    ExportShape shape; ///< of the whole source
    /// The first images; of a path, a square grid from A to B with at most kSampleSteps steps; of previews,
    /// the one that the person looks at.
    std::vector<QImage> images;
};

inline constexpr int kSampleSteps = 10;
inline constexpr int kSampleImages = (kSampleSteps + 1) * (kSampleSteps + 1);

/// Blocks; any thread but the GUI's. @param goOn  asked between batches; false ends it early
/// @throws Error
ExportSample readExportSample(const ExportSource& source, const std::function<bool()>& goOn);

} // namespace wasserfarbe
