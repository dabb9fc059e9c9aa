#include "widgets/training/plot_drawing.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QLocale>

#include <qcustomplot.h>

#include "widgets/look/figures.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"
#include "widgets/training/curve_style.h"

namespace wasserfarbe {
namespace {

constexpr double kRoom = 0.06; ///< of the values' range, above and below

// Values that come once an epoch are dotted, where there are few: one alone would not be seen.
constexpr double kDot = 5; // pixels
constexpr std::size_t kMostDots = 50;

bool isGradient(const Metric& curve) {
    return curve.unit == MetricUnit::Slope;
}

/// Numbers at the values' places on a linear or symmetric-log axis.
class ValueTicker : public QCPAxisTicker {
public:
    PlotScale scale = PlotScale::Linear;
    int count = 6;

protected:
    QVector<double> createTickVector(double, const QCPRange& range) override {
        QVector<double> ticks;
        for (const double value :
             axisTicks(fromAxis(range.lower, scale), fromAxis(range.upper, scale), count, scale))
            ticks.push_back(toAxis(value, scale));
        return ticks;
    }
    QVector<double> createSubTickVector(int, const QVector<double>&) override { return {}; }
    QString getTickLabel(double tick, const QLocale&, QChar, int) override {
        return axisNumber(fromAxis(tick, scale));
    }
};

/// Whole steps, grouped as the language has it.
class StepTicker : public QCPAxisTicker {
protected:
    QVector<double> createTickVector(double, const QCPRange& range) override {
        QVector<double> ticks;
        for (const double step : axisTicks(range.lower, range.upper, 6, PlotScale::Linear))
            if (step == std::floor(step))
                ticks.push_back(step);
        return ticks;
    }
    QVector<double> createSubTickVector(int, const QVector<double>&) override { return {}; }
    QString getTickLabel(double tick, const QLocale&, QChar, int) override {
        return countText(static_cast<std::int64_t>(tick));
    }
};

} // namespace

/// QCustomPlot that asks before it lays out and tells when it has: also when it draws into a file.
class PlotDrawing::Plot : public QCustomPlot {
public:
    Plot(PlotDrawing& drawing, QWidget* parent) : QCustomPlot(parent), drawing_(drawing) {}
    bool ready = false;

protected:
    void updateLayout() override {
        if (ready)
            drawing_.prepare();
        QCustomPlot::updateLayout();
        if (ready)
            drawing_.place();
    }

private:
    PlotDrawing& drawing_;
};

struct PlotDrawing::Parts {
    Plot* plot = nullptr;
    QCPAxisRect* losses = nullptr;
    QCPAxisRect* gradient = nullptr;
    QSharedPointer<ValueTicker> lossTicker{new ValueTicker};
    QSharedPointer<ValueTicker> gradientTicker{new ValueTicker};
    QSharedPointer<QCPAxisTickerText> epochTicker{new QCPAxisTickerText};
    struct Drawn {
        QCPGraph* raw = nullptr;
        QCPGraph* smooth = nullptr;
        QCPItemText* label = nullptr;
    };
    /// As metric_table(); of what has no curve nothing.
    std::vector<Drawn> curves = std::vector<Drawn>(metric_table().size());
    Drawn& of(const Metric& curve) { return curves[metric_index(curve)]; }
    QCPItemStraightLine* target = nullptr;
    std::array<QCPItemStraightLine*, 2> cursor{};
    std::array<QCPItemStraightLine*, 2> crosshair{};
    std::array<QCPItemStraightLine*, 2> saved{};
    QCPItemText* savedLabel = nullptr;
    QCPItemText* empty = nullptr;
    bool gradientShown = false;
    QPalette palette;
};

PlotDrawing::PlotDrawing(QWidget* parent) : parts_(std::make_unique<Parts>()) {
    for (const Metric& metric : metric_table())
        shown.push_back(metric.unit == MetricUnit::Loss);
    parts_->plot = new Plot(*this, parent);
    parts_->plot->setFocusPolicy(Qt::NoFocus);
    parts_->plot->setMouseTracking(true);
    parts_->plot->setMinimumSize(30 * kUnit, 16 * kUnit); // nothing can be painted on no pixels
    parts_->plot->setInteractions(QCP::Interactions());
    parts_->plot->setPlottingHints(QCP::phFastPolylines | QCP::phCacheLabels);
    parts_->plot->addLayer(QStringLiteral("lines"), nullptr, QCustomPlot::limAbove);
    parts_->plot->layer(QStringLiteral("lines"))->setMode(QCPLayer::lmBuffered);
    buildAxes();
    buildCurves();
    parts_->plot->ready = true;
}

PlotDrawing::~PlotDrawing() = default;

void PlotDrawing::buildAxes() {
    Parts& p = *parts_;
    p.losses = p.plot->axisRect();
    p.losses->setupFullAxesBox(false);
    p.gradient = new QCPAxisRect(p.plot, true);
    auto* group = new QCPMarginGroup(p.plot);
    const QSharedPointer<StepTicker> stepTicker(new StepTicker);
    for (QCPAxisRect* area : {p.losses, p.gradient}) {
        area->setAutoMargins(QCP::msLeft | QCP::msTop | QCP::msBottom);
        area->setMarginGroup(QCP::msLeft, group);
        area->setMinimumMargins(QMargins(0, kUnit / 2, 0, 0));
        area->axis(QCPAxis::atBottom)->setTicker(stepTicker);
        area->axis(QCPAxis::atBottom)->grid()->setVisible(false);
        QCPAxis* top = area->axis(QCPAxis::atTop);
        top->setVisible(true);
        top->setTicker(p.epochTicker);
        top->setTickLabels(area == p.losses);
        top->setTickLength(0, 0);
        top->setBasePen(Qt::NoPen);
        top->grid()->setVisible(true);
        area->axis(QCPAxis::atRight)->setVisible(false);
        for (QCPAxis* axis : area->axes()) {
            axis->setLayer(QStringLiteral("axes"));
            axis->grid()->setLayer(QStringLiteral("grid"));
            axis->grid()->setZeroLinePen(Qt::NoPen);
            axis->setTickLengthIn(0);
            axis->setSubTicks(false);
        }
    }
    p.losses->axis(QCPAxis::atLeft)->setTicker(p.lossTicker);
    p.gradient->axis(QCPAxis::atLeft)->setTicker(p.gradientTicker);
    p.gradientTicker->count = 3;
    p.gradient->setVisible(false);
}

void PlotDrawing::buildCurves() {
    Parts& p = *parts_;
    for (const Metric* curve : curve_metrics()) {
        QCPAxisRect* area = isGradient(*curve) ? p.gradient : p.losses;
        for (QCPGraph** graph : {&p.of(*curve).raw, &p.of(*curve).smooth}) {
            *graph = p.plot->addGraph(area->axis(QCPAxis::atBottom), area->axis(QCPAxis::atLeft));
            (*graph)->setAdaptiveSampling(false); // decimated already
        }
        auto* label = new QCPItemText(p.plot);
        label->setClipToAxisRect(false);
        label->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        label->position->setType(QCPItemPosition::ptAbsolute);
        p.of(*curve).label = label;
    }
    const auto line = [&](QCPAxisRect* area, const QString& layer) {
        auto* item = new QCPItemStraightLine(p.plot);
        item->setLayer(layer);
        item->setClipAxisRect(area);
        for (QCPItemPosition* point : {item->point1, item->point2}) {
            point->setType(QCPItemPosition::ptPlotCoords);
            point->setAxes(area->axis(QCPAxis::atBottom), area->axis(QCPAxis::atLeft));
        }
        return item;
    };
    const QString lines = QStringLiteral("lines");
    p.crosshair = {line(p.losses, lines), line(p.gradient, lines)};
    p.cursor = {line(p.losses, lines), line(p.gradient, lines)};
    const QString grid = QStringLiteral("grid"); // below the curves
    p.target = line(p.gradient, grid);
    p.saved = {line(p.losses, grid), line(p.gradient, grid)};
    p.savedLabel = new QCPItemText(p.plot);
    p.savedLabel->position->setType(QCPItemPosition::ptAbsolute);
    p.savedLabel->setPadding(QMargins(kUnit / 2, 0, kUnit / 2, 0));
    p.empty = new QCPItemText(p.plot);
    p.empty->position->setType(QCPItemPosition::ptAxisRectRatio);
    p.empty->position->setAxisRect(p.losses);
    p.empty->position->setCoords(0.5, 0.5);
}

QWidget* PlotDrawing::widget() const {
    return parts_->plot;
}

void PlotDrawing::retranslate() {
    Parts& p = *parts_;
    p.losses->axis(QCPAxis::atTop)->setLabel(QCoreApplication::translate("Curve", "epoch"));
    p.gradient->axis(QCPAxis::atLeft)->setLabel(QCoreApplication::translate("Curve", "gradient norm"));
    for (const Metric* curve : curve_metrics())
        p.of(*curve).label->setText(curveName(*curve));
    p.savedLabel->setText(QCoreApplication::translate("Curve", "saved"));
    p.empty->setText(QCoreApplication::translate("Curve", "The losses appear with the first step."));
    invalidate();
}

void PlotDrawing::recolor(const QPalette& palette) {
    Parts& p = *parts_;
    p.palette = palette;
    const QColor background = surfaceColor(palette);
    const QColor quiet = quietColor(palette);
    QColor faint = lineColor(palette);
    p.plot->setBackground(background);
    faint.setAlphaF(0.55F);
    for (QCPAxisRect* area : {p.losses, p.gradient})
        for (QCPAxis* axis : area->axes()) {
            axis->setBasePen(axis->axisType() == QCPAxis::atTop ? Qt::NoPen : QPen(lineColor(palette)));
            axis->setTickPen(QPen(lineColor(palette)));
            axis->setTickLabelColor(quiet);
            axis->setLabelColor(quiet);
            axis->setLabelFont(p.plot->font());
            axis->setTickLabelFont(p.plot->font());
            axis->grid()->setPen(QPen(faint, 1));
        }
    for (const Metric* curve : curve_metrics()) {
        const Parts::Drawn& drawn = p.of(*curve);
        const QColor color = curveColor(*curve, palette);
        QColor pale = color;
        pale.setAlpha(isDark(palette) ? 80 : 70);
        drawn.raw->setPen(QPen(history.smoothing() > 0 ? pale : color, 1, curveStyle(*curve)));
        drawn.smooth->setPen(QPen(color, 1.5, curveStyle(*curve)));
        drawn.label->setColor(readableOn(background, color));
        drawn.label->setFont(p.plot->font());
    }
    p.target->setPen(QPen(quiet, 1, Qt::DashLine));
    for (QCPItemText* text : {p.empty, p.savedLabel}) {
        text->setColor(quiet);
        text->setFont(p.plot->font());
    }
    p.savedLabel->setBrush(background); // curves end at the bottom, too
    for (QCPItemStraightLine* item : p.saved)
        item->setPen(QPen(quiet, 1));
    for (QCPItemStraightLine* item : p.cursor)
        item->setPen(QPen(accentColor(palette), 2));
    for (QCPItemStraightLine* item : p.crosshair)
        item->setPen(QPen(quiet, 1, Qt::DotLine));
    invalidate();
}

void PlotDrawing::setFocusShown(bool focused) {
    parts_->losses->axis(QCPAxis::atBottom)
        ->setBasePen(
            QPen(focused ? accentColor(parts_->palette) : lineColor(parts_->palette), focused ? 2 : 1));
    invalidate();
}

void PlotDrawing::invalidate() {
    parts_->plot->replot(QCustomPlot::rpQueuedReplot);
}

void PlotDrawing::drawNow() {
    parts_->plot->replot(QCustomPlot::rpImmediateRefresh);
}

/// The gradient norm has an area of its own below, where it is shown.
void PlotDrawing::arrangeAreas() {
    Parts& p = *parts_;
    const bool wanted = std::ranges::any_of(curve_metrics(), [this](const Metric* curve) {
        return isGradient(*curve) && shown[metric_index(*curve)];
    });
    if (wanted != p.gradientShown || !p.gradient->layout()) {
        p.gradientShown = wanted;
        if (wanted && !p.gradient->layout()) {
            p.plot->plotLayout()->addElement(1, 0, p.gradient);
            p.plot->plotLayout()->setRowSpacing(0);
            p.plot->plotLayout()->setRowStretchFactors({2.6, 1.0});
            p.gradient->setMinimumSize(0, 11 * kUnit);
        } else if (!wanted && p.gradient->layout()) {
            p.plot->plotLayout()->take(p.gradient);
            p.plot->plotLayout()->simplify();
        }
        p.gradient->setVisible(wanted);
        for (QCPAxis* axis : p.gradient->axes()) {
            axis->setVisible(wanted && axis->axisType() != QCPAxis::atRight);
            axis->grid()->setVisible(wanted && axis->axisType() != QCPAxis::atBottom);
        }
    }
    QCPAxis* lossSteps = p.losses->axis(QCPAxis::atBottom);
    QCPAxis* gradientSteps = p.gradient->axis(QCPAxis::atBottom);
    const QString step = QCoreApplication::translate("Curve", "step");
    lossSteps->setTickLabels(!wanted);
    lossSteps->setLabel(wanted ? QString() : step);
    gradientSteps->setLabel(step);
}

Extent PlotDrawing::fittedValues(bool gradient) const {
    Extent extent;
    const auto steps = history.steps();
    const auto first =
        std::lower_bound(steps.begin(), steps.end(), static_cast<std::int64_t>(std::ceil(view.from)));
    const auto last = std::upper_bound(first, steps.end(), static_cast<std::int64_t>(std::floor(view.to)));
    for (const Metric* curve : curve_metrics())
        if (isDrawn(*curve) && isGradient(*curve) == gradient)
            extent.add(history.raw(*curve).extent(static_cast<std::size_t>(first - steps.begin()),
                                                  static_cast<std::size_t>(last - steps.begin())));
    if (gradient) { // the target is always in view
        extent.add(0);
        extent.add(1.2);
    }
    if (extent.empty())
        extent = {-1, 1};
    Extent places{toAxis(extent.low, scale), toAxis(extent.high, scale)};
    const double room = std::max(kRoom * (places.high - places.low), 1e-6 + 1e-3 * std::abs(places.high));
    return {gradient ? places.low : places.low - room, places.high + room};
}

void PlotDrawing::prepareEpochs() {
    Parts& p = *parts_;
    p.epochTicker->clear();
    const double width = std::max(1, p.losses->width());
    for (const EpochEnd& mark : epochMarks(history.epochs(), view.from, view.to, width, 8 * kUnit))
        p.epochTicker->addTick(static_cast<double>(mark.lastStep), QLocale().toString(mark.epoch));
}

void PlotDrawing::prepare() {
    Parts& p = *parts_;
    arrangeAreas();
    p.lossTicker->scale = scale;
    p.gradientTicker->scale = scale;
    p.lossTicker->count = std::max(3, p.losses->height() / (6 * kUnit));
    if (view.fitsValues)
        view.values = fittedValues(false);
    for (QCPAxisRect* area : {p.losses, p.gradient})
        for (const QCPAxis::AxisType type : {QCPAxis::atBottom, QCPAxis::atTop})
            area->axis(type)->setRange(view.from, view.to);
    p.losses->axis(QCPAxis::atLeft)->setRange(view.values.low, view.values.high);
    const Extent gradient = fittedValues(true);
    p.gradient->axis(QCPAxis::atLeft)->setRange(gradient.low, gradient.high);
    prepareEpochs();

    const bool scores = std::ranges::any_of(curve_metrics(), [this](const Metric* curve) {
        return curve->unit == MetricUnit::Score && isDrawn(*curve);
    });
    p.losses->axis(QCPAxis::atLeft)
        ->setLabel(scores ? QCoreApplication::translate("Curve", "loss, score")
                          : QCoreApplication::translate("Curve", "loss"));
    const QFontMetrics metrics(p.plot->font());
    int room = 0;
    for (const Metric* curve : curve_metrics())
        if (isDrawn(*curve))
            room = std::max(room, metrics.horizontalAdvance(curveName(*curve)));
    for (QCPAxisRect* area : {p.losses, p.gradient})
        area->setMargins(QMargins(0, 0, room + 2 * kUnit, 0));
    p.empty->setVisible(history.size() == 0);
}

void PlotDrawing::placeCurve(const Metric& curve) {
    Parts& p = *parts_;
    const Parts::Drawn& drawn = p.of(curve);
    const auto put = [&](QCPGraph* graph, const MinMaxPyramid& values) {
        const std::vector<CurvePoint> points =
            decimate(history.steps(), values, view.from, view.to, std::max(1, p.losses->width()));
        QVector<QCPGraphData> data(static_cast<qsizetype>(points.size()));
        std::transform(points.begin(), points.end(), data.begin(), [&](const CurvePoint& point) {
            return QCPGraphData(point.step, toAxis(point.value, scale));
        });
        // Antialiased lines are slow, and where lines are dense they look no better.
        graph->setAntialiased(points.size() < 2000);
        const bool dots = curve.origin == MetricOrigin::Epoch && points.size() <= kMostDots;
        graph->setScatterStyle(dots ? QCPScatterStyle(QCPScatterStyle::ssDisc, kDot) : QCPScatterStyle());
        graph->data()->set(data, true);
    };
    const bool smoothed = history.smoothing() > 0;
    drawn.raw->setVisible(isDrawn(curve));
    drawn.smooth->setVisible(isDrawn(curve) && smoothed);
    if (!isDrawn(curve))
        return;
    put(drawn.raw, history.raw(curve));
    if (smoothed)
        put(drawn.smooth, history.smoothed(curve));
}

void PlotDrawing::placeEndLabels() {
    Parts& p = *parts_;
    const double height = QFontMetrics(p.plot->font()).height();
    for (const Metric* curve : curve_metrics())
        p.of(*curve).label->setVisible(false);
    for (QCPAxisRect* area : {p.losses, p.gradient}) {
        std::vector<double> wanted;
        std::vector<QCPItemText*> labels;
        QCPAxis* axis = area->axis(QCPAxis::atLeft);
        for (const Metric* curve : curve_metrics()) {
            const Parts::Drawn& drawn = p.of(*curve);
            const QCPGraph* graph = history.smoothing() > 0 ? drawn.smooth : drawn.raw;
            if (!isDrawn(*curve) || isGradient(*curve) != (area == p.gradient) || graph->data()->isEmpty())
                continue;
            const double y = axis->coordToPixel((graph->data()->constEnd() - 1)->value);
            wanted.push_back(
                std::clamp(y, static_cast<double>(area->top()), static_cast<double>(area->bottom())));
            labels.push_back(drawn.label);
        }
        const std::vector<double> places = placeLabels(wanted, height, area->top(), area->bottom());
        for (std::size_t k = 0; k < labels.size(); ++k) {
            labels[k]->position->setCoords(area->right() + kUnit, places[k]);
            labels[k]->setVisible(true);
        }
    }
}

void PlotDrawing::place() {
    Parts& p = *parts_;
    for (const Metric* curve : curve_metrics())
        placeCurve(*curve);
    placeEndLabels();
    p.target->setVisible(p.gradientShown);
    p.target->point1->setCoords(0, toAxis(1, scale));
    p.target->point2->setCoords(1, toAxis(1, scale));
    placeLines();
    placeSavedLabel();
}

/// At the bottom, on the side of its line that has the room.
void PlotDrawing::placeSavedLabel() {
    Parts& p = *parts_;
    const auto step = static_cast<double>(saved.value_or(0));
    const double x = xOf(saved.value_or(0));
    const bool atLeft = x > lossArea().center().x();
    p.savedLabel->setVisible(saved && step >= view.from && step <= view.to);
    p.savedLabel->setPositionAlignment((atLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignBottom);
    p.savedLabel->position->setCoords(x + (atLeft ? -2 : 2), lossArea().bottom());
}

void PlotDrawing::placeLines() {
    Parts& p = *parts_;
    const auto put = [&](std::array<QCPItemStraightLine*, 2>& items, std::optional<std::int64_t> step) {
        for (std::size_t i = 0; i < items.size(); ++i) {
            items[i]->setVisible(step && (i == 0 || p.gradientShown));
            items[i]->point1->setCoords(static_cast<double>(step.value_or(0)), 0);
            items[i]->point2->setCoords(static_cast<double>(step.value_or(0)), 1);
        }
    };
    put(p.cursor, cursor);
    put(p.crosshair, pointed);
    put(p.saved, saved);
}

void PlotDrawing::moveLines() {
    placeLines();
    if (parts_->plot->isVisible() && !parts_->plot->viewport().isEmpty())
        parts_->plot->layer(QStringLiteral("lines"))->replot();
}

void PlotDrawing::paintOn(QPaintDevice& device, QSize size) {
    QCPPainter painter(&device);
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    parts_->plot->toPainter(&painter, size.width(), size.height());
}

QImage PlotDrawing::image(QSize size, double scaleFactor) {
    return parts_->plot->toPixmap(size.width(), size.height(), scaleFactor).toImage();
}

bool PlotDrawing::isDrawn(const Metric& curve) const {
    return shown[metric_index(curve)] && history.offers(curve);
}

QRect PlotDrawing::lossArea() const {
    return parts_->losses->rect();
}

bool PlotDrawing::isOverValues(QPoint position) const {
    return position.x() < lossArea().left() && position.y() < lossArea().bottom();
}

double PlotDrawing::stepAt(double x) const {
    return parts_->losses->axis(QCPAxis::atBottom)->pixelToCoord(x);
}

double PlotDrawing::xOf(std::int64_t step) const {
    return parts_->losses->axis(QCPAxis::atBottom)->coordToPixel(static_cast<double>(step));
}

double PlotDrawing::valueAt(double y) const {
    return parts_->losses->axis(QCPAxis::atLeft)->pixelToCoord(y);
}

} // namespace wasserfarbe
