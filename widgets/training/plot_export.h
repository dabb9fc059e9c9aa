#pragma once

#include <QString>

#include "widgets/training/plot_canvas.h"

namespace wasserfarbe {

/// Writes a plot without cursor and crosshair, black on white: the drawing keeps those colours.
/// @param format  not Csv
/// @returns why not; empty: done
QString exportPlot(PlotCanvas::Drawing& drawing, const QString& title, const QString& path,
                   PlotFormat format);

} // namespace wasserfarbe
