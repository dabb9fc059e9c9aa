#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include <QWidget>

#include "model/types/step_stats.h"
#include "widgets/training/loss_history.h"
#include "widgets/training/plot_canvas.h"

class QComboBox;
class QLabel;
class QSlider;
class QToolButton;

namespace wasserfarbe {

/// The losses of a run, live: the drawing, a legend that switches curves on and off, smoothing, scale,
/// follow, reset and export. Passive; GUI thread only. A million steps replot within 40 ms.
class LossPlot : public QWidget {
    Q_OBJECT
public:
    explicit LossPlot(QWidget* parent = nullptr);

    /// Another run: shows everything of it and follows.
    void setHistory(std::span<const StepStats> steps);
    void appendSteps(std::span<const StepStats> steps);
    void clear() { setHistory({}); }
    const LossHistory& history() const { return canvas_->history(); }

    /// Whether the person wants to see it; the held-out score shows once the run has one.
    void setCurveShown(const Metric& curve, bool shown);
    bool isCurveShown(const Metric& curve) const { return canvas_->isCurveShown(curve); }
    /// @param percent  0 (none) to 99
    void setSmoothing(int percent);
    int smoothing() const;
    void setScale(PlotScale scale);
    PlotScale scale() const;

    /// The accent line; emits nothing.
    void setCursorStep(std::optional<std::int64_t> step) { canvas_->setCursorStep(step); }
    std::optional<std::int64_t> cursorStep() const { return canvas_->cursorStep(); }

    /// Steps after this one would be taken again. See PlotCanvas.
    void setSavedStep(std::optional<std::int64_t> step) { canvas_->setSavedStep(step); }
    std::optional<std::int64_t> savedStep() const { return canvas_->savedStep(); }

    /// Writes what is shown (Csv: the shown curves, every step); `exportFinished` follows: at once for
    /// pictures, Csv is written on another thread.
    void exportTo(const QString& path, PlotFormat format);
    PlotCanvas* canvas() const { return canvas_; }

Q_SIGNALS:
    /// By click, drag or key.
    void cursorMoved(qint64 step);
    /// A format was chosen: the owner asks where to.
    void exportRequested(wasserfarbe::PlotFormat format);
    /// @param failure  why not; empty: done
    void exportFinished(const QString& path, const QString& failure);
    /// Curves, smoothing or scale were changed by the person.
    void choicesChanged();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeLegend();
    void fitLegend();
    QToolButton* legendOf(const Metric& curve) const { return legend_[metric_index(curve)]; }
    void offerCurves();
    QWidget* makeControls();
    QString smoothingTip() const;
    void showView();
    void retranslate();
    void recolor();

    PlotCanvas* canvas_;
    QWidget* legendRow_;
    std::vector<QToolButton*> legend_; ///< as metric_table(); none of what has no curve
    QLabel* smoothingLabel_;
    QSlider* smoothing_;
    QComboBox* scale_;
    QToolButton* follow_;
    QToolButton* reset_;
    QToolButton* export_;
    std::jthread writer_; ///< of a Csv; the last member: it is joined first
};

} // namespace wasserfarbe
