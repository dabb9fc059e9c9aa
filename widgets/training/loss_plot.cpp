#include "widgets/training/loss_plot.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QLayout>
#include <QMenu>
#include <QPainter>
#include <QSaveFile>
#include <QSlider>

#include "widgets/look/flat_button.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/training/curve_style.h"

namespace wasserfarbe {
namespace {

constexpr std::size_t kFlush = 1 << 20; // bytes of a CSV file

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

/// Widgets side by side, going on in a new row where there is no more room.
class FlowLayout : public QLayout {
public:
    using QLayout::QLayout;
    ~FlowLayout() override { qDeleteAll(items_); }

    void addItem(QLayoutItem* item) override { items_.append(item); }
    int count() const override { return static_cast<int>(items_.size()); }
    QLayoutItem* itemAt(int index) const override { return items_.value(index); }
    QLayoutItem* takeAt(int index) override { return itemAt(index) ? items_.takeAt(index) : nullptr; }
    Qt::Orientations expandingDirections() const override { return {}; }
    QSize sizeHint() const override { return minimumSize(); }
    /// For the owner, who gives it this height. Without hasHeightForWidth: a layout above it would take the
    /// narrowest's for the least.
    int heightForWidth(int width) const override { return arrange(QRect(0, 0, width, 0), false); }

    void setGeometry(const QRect& rect) override {
        QLayout::setGeometry(rect);
        arrange(rect, true);
    }

    QSize minimumSize() const override {
        QSize size;
        for (const QLayoutItem* item : items_)
            size = size.expandedTo(item->minimumSize());
        return size.grownBy(contentsMargins());
    }

private:
    /// @returns the height that this takes
    int arrange(const QRect& rect, bool place) const {
        const QRect inside = rect.marginsRemoved(contentsMargins());
        const int gap = std::max(0, spacing());
        int x = inside.left();
        int y = inside.top();
        int rowHeight = 0;
        for (QLayoutItem* item : items_) {
            if (item->isEmpty())
                continue;
            const QSize size = item->sizeHint();
            if (x > inside.left() && x + size.width() > inside.right() + 1) {
                x = inside.left();
                y += rowHeight + gap;
                rowHeight = 0;
            }
            if (place)
                item->setGeometry(QRect(QPoint(x, y), size));
            x += size.width() + gap;
            rowHeight = std::max(rowHeight, size.height());
        }
        return y + rowHeight - rect.top() + contentsMargins().bottom();
    }

    QList<QLayoutItem*> items_;
};

template <typename Number>
void append(std::string& text, Number number) {
    std::array<char, 64> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    text.append(buffer.data(), result.ptr);
}

/// Curves as they go into a CSV file: a copy that another thread may write. A gap is an empty cell.
struct CurveTable {
    std::vector<std::int64_t> steps;
    std::vector<EpochEnd> epochs;
    std::vector<const Metric*> curves;      ///< the columns besides step and epoch
    std::vector<std::vector<float>> values; ///< one row of values a curve

    /// Whole or not at all. Any thread; blocks on the disk. @returns why not; empty: done, or stopped
    QString write(const QString& path, const std::stop_token& stop) const;
};

QString CurveTable::write(const QString& path, const std::stop_token& stop) const {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    std::string text = "step,epoch";
    for (const Metric* curve : curves)
        text.append(",").append(curve->key);
    text += '\n';
    auto epoch = epochs.begin();
    for (std::size_t row = 0; row < steps.size(); ++row) {
        while (epoch != epochs.end() && epoch->lastStep < steps[row])
            ++epoch;
        append(text, steps[row]);
        text += ',';
        append(text, epoch == epochs.end() ? 0 : epoch->epoch);
        for (const std::vector<float>& column : values) {
            text += ',';
            if (std::isfinite(column[row]))
                append(text, column[row]);
        }
        text += '\n';
        if (text.size() < kFlush)
            continue;
        if (stop.stop_requested())
            return {};
        if (file.write(text.data(), static_cast<qint64>(text.size())) < 0)
            return file.errorString();
        text.clear();
    }
    file.write(text.data(), static_cast<qint64>(text.size()));
    return file.commit() ? QString() : file.errorString();
}

} // namespace

LossPlot::LossPlot(QWidget* parent)
    : QWidget(parent), canvas_(named<PlotCanvas>("plotCanvas", this)), legendRow_(new QWidget(this)) {
    makeLegend();
    column(this, {legendRow_, {canvas_, 1}, makeControls()}, kUnit / 2);
    connect(canvas_, &PlotCanvas::cursorMoved, this, &LossPlot::cursorMoved);
    connect(canvas_, &PlotCanvas::viewChanged, this, &LossPlot::showView);
    followLanguage(this, [this] { retranslate(); });
    followPalette(this, [this] { recolor(); });
    offerCurves();
    showView();
}

void LossPlot::makeLegend() {
    auto* layout = new FlowLayout(legendRow_);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit / 2);
    legend_.resize(metric_table().size());
    for (const Metric* curve : curve_metrics()) {
        auto* button = flatButton(legendRow_, QLatin1String("curve_") + QLatin1String(curve->key));
        button->setCheckable(true);
        button->setChecked(canvas_->isCurveShown(*curve));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        connect(button, &QToolButton::toggled, this, [this, curve](bool shown) {
            canvas_->setCurveShown(*curve, shown);
            Q_EMIT choicesChanged();
        });
        legend_[metric_index(*curve)] = button;
        layout->addWidget(button);
    }
}

QWidget* LossPlot::makeControls() {
    auto* controls = new QWidget(this);
    smoothingLabel_ = new QLabel(controls);
    smoothing_ = named<QSlider>("smoothing", Qt::Horizontal, controls);
    smoothing_->setRange(0, 99);
    smoothing_->setPageStep(10);
    smoothing_->setMinimumWidth(5 * kUnit);
    smoothing_->setMaximumWidth(20 * kUnit);
    smoothingLabel_->setBuddy(smoothing_);
    scale_ = named<QComboBox>("plotScale", controls);
    scale_->addItem({}, static_cast<int>(PlotScale::Linear));
    scale_->addItem({}, static_cast<int>(PlotScale::SymmetricLog));
    follow_ = flatButton(controls, QStringLiteral("plotFollow"), QStringLiteral("follow"));
    follow_->setCheckable(true);
    reset_ = flatButton(controls, QStringLiteral("plotReset"), QStringLiteral("reset"));
    export_ = flatButton(controls, QStringLiteral("plotExport"), QStringLiteral("export"));
    auto* menu = new QMenu(export_);
    export_->setMenu(menu);
    export_->setPopupMode(QToolButton::InstantPopup);
    for (const auto& [format, name] : {std::pair{PlotFormat::Png, "PNG"},
                                       {PlotFormat::Pdf, "PDF"},
                                       {PlotFormat::Svg, "SVG"},
                                       {PlotFormat::Csv, "CSV"}})
        connect(menu->addAction(QString::fromLatin1(name)), &QAction::triggered, this,
                [this, chosen = format] { Q_EMIT exportRequested(chosen); });

    row(controls, {smoothingLabel_, {smoothing_, 1}, scale_, freeRoom(1), follow_, reset_, export_});

    connect(smoothing_, &QSlider::valueChanged, this, [this](int percent) {
        canvas_->setSmoothing(percent / 100.0);
        smoothing_->setToolTip(smoothingTip());
        Q_EMIT choicesChanged();
    });
    connect(scale_, &QComboBox::currentIndexChanged, this, [this] {
        canvas_->setScale(scale());
        Q_EMIT choicesChanged();
    });
    connect(follow_, &QToolButton::clicked, canvas_, &PlotCanvas::setFollowing);
    connect(reset_, &QToolButton::clicked, canvas_, &PlotCanvas::resetView);
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

QString LossPlot::smoothingTip() const {
    return tr("Smoothing: %1 %. The raw values stay faintly visible.").arg(smoothing());
}

void LossPlot::setScale(PlotScale scale) {
    scale_->setCurrentIndex(scale_->findData(static_cast<int>(scale)));
}

PlotScale LossPlot::scale() const {
    return static_cast<PlotScale>(scale_->currentData().toInt());
}

void LossPlot::showView() {
    const PlotView& view = canvas_->view();
    follow_->setChecked(view.following);
    reset_->setEnabled(!view.whole || !view.following || !view.fitsValues);
}

void LossPlot::exportTo(const QString& path, PlotFormat format) {
    if (format != PlotFormat::Csv) {
        const QString failure = canvas_->save(path, format);
        Q_EMIT exportFinished(path, failure);
        return;
    }
    CurveTable table;
    table.steps.assign(history().steps().begin(), history().steps().end());
    table.epochs.assign(history().epochs().begin(), history().epochs().end());
    for (const Metric* curve : curve_metrics()) {
        if (!isCurveShown(*curve) || !history().offers(*curve))
            continue;
        const std::span<const float> values = history().raw(*curve).values();
        table.curves.push_back(curve);
        table.values.emplace_back(values.begin(), values.end());
    }
    // A writer that is still at work is given up: it is joined here within a megabyte's writing.
    writer_ = std::jthread([this, path, table = std::move(table)](const std::stop_token& stop) {
        const QString failure = table.write(path, stop);
        if (!stop.stop_requested())
            QMetaObject::invokeMethod(
                this, [this, path, failure] { Q_EMIT exportFinished(path, failure); }, Qt::QueuedConnection);
    });
}

void LossPlot::retranslate() {
    for (const Metric* curve : curve_metrics())
        describe(legendOf(*curve), curveName(*curve), curveHelp(*curve));
    smoothingLabel_->setText(tr("Smoothing"));
    describeField(smoothing_, tr("Smoothing"), smoothingTip());
    scale_->setItemText(0, tr("Linear"));
    scale_->setItemText(1, tr("Symmetric log"));
    describeField(scale_, tr("Scale of the values"),
                  tr("Linear, or logarithmic away from zero on both sides"));
    describeField(follow_, tr("Follow"), tr("Keep the newest step in view"));
    describeField(reset_, tr("Show everything"), tr("Show everything again (double-click)"));
    describeField(export_, tr("Export the plot"),
                  tr("Save the plot as PNG, PDF or SVG, or the shown curves as CSV"));
    fitLegend();
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
    if (event->type() == QEvent::FontChange)
        fitLegend();
}

} // namespace wasserfarbe
