#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "model/types/step_stats.h"

namespace wasserfarbe {

/// What a metric's numbers are: those of one unit share an axis.
enum class MetricUnit { Second, Loss, Score, Slope, LearningRate };

/// When a step gets its value. What comes with the updates is in a checkpoint that is taken while the step's
/// generator update is still due.
enum class MetricOrigin {
    Update, ///< of the critic or the generator
    Clock,  ///< differs whenever the step is taken again
    Epoch,  ///< after an epoch's last step alone, over many pictures: never smoothed
    Derived ///< follows from others
};

/// Okabe and Ito's colours, told apart by everybody, and that of the text.
enum class MetricColor { Blue, Vermilion, Green, Sky, Orange, Purple, Text };

/// One column of metrics.csv, declared once: files, plots and comparisons are made from this.
struct Metric {
    std::string_view key; ///< the column's name, and its name in a checkpoint
    MetricUnit unit;
    MetricOrigin origin;
    double StepStats::*member = nullptr; ///< none for what is derived
    double (StepStats::*derived)() const = nullptr;
    bool later = false;                    ///< files of the first version lack it
    bool inspected = false;                ///< told of a run's last step by `wasserfarbe-cli inspect`
    MetricColor color = MetricColor::Text; ///< of its curve
    const char* label = nullptr;           ///< of its curve, short; none: it has no curve
    const char* help = nullptr;            ///< what it means, in a sentence
    const char* comparison = nullptr;      ///< its name where runs are compared; none: it is not compared
    const char* term = nullptr;            ///< its name in the studio's help; none: `comparison` or `label`
    const char* meaning = nullptr;         ///< what it means, at length, for that; none: `help`

    double of(const StepStats& stats) const { return member ? stats.*member : (stats.*derived)(); }
    /// Whether a checkpoint keeps it of an unfinished step.
    bool is_kept() const { return origin == MetricOrigin::Update; }
    /// Whether a step that is taken again must have it to the bit.
    bool is_repeatable() const { return origin == MetricOrigin::Update || origin == MetricOrigin::Epoch; }
};

/// In the order of the columns, which follow `step` and `epoch`: a new one is appended.
std::span<const Metric> metric_table();
/// The place in metric_table().
std::size_t metric_index(const Metric& metric);
/// Those that have a curve, by colour: the order of a plot's legend.
std::span<const Metric* const> curve_metrics();

} // namespace wasserfarbe
