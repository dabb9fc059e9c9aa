#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include <QWidget>

#include "widgets/training/plot_drawing.h"

class QLabel;

namespace wasserfarbe {

enum class PlotFormat { Png, Pdf, Svg, Csv };

/// The drawing of the losses: the losses and scores over the gradient norm, a cursor, a crosshair with the
/// values. Mouse: wheel zooms (with Shift or over the numbers: the values), drag moves, click sets the
/// cursor, double-click shows everything. Keys: arrows move the cursor by a step, Page by an epoch, Home and
/// End; plus and minus zoom, 0 shows everything. Passive; GUI thread only. Replots are queued.
class PlotCanvas : public QWidget {
    Q_OBJECT
public:
    explicit PlotCanvas(QWidget* parent = nullptr);

    const LossHistory& history() const { return drawing_.history; }
    void setHistory(std::span<const StepStats> steps);
    void appendSteps(std::span<const StepStats> steps);

    void setCurveShown(const Metric& curve, bool shown);
    bool isCurveShown(const Metric& curve) const { return drawing_.shown[metric_index(curve)]; }
    void setScale(PlotScale scale);
    /// @param weight  0 (none) to below 1
    void setSmoothing(double weight);

    const PlotView& view() const { return drawing_.view; }
    void setFollowing(bool following);
    void resetView();

    std::optional<std::int64_t> cursorStep() const { return drawing_.cursor; }
    /// Moves the accent line; emits nothing. Nothing: no cursor.
    void setCursorStep(std::optional<std::int64_t> step);
    /// A quiet line at the step that the run is saved up to; it stays whatever the history is. Nothing: no
    /// line.
    void setSavedStep(std::optional<std::int64_t> step);
    std::optional<std::int64_t> savedStep() const { return drawing_.saved; }
    /// The values at a step, as the crosshair shows them; empty: hides them.
    void showValuesAt(std::optional<std::int64_t> step);

    /// Without cursor and crosshair, black on white, as large as it is now. Not Csv.
    /// @returns why not; empty: done
    QString save(const QString& path, PlotFormat format);
    /// Draws at once. For measurements.
    void replotNow() { drawing_.drawNow(); }
    /// Where a step is drawn, in this widget's coordinates.
    QPoint pointOf(std::int64_t step) const;

Q_SIGNALS:
    /// By click, drag or key.
    void cursorMoved(qint64 step);
    /// Followed, zoomed or moved.
    void viewChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void recolor() { drawing_.recolor(palette()); }
    QString valuesText(std::int64_t step) const;
    void describe();
    bool takeKey(int key);
    void moveCursor(std::int64_t step);
    void moveCursorByEpoch(int direction);
    void press(QMouseEvent* event);
    void drag(QMouseEvent* event);
    void release(QMouseEvent* event);
    void wheel(QWheelEvent* event);
    std::int64_t nearestStep(double x) const;

    PlotDrawing drawing_;
    QLabel* values_;
    QPoint pressed_;
    QPoint dragged_;
    enum class Drag { None, Pressed, Panning, Cursor } drag_ = Drag::None;
    std::optional<std::int64_t> cursorBeforeClick_;
};

} // namespace wasserfarbe
