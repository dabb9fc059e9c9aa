#include "widgets/training/loss_plot.h"

#include <algorithm>

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/look/icon.h"
#include "widgets/look/metrics.h"
#include "widgets/training/curve_style.h"
#include "widgets/training/curve_table.h"
#include "widgets/training/flow_layout.h"

namespace wasserfarbe {
namespace {

/// A piece of the curve's line; hollow where it is off, so that colour is not all that tells.
QIcon swatch(const QColor& color, const QColor& off, Qt::PenStyle style) {
    QIcon result;
    for (const double ratio : {1.0, 2.0})
        for (const bool on : {true, false}) {
            const int side = qRound(2 * kUnit * ratio);
            QPixmap pixmap(side, side);
            pixmap.setDevicePixelRatio(ratio);
            pixmap.fill(Qt::transparent);
            QPainter painter(&pixmap);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(QPen(on ? color : off, 1.5));
            painter.setBrush(on ? QBrush(color) : Qt::NoBrush);
            if (style == Qt::SolidLine)
                painter.drawRoundedRect(QRectF(2, 5, 12, 6), 2, 2);
            else
                for (const double left : {2.0, 9.0})
                    painter.drawRoundedRect(QRectF(left, 5, 5, 6), 2, 2);
            result.addPixmap(pixmap, QIcon::Normal, on ? QIcon::On : QIcon::Off);
        }
    return result;
}

QToolButton* toolButton(QWidget* parent, const QString& name, const QString& iconName) {
    auto* button = new QToolButton(parent);
    button->setObjectName(name);
    button->setIcon(icon(iconName));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

LossPlot::LossPlot(QWidget* parent) : QWidget(parent), canvas_(new PlotCanvas(this)) {
    canvas_->setObjectName(QStringLiteral("plotCanvas"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit / 2);
    layout->addWidget(makeLegend());
    layout->addWidget(canvas_, 1);
    layout->addWidget(makeControls());
    connect(canvas_, &PlotCanvas::cursorMoved, this, &LossPlot::cursorMoved);
    connect(canvas_, &PlotCanvas::viewChanged, this, &LossPlot::showView);
    retranslate();
    recolor();
    offerCurves();
    showView();
}

LossPlot::~LossPlot() = default;

QWidget* LossPlot::makeLegend() {
    auto* legend = new QWidget(this);
    auto* layout = new FlowLayout(legend);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit / 2);
    legend_.resize(metric_table().size());
    for (const Metric* curve : curve_metrics()) {
        auto* button = new QToolButton(legend);
        button->setObjectName(QLatin1String("curve_") + QLatin1String(curve->key));
        button->setCheckable(true);
        button->setChecked(canvas_->isCurveShown(*curve));
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::StrongFocus);
        connect(button, &QToolButton::toggled, this, [this, curve](bool shown) {
            canvas_->setCurveShown(*curve, shown);
            Q_EMIT choicesChanged();
        });
        legend_[metric_index(*curve)] = button;
        layout->addWidget(button);
    }
    legendRow_ = legend;
    return legend;
}

QWidget* LossPlot::makeControls() {
    auto* controls = new QWidget(this);
    smoothingLabel_ = new QLabel(controls);
    smoothing_ = new QSlider(Qt::Horizontal, controls);
    smoothing_->setObjectName(QStringLiteral("smoothing"));
    smoothing_->setRange(0, 99);
    smoothing_->setPageStep(10);
    smoothing_->setMinimumWidth(5 * kUnit);
    smoothing_->setMaximumWidth(20 * kUnit);
    smoothingLabel_->setBuddy(smoothing_);
    scale_ = new QComboBox(controls);
    scale_->setObjectName(QStringLiteral("plotScale"));
    scale_->addItem({}, static_cast<int>(PlotScale::Linear));
    scale_->addItem({}, static_cast<int>(PlotScale::SymmetricLog));
    follow_ = toolButton(controls, QStringLiteral("plotFollow"), QStringLiteral("follow"));
    follow_->setCheckable(true);
    reset_ = toolButton(controls, QStringLiteral("plotReset"), QStringLiteral("reset"));
    export_ = toolButton(controls, QStringLiteral("plotExport"), QStringLiteral("export"));
    exportMenu_ = new QMenu(export_);
    export_->setMenu(exportMenu_);
    export_->setPopupMode(QToolButton::InstantPopup);
    for (const auto& [format, name] : {std::pair{PlotFormat::Png, "PNG"},
                                       {PlotFormat::Pdf, "PDF"},
                                       {PlotFormat::Svg, "SVG"},
                                       {PlotFormat::Csv, "CSV"}})
        connect(exportMenu_->addAction(QString::fromLatin1(name)), &QAction::triggered, this,
                [this, chosen = format] { Q_EMIT exportRequested(chosen); });

    auto* layout = new QHBoxLayout(controls);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit);
    layout->addWidget(smoothingLabel_);
    layout->addWidget(smoothing_, 1);
    layout->addWidget(scale_);
    layout->addStretch(1);
    for (QToolButton* button : {follow_, reset_, export_})
        layout->addWidget(button);

    connect(smoothing_, &QSlider::valueChanged, this, &LossPlot::takeSmoothing);
    connect(scale_, &QComboBox::currentIndexChanged, this, [this] {
        canvas_->setScale(scale());
        Q_EMIT choicesChanged();
    });
    connect(follow_, &QToolButton::clicked, this, &LossPlot::setFollowing);
    connect(reset_, &QToolButton::clicked, this, &LossPlot::resetView);
    return controls;
}

void LossPlot::setHistory(std::span<const StepStats> steps) {
    canvas_->setHistory(steps);
    offerCurves();
    showView();
}

void LossPlot::appendSteps(std::span<const StepStats> steps) {
    canvas_->appendSteps(steps);
    offerCurves();
}

/// A curve that the run has nothing of is not in the legend.
void LossPlot::offerCurves() {
    bool changed = false;
    for (const Metric* curve : curve_metrics()) {
        QToolButton* button = legendOf(*curve);
        const bool hidden = !history().offers(*curve);
        changed |= button->isHidden() != hidden;
        button->setHidden(hidden);
    }
    if (changed)
        fitLegend();
}

void LossPlot::setCurveShown(const Metric& curve, bool shown) {
    legendOf(curve)->setChecked(shown);
}

void LossPlot::setSmoothing(int percent) {
    smoothing_->setValue(percent);
}

int LossPlot::smoothing() const {
    return smoothing_->value();
}

void LossPlot::takeSmoothing() {
    canvas_->setSmoothing(smoothing_->value() / 100.0);
    smoothing_->setToolTip(
        tr("Smoothing: %1 %. The raw values stay faintly visible.").arg(smoothing_->value()));
    Q_EMIT choicesChanged();
}

void LossPlot::setScale(PlotScale scale) {
    scale_->setCurrentIndex(scale_->findData(static_cast<int>(scale)));
}

PlotScale LossPlot::scale() const {
    return static_cast<PlotScale>(scale_->currentData().toInt());
}

void LossPlot::setFollowing(bool following) {
    canvas_->setFollowing(following);
}

void LossPlot::resetView() {
    canvas_->resetView();
}

void LossPlot::showView() {
    follow_->setChecked(isFollowing());
    const PlotView& view = canvas_->view();
    reset_->setEnabled(!view.whole || !view.following || !view.fitsValues);
}

void LossPlot::exportTo(const QString& path, PlotFormat format) {
    if (format != PlotFormat::Csv) {
        const QString failure = canvas_->save(path, format);
        Q_EMIT exportFinished(path, failure);
        return;
    }
    std::vector<const Metric*> curves;
    std::ranges::copy_if(curve_metrics(), std::back_inserter(curves), [this](const Metric* curve) {
        return isCurveShown(*curve) && history().offers(*curve);
    });
    // A writer that is still at work is given up: it is joined here within a megabyte's writing.
    writer_ = std::jthread([this, path,
                            table = curveTable(history(), std::move(curves))](const std::stop_token& stop) {
        const QString failure = table.write(path, stop);
        if (!stop.stop_requested())
            QMetaObject::invokeMethod(
                this, [this, path, failure] { Q_EMIT exportFinished(path, failure); }, Qt::QueuedConnection);
    });
}

void LossPlot::retranslate() {
    for (const Metric* curve : curve_metrics()) {
        QToolButton* button = legendOf(*curve);
        button->setText(curveName(*curve));
        button->setAccessibleName(curveName(*curve));
        button->setToolTip(curveHelp(*curve));
    }
    smoothingLabel_->setText(tr("Smoothing"));
    smoothing_->setAccessibleName(tr("Smoothing"));
    smoothing_->setToolTip(
        tr("Smoothing: %1 %. The raw values stay faintly visible.").arg(smoothing_->value()));
    scale_->setItemText(0, tr("Linear"));
    scale_->setItemText(1, tr("Symmetric log"));
    scale_->setAccessibleName(tr("Scale of the values"));
    scale_->setToolTip(tr("Linear, or logarithmic away from zero on both sides"));
    const auto name = [](QToolButton* button, const QString& text, const QString& tip) {
        button->setAccessibleName(text);
        button->setToolTip(tip);
    };
    name(follow_, tr("Follow"), tr("Keep the newest step in view"));
    name(reset_, tr("Show everything"), tr("Show everything again (double-click)"));
    name(export_, tr("Export the plot"), tr("Save the plot as PNG, PDF or SVG, or the shown curves as CSV"));
}

void LossPlot::recolor() {
    for (const Metric* curve : curve_metrics())
        legendOf(*curve)->setIcon(swatch(curveColor(*curve, palette()),
                                         palette().color(QPalette::PlaceholderText), curveStyle(*curve)));
}

void LossPlot::fitLegend() {
    legendRow_->setFixedHeight(legendRow_->layout()->heightForWidth(width()));
}

void LossPlot::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitLegend();
}

void LossPlot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        recolor();
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange)
        fitLegend();
}

} // namespace wasserfarbe
