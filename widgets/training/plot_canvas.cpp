#include "widgets/training/plot_canvas.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QMouseEvent>
#include <QTextDocumentFragment>
#include <QVBoxLayout>
#include <QWheelEvent>

#include "widgets/look/figures.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"
#include "widgets/training/curve_style.h"
#include "widgets/training/plot_drawing.h"
#include "widgets/training/plot_export.h"

namespace wasserfarbe {
namespace {

constexpr int kGrab = 6; // pixels: so near to the cursor a drag takes it along

} // namespace

PlotCanvas::PlotCanvas(QWidget* parent)
    : QWidget(parent), drawing_(std::make_unique<Drawing>(this)), values_(new QLabel(drawing_->widget())) {
    setFocusPolicy(Qt::StrongFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(drawing_->widget());
    drawing_->widget()->installEventFilter(this);
    values_->setObjectName(QStringLiteral("plotValues"));
    values_->setAttribute(Qt::WA_TransparentForMouseEvents);
    values_->setAutoFillBackground(true);
    values_->setFrameShape(QFrame::StyledPanel);
    values_->setMargin(kUnit / 2);
    values_->setTextFormat(Qt::RichText);
    values_->hide();
    retranslate();
    recolor();
}

PlotCanvas::~PlotCanvas() = default;

const LossHistory& PlotCanvas::history() const {
    return drawing_->history;
}

void PlotCanvas::setHistory(std::span<const StepStats> steps) {
    drawing_->history.clear();
    drawing_->view = {};
    drawing_->cursor.reset();
    describe();
    showValuesAt({});
    appendSteps(steps);
}

void PlotCanvas::appendSteps(std::span<const StepStats> steps) {
    drawing_->history.append(steps);
    drawing_->view.setLast(history().size() == 0 ? 1 : history().steps().back());
    drawing_->invalidate();
}

void PlotCanvas::setCurveShown(const Metric& curve, bool shown) {
    drawing_->shown[metric_index(curve)] = shown;
    drawing_->invalidate();
}

bool PlotCanvas::isCurveShown(const Metric& curve) const {
    return drawing_->shown[metric_index(curve)];
}

void PlotCanvas::setScale(PlotScale scale) {
    drawing_->scale = scale;
    drawing_->view.fitsValues = true; // the range before was on the other axis
    drawing_->invalidate();
}

void PlotCanvas::setSmoothing(double weight) {
    drawing_->history.setSmoothing(weight);
    recolor(); // raw is faint beside the smoothed one
}

const PlotView& PlotCanvas::view() const {
    return drawing_->view;
}

void PlotCanvas::setFollowing(bool following) {
    drawing_->view.setFollowing(following);
    drawing_->invalidate();
    Q_EMIT viewChanged();
}

void PlotCanvas::resetView() {
    drawing_->view.reset();
    drawing_->invalidate();
    Q_EMIT viewChanged();
}

std::optional<std::int64_t> PlotCanvas::cursorStep() const {
    return drawing_->cursor;
}

void PlotCanvas::setCursorStep(std::optional<std::int64_t> step) {
    if (drawing_->cursor == step)
        return;
    drawing_->cursor = step;
    drawing_->moveLines();
    describe();
}

void PlotCanvas::setSavedStep(std::optional<std::int64_t> step) {
    if (drawing_->saved == step)
        return;
    drawing_->saved = step;
    drawing_->invalidate();
    describe();
}

std::optional<std::int64_t> PlotCanvas::savedStep() const {
    return drawing_->saved;
}

QString PlotCanvas::save(const QString& path, PlotFormat format) {
    QString failure = exportPlot(*drawing_, accessibleName(), path, format);
    recolor();
    return failure;
}

/// For people who can't see the lines.
void PlotCanvas::describe() {
    QStringList lines;
    if (const auto cursor = cursorStep())
        lines += QTextDocumentFragment::fromHtml(valuesText(*cursor)).toPlainText();
    if (const auto saved = savedStep())
        lines += tr("Saved up to step %1").arg(countText(*saved));
    setAccessibleDescription(lines.join(QLatin1Char('\n')));
}

void PlotCanvas::replotNow() {
    drawing_->drawNow();
}

QPoint PlotCanvas::pointOf(std::int64_t step) const {
    return drawing_->widget()->mapTo(
        this, QPoint(qRound(drawing_->xOf(static_cast<double>(step))), drawing_->lossArea().center().y()));
}

std::int64_t PlotCanvas::nearestStep(double x) const {
    const std::int64_t last = history().size() == 0 ? 0 : history().steps().back();
    return std::clamp<std::int64_t>(std::llround(drawing_->stepAt(x)), 0, last);
}

void PlotCanvas::moveCursor(std::int64_t step) {
    setCursorStep(step);
    Q_EMIT cursorMoved(step);
}

QString PlotCanvas::valuesText(std::int64_t step) const {
    const std::optional<std::size_t> row = history().rowOf(step);
    if (!row)
        return {};
    const std::int64_t known = history().steps()[*row];
    //: "step 1,200, epoch 20"
    QString text = QStringLiteral("<b>%1</b><table>")
                       .arg(tr("step %1, epoch %2")
                                .arg(countText(known), QLocale().toString(history().epochOf(known)))
                                .toHtmlEscaped());
    const auto figure = [&](const Metric& curve) { // the generator has none before its first update
        const double value = history().valueAt(curve, *row);
        return std::isfinite(value) ? QString::number(value, 'f', 3) : QStringLiteral("–");
    };
    for (const Metric* curve : curve_metrics())
        if (drawing_->isDrawn(*curve))
            text += QStringLiteral("<tr><td><span style='color:%1'>&#9632;</span> %2&nbsp;&nbsp;</td>"
                                   "<td align='right'>%3</td></tr>")
                        .arg(curveColor(*curve, palette()).name(), curveName(*curve).toHtmlEscaped(),
                             figure(*curve));
    return text + QStringLiteral("</table>");
}

void PlotCanvas::showValuesAt(std::optional<std::int64_t> step) {
    const QString text = step ? valuesText(*step) : QString();
    const std::optional<std::int64_t> pointed = text.isEmpty() ? std::nullopt : step;
    if (drawing_->pointed == pointed)
        return;
    drawing_->pointed = pointed;
    drawing_->moveLines();
    values_->setVisible(pointed.has_value());
    if (!pointed)
        return;
    values_->setText(text);
    placeValues(*pointed);
}

/// In the upper corner that is away from the step.
void PlotCanvas::placeValues(std::int64_t step) {
    values_->adjustSize();
    const QRect area = drawing_->lossArea();
    const bool right = drawing_->xOf(static_cast<double>(step)) < area.center().x();
    values_->move(right ? area.right() - values_->width() - kUnit : area.left() + kUnit, area.top() + kUnit);
}

bool PlotCanvas::eventFilter(QObject* watched, QEvent* event) {
    if (watched != drawing_->widget())
        return QWidget::eventFilter(watched, event);
    switch (static_cast<int>(event->type())) { // most of which mean nothing here
    case QEvent::MouseButtonPress:
        press(static_cast<QMouseEvent*>(event));
        return true;
    case QEvent::MouseMove:
        drag(static_cast<QMouseEvent*>(event));
        return true;
    case QEvent::MouseButtonRelease:
        release(static_cast<QMouseEvent*>(event));
        return true;
    case QEvent::MouseButtonDblClick:
        drag_ = Drag::None;
        if (cursorBeforeClick_ && cursorStep() != cursorBeforeClick_)
            moveCursor(*cursorBeforeClick_); // the first click was no wish for a cursor
        resetView();
        return true;
    case QEvent::Wheel:
        wheel(static_cast<QWheelEvent*>(event));
        return true;
    case QEvent::Leave:
        showValuesAt({});
        return false;
    }
    return false;
}

void PlotCanvas::press(QMouseEvent* event) {
    setFocus(Qt::MouseFocusReason);
    if (event->button() != Qt::LeftButton)
        return;
    pressed_ = dragged_ = event->pos();
    cursorBeforeClick_ = cursorStep();
    const bool onCursor = drawing_->cursor && std::abs(drawing_->xOf(static_cast<double>(*drawing_->cursor)) -
                                                       event->position().x()) <= kGrab;
    drag_ = onCursor ? Drag::Cursor : Drag::Pressed;
}

void PlotCanvas::drag(QMouseEvent* event) {
    const QPoint position = event->pos();
    if (drag_ == Drag::Pressed &&
        (position - pressed_).manhattanLength() >= QApplication::startDragDistance())
        drag_ = Drag::Panning;
    if (drag_ == Drag::Cursor)
        moveCursor(nearestStep(position.x()));
    if (drag_ == Drag::Panning) {
        drawing_->view.panSteps(drawing_->stepAt(dragged_.x()) - drawing_->stepAt(position.x()));
        // A sideways drag should not lose the fit of the values by a tremble.
        const bool upOrDown = std::abs(position.y() - pressed_.y()) > 2 * kUnit;
        if (upOrDown || !drawing_->view.fitsValues)
            drawing_->view.panValues(drawing_->valueAt(dragged_.y()) - drawing_->valueAt(position.y()));
        dragged_ = position;
        drawing_->drawNow();
        Q_EMIT viewChanged();
        return;
    }
    const bool inside =
        position.x() >= drawing_->lossArea().left() && position.x() <= drawing_->lossArea().right();
    showValuesAt(inside ? std::optional(nearestStep(position.x())) : std::nullopt);
}

void PlotCanvas::release(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    const bool clicked = drag_ == Drag::Pressed;
    drag_ = Drag::None;
    if (!clicked || history().size() == 0 || event->pos().x() < drawing_->lossArea().left())
        return;
    moveCursor(nearestStep(event->position().x()));
}

void PlotCanvas::wheel(QWheelEvent* event) {
    // Some systems turn Shift+wheel sideways.
    const int turned = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    if (turned == 0)
        return;
    const double factor = std::pow(0.8, turned / 120.0);
    const QPoint position = event->position().toPoint();
    if (event->modifiers().testFlag(Qt::ShiftModifier) || drawing_->isOverValues(position))
        drawing_->view.zoomValues(factor, drawing_->valueAt(position.y()));
    else
        drawing_->view.zoomSteps(factor, drawing_->stepAt(position.x()));
    drawing_->invalidate();
    event->accept();
    Q_EMIT viewChanged();
}

void PlotCanvas::moveCursorByEpoch(int direction) {
    const auto epochs = history().epochs();
    const std::int64_t here = cursorStep().value_or(history().steps().back());
    if (direction > 0) {
        const auto next = std::upper_bound(epochs.begin(), epochs.end(), here,
                                           [](std::int64_t s, const EpochEnd& e) { return s < e.lastStep; });
        moveCursor(next == epochs.end() ? history().steps().back() : next->lastStep);
        return;
    }
    const auto above = std::lower_bound(epochs.begin(), epochs.end(), here,
                                        [](const EpochEnd& e, std::int64_t s) { return e.lastStep < s; });
    moveCursor(above == epochs.begin() ? 0 : (above - 1)->lastStep);
}

void PlotCanvas::keyPressEvent(QKeyEvent* event) {
    if (history().size() == 0 || !takeKey(event->key()))
        return QWidget::keyPressEvent(event);
    drawing_->invalidate();
    showValuesAt(cursorStep());
    Q_EMIT viewChanged();
}

/// Whether it meant something here and moved the view or the cursor.
bool PlotCanvas::takeKey(int key) {
    const std::int64_t last = history().steps().back();
    const std::int64_t here = cursorStep().value_or(last);
    const double middle = (view().from + view().to) / 2;
    switch (key) {
    case Qt::Key_Left:
        moveCursor(std::max<std::int64_t>(0, here - 1));
        return true;
    case Qt::Key_Right:
        moveCursor(std::min(last, here + 1));
        return true;
    case Qt::Key_PageUp:
        moveCursorByEpoch(1);
        return true;
    case Qt::Key_PageDown:
        moveCursorByEpoch(-1);
        return true;
    case Qt::Key_Home:
        moveCursor(0);
        return true;
    case Qt::Key_End:
        moveCursor(last);
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        drawing_->view.zoomSteps(0.8, static_cast<double>(here) >= view().from &&
                                              static_cast<double>(here) <= view().to
                                          ? static_cast<double>(here)
                                          : middle);
        return true;
    case Qt::Key_Minus:
        drawing_->view.zoomSteps(1.25, middle);
        return true;
    case Qt::Key_0:
        drawing_->view.reset();
        return true;
    case Qt::Key_Escape:
        showValuesAt({});
        return false;
    }
    return false;
}

void PlotCanvas::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    drawing_->setFocusShown(true);
}

void PlotCanvas::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    drawing_->setFocusShown(false);
    showValuesAt({});
}

void PlotCanvas::retranslate() {
    drawing_->retranslate();
    describe();
    setAccessibleName(tr("Plot of the losses"));
    setWhatsThis(
        tr("Wheel: zoom. Drag: move. Click: set the cursor. Double-click: show everything. Arrow keys move "
           "the cursor by a step, Page Up and Page Down by an epoch."));
    setToolTip({}); // the values stand there instead
}

void PlotCanvas::recolor() {
    drawing_->recolor(palette());
}

void PlotCanvas::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        recolor();
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace wasserfarbe
