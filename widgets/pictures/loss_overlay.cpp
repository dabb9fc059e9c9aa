#include "widgets/pictures/loss_overlay.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QLabel>
#include <QSlider>
#include <qcustomplot.h>

#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

/// Okabe and Ito's, told apart also by people who see fewer colours; the yellow is left out, it fails on
/// white.
constexpr std::array<QRgb, 6> kColours = {0xFF0072B2, 0xFFD55E00, 0xFF009E73,
                                          0xFFCC79A7, 0xFFE69F00, 0xFF56B4E9};
constexpr std::array<Qt::PenStyle, 3> kStyles = {Qt::SolidLine, Qt::DashLine, Qt::DotLine};
constexpr int kSmoothingSteps = 100;
constexpr double kMostSmoothing = 0.995;

QPen penOf(std::size_t run) {
    const QColor colour(kColours[run % kColours.size()]);
    return {QBrush(colour), 1.5, kStyles[run / kColours.size() % kStyles.size()]};
}

} // namespace

std::vector<double> smoothed(const std::vector<double>& values, double weight) {
    std::vector<double> result(values.size(), StepStats::kNone);
    double sum = 0;
    double total = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i]))
            continue;
        sum = weight * sum + values[i];
        total = weight * total + 1;
        result[i] = sum / total;
    }
    return result;
}

LossOverlay::LossOverlay(QWidget* parent)
    : QWidget(parent),
      metricLabel_(new QLabel(this)),
      metric_(named<QComboBox>("overlayQuantity", this)),
      overLabel_(new QLabel(this)),
      over_(named<QComboBox>("overlayAxis", this)),
      smoothingLabel_(new QLabel(this)),
      smoothing_(named<QSlider>("overlaySmoothing", Qt::Horizontal, this)),
      empty_(new QLabel(this)),
      plot_(named<QCustomPlot>("overlayPlot", this)) {
    build();
    followLanguage(this, [this] { retranslate(); });
    recolour();
    replotAll();
    connect(metric_, &QComboBox::currentIndexChanged, this, &LossOverlay::replotAll);
    connect(over_, &QComboBox::currentIndexChanged, this, &LossOverlay::replotAll);
    connect(smoothing_, &QSlider::valueChanged, this, &LossOverlay::replotAll);
}

void LossOverlay::build() {
    metric_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    metric_->setMinimumContentsLength(12);
    metricLabel_->setBuddy(metric_);
    overLabel_->setBuddy(over_);
    smoothingLabel_->setBuddy(smoothing_);
    for (const Metric* metric : curve_metrics())
        if (metric->comparison)
            metric_->addItem(QString(), static_cast<int>(metric_index(*metric)));
    over_->addItem(QString());
    over_->addItem(QString());
    smoothing_->setRange(0, kSmoothingSteps);
    smoothing_->setValue(kSmoothingSteps / 2);
    smoothing_->setMinimumWidth(8 * kUnit);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    makeQuiet(empty_);
    plot_->setMinimumHeight(20 * kUnit);
    plot_->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    plot_->legend->setVisible(true);
    // Below the axes, where it covers no curve.
    plot_->plotLayout()->addElement(1, 0, plot_->legend);
    plot_->plotLayout()->setRowStretchFactor(1, 0.001);
    plot_->legend->setFillOrder(QCPLegend::foColumnsFirst);
    plot_->legend->setWrap(2);

    column(this, {row({metricLabel_, {metric_, 1}, overLabel_, over_}),
                  row({smoothingLabel_, {smoothing_, 1}}),
                  {empty_, 1},
                  {plot_, 1}});
}

void LossOverlay::setRuns(std::vector<OverlayRun> runs) {
    runs_ = std::move(runs);
    replotAll();
}

void LossOverlay::setPlaceholder(const QString& text) {
    empty_->setText(text);
}

int LossOverlay::curveCount() const {
    return plot_->graphCount();
}

const Metric& LossOverlay::metric() const {
    return metric_table()[metric_->currentData().toUInt()];
}

bool LossOverlay::isOverTime() const {
    return over_->currentIndex() == 1;
}

void LossOverlay::replotAll() {
    plot_->clearGraphs();
    const double weight =
        kMostSmoothing * std::pow(static_cast<double>(smoothing_->value()) / kSmoothingSteps, 0.25);
    for (std::size_t i = 0; i < runs_.size(); ++i) {
        std::vector<double> places;
        std::vector<double> values;
        for (const StepStats& step : runs_[i].steps) {
            const double value = metric().of(step);
            if (!std::isfinite(value))
                continue;
            places.push_back(isOverTime() ? step.seconds / 60 : static_cast<double>(step.step));
            values.push_back(value);
        }
        if (values.empty())
            continue;
        const std::vector<double> curve = smoothed(values, smoothing_->value() == 0 ? 0 : weight);
        QCPGraph* graph = plot_->addGraph();
        graph->setName(fontMetrics().elidedText(runs_[i].name, Qt::ElideMiddle, 14 * kUnit));
        graph->setPen(penOf(i));
        graph->setData(QVector<double>(places.begin(), places.end()),
                       QVector<double>(curve.begin(), curve.end()), true);
    }
    empty_->setVisible(plot_->graphCount() == 0);
    plot_->setVisible(plot_->graphCount() > 0);
    nameAxes();
    plot_->rescaleAxes();
    plot_->yAxis->scaleRange(1.1);
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void LossOverlay::nameAxes() {
    plot_->xAxis->setLabel(isOverTime() ? tr("Time in minutes") : tr("Step"));
    plot_->yAxis->setLabel(metric_->currentText());
}

void LossOverlay::recolour() {
    const QColor text = palette().color(QPalette::Text);
    const QColor line = lineColor(palette());
    plot_->setBackground(surfaceColor(palette()));
    for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis}) {
        axis->setBasePen(QPen(line));
        axis->setTickPen(QPen(line));
        axis->setSubTickPen(QPen(line));
        axis->setTickLabelColor(quietColor(palette()));
        axis->setLabelColor(text);
        axis->setLabelFont(font());
        axis->setTickLabelFont(font());
        axis->grid()->setPen(QPen(line, 1));
        axis->grid()->setZeroLinePen(QPen(line, 1));
    }
    plot_->legend->setBrush(Qt::NoBrush);
    plot_->legend->setBorderPen(Qt::NoPen);
    plot_->legend->setTextColor(text);
    plot_->legend->setFont(font());
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void LossOverlay::retranslate() {
    metricLabel_->setText(tr("C&urve"));
    describeField(metric_, tr("Compared value"), tr("Which value of the runs is compared"));
    for (int i = 0; i < metric_->count(); ++i)
        metric_->setItemText(i, QCoreApplication::translate(
                                    "Curve", metric_table()[metric_->itemData(i).toUInt()].comparison));
    overLabel_->setText(tr("o&ver"));
    describeField(over_, tr("Horizontal axis"), tr("Compare at equal steps or at equal time spent training"));
    over_->setItemText(0, tr("steps"));
    over_->setItemText(1, tr("time"));
    smoothingLabel_->setText(tr("&Smooth"));
    describeField(smoothing_, tr("Smoothing"), tr("How much the curves are smoothed; left: not at all"));
    describeField(plot_, tr("Losses of the selected runs"), tr("Drag to move, mouse wheel to zoom"));
    nameAxes();
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void LossOverlay::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        recolour();
    QWidget::changeEvent(event);
}

} // namespace wasserfarbe
