#pragma once

#include <QColor>
#include <QString>
#include <Qt>

#include "model/types/metric_table.h"

class QPalette;

namespace wasserfarbe {

/// The curve's colour on a palette.
QColor curveColor(const Metric& curve, const QPalette& palette);
/// Solid; dashed and dotted for the second and third of one colour: the held-out score has that of the score
/// of the other pictures.
Qt::PenStyle curveStyle(const Metric& curve);
/// Translated, short: for the legend and the curve's end.
QString curveName(const Metric& curve);
/// Translated: what the curve means, in a sentence.
QString curveHelp(const Metric& curve);

} // namespace wasserfarbe
