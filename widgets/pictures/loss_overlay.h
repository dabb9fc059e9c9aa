#pragma once

#include <vector>

#include <QWidget>

#include "model/types/metric_table.h"

class QComboBox;
class QCustomPlot;
class QLabel;
class QSlider;

namespace wasserfarbe {

/// One run's losses in a plot of several runs.
struct OverlayRun {
    QString name;
    std::vector<StepStats> steps; ///< some thousand at most: see `thinned` in app/pages/runs
};

/// The curves of several runs in one plot, one metric at a time. Passive: GUI thread only.
class LossOverlay : public QWidget {
    Q_OBJECT
public:
    explicit LossOverlay(QWidget* parent = nullptr);

    void setRuns(std::vector<OverlayRun> runs);
    /// What stands there while there is no curve.
    void setPlaceholder(const QString& text);
    int curveCount() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void recolour();
    void replotAll();
    void nameAxes();
    const Metric& metric() const;
    bool isOverTime() const;

    std::vector<OverlayRun> runs_;
    QLabel* metricLabel_;
    QComboBox* metric_; ///< the data: the place in metric_table()
    QLabel* overLabel_;
    QComboBox* over_;
    QLabel* smoothingLabel_;
    QSlider* smoothing_;
    QLabel* empty_;
    QCustomPlot* plot_;
};

/// An exponential average without the slow start; gaps (NaN) stay out of it. @param weight  of the past, 0 to
/// below 1
std::vector<double> smoothed(const std::vector<double>& values, double weight);

} // namespace wasserfarbe
