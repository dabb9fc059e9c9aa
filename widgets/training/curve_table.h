#pragma once

#include <cstdint>
#include <stop_token>
#include <vector>

#include <QString>

#include "widgets/training/loss_history.h"

namespace wasserfarbe {

/// Curves as they go into a CSV file: a copy that another thread may write. A gap is an empty cell.
struct CurveTable {
    std::vector<std::int64_t> steps;
    std::vector<EpochEnd> epochs;
    std::vector<const Metric*> curves;
    std::vector<std::vector<float>> values; ///< one row of values a curve

    /// Whole or not at all. Any thread; blocks on the disk. @returns why not; empty: done, or stopped
    QString write(const QString& path, const std::stop_token& stop) const;
};

/// @param curves  the columns besides step and epoch
CurveTable curveTable(const LossHistory& history, std::vector<const Metric*> curves);

} // namespace wasserfarbe
