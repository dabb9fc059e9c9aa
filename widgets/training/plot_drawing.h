#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QImage>
#include <QPalette>
#include <QRect>

#include "widgets/training/loss_history.h"
#include "widgets/training/plot_geometry.h"

class QPaintDevice;
class QWidget;

namespace wasserfarbe {

/// The part of the canvas that knows QCustomPlot: data and view in, pixels out.
class PlotDrawing {
public:
    explicit PlotDrawing(QWidget* parent);
    ~PlotDrawing();

    QWidget* widget() const;
    void retranslate();
    void recolor(const QPalette& palette);
    void setFocusShown(bool focused);
    /// The view or data changed: draws soon.
    void invalidate();
    void drawNow();
    /// Draws the cursor and the crosshair alone.
    void moveLines();
    /// In vectors, for a file. Units of the device.
    void paintOn(QPaintDevice& device, QSize size);
    QImage image(QSize size, double scaleFactor);

    /// Wanted, and there is something of it.
    bool isDrawn(const Metric& curve) const;
    QRect lossArea() const;                   ///< of the widget
    bool isOverValues(QPoint position) const; ///< the numbers at the left
    double stepAt(double x) const;
    double xOf(std::int64_t step) const;
    double valueAt(double y) const; ///< axis position

    LossHistory history;
    PlotView view;
    PlotScale scale = PlotScale::Linear;
    /// That a person wants, as metric_table(); at first the losses.
    std::vector<bool> shown;
    std::optional<std::int64_t> cursor;  ///< the accent line
    std::optional<std::int64_t> pointed; ///< the crosshair
    std::optional<std::int64_t> saved;   ///< the run is saved up to this step

private:
    class Plot;
    void buildAxes();
    void buildCurves();
    void arrangeAreas();
    void prepare();
    void prepareEpochs();
    Extent fittedValues(bool gradient) const;
    void place();
    void placeCurve(const Metric& curve);
    void placeEndLabels();
    void placeLines();
    void placeSavedLabel();

    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace wasserfarbe
