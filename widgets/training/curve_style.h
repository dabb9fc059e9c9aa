#pragma once

#include <QColor>
#include <QString>
#include <Qt>

#include "widgets/training/loss_history.h"

class QPalette;

namespace wasserfarbe {

/// The curve's colour on a palette: Okabe and Ito's, told apart by everybody.
QColor curveColor(Curve curve, const QPalette& palette);
/// Dashed where two curves have one colour: the held-out score has the colour of the score of the other
/// pictures.
Qt::PenStyle curveStyle(Curve curve);
/// Translated, short: for the legend and the curve's end.
QString curveName(Curve curve);
/// Translated: what the curve means, in a sentence.
QString curveHelp(Curve curve);

} // namespace wasserfarbe
