#include "widgets/training/plot_canvas.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QApplication>
#include <QBuffer>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QMouseEvent>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <QTextDocumentFragment>
#include <QWheelEvent>

#include "widgets/look/figures.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/training/curve_style.h"

namespace wasserfarbe {
namespace {

constexpr int kGrab = 6;        // pixels: so near to the cursor a drag takes it along
constexpr double kPngScale = 2; // sharp in print

/// Black on white, whatever the window has.
QPalette paper() {
    QPalette palette(QColor(0xea, 0xea, 0xea), Qt::white);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text})
        palette.setColor(role, QColor(0x1c, 0x1c, 0x1c));
    return palette;
}

} // namespace

PlotCanvas::PlotCanvas(QWidget* parent)
    : QWidget(parent), drawing_(this), values_(named<QLabel>("plotValues", drawing_.widget())) {
    setFocusPolicy(Qt::StrongFocus);
    column(this, {drawing_.widget()});
    drawing_.widget()->installEventFilter(this);
    values_->setAttribute(Qt::WA_TransparentForMouseEvents);
    values_->setAutoFillBackground(true);
    values_->setFrameShape(QFrame::StyledPanel);
    values_->setMargin(kUnit / 2);
    values_->setTextFormat(Qt::RichText);
    values_->hide();
    followLanguage(this, [this] {
        drawing_.retranslate();
        describe();
        setAccessibleName(tr("Plot of the losses"));
        setWhatsThis(
            tr("Wheel: zoom. Drag: move. Click: set the cursor. Double-click: show everything. Arrow "
               "keys move the cursor by a step, Page Up and Page Down by an epoch."));
        setToolTip({}); // the values stand there instead
    });
    recolor();
}

void PlotCanvas::setHistory(std::span<const StepStats> steps) {
    drawing_.history.clear();
    drawing_.view = {};
    drawing_.cursor.reset();
    describe();
    showValuesAt({});
    appendSteps(steps);
}

void PlotCanvas::appendSteps(std::span<const StepStats> steps) {
    drawing_.history.append(steps);
    drawing_.view.setLast(history().size() == 0 ? 1 : history().steps().back());
    drawing_.invalidate();
}

void PlotCanvas::setCurveShown(const Metric& curve, bool shown) {
    drawing_.shown[metric_index(curve)] = shown;
    drawing_.invalidate();
}

void PlotCanvas::setScale(PlotScale scale) {
    drawing_.scale = scale;
    drawing_.view.fitsValues = true; // the range before was on the other axis
    drawing_.invalidate();
}

void PlotCanvas::setSmoothing(double weight) {
    drawing_.history.setSmoothing(weight);
    recolor(); // raw is faint beside the smoothed one
}

void PlotCanvas::setFollowing(bool following) {
    drawing_.view.setFollowing(following);
    drawing_.invalidate();
    Q_EMIT viewChanged();
}

void PlotCanvas::resetView() {
    drawing_.view.reset();
    drawing_.invalidate();
    Q_EMIT viewChanged();
}

void PlotCanvas::setCursorStep(std::optional<std::int64_t> step) {
    if (drawing_.cursor == step)
        return;
    drawing_.cursor = step;
    drawing_.moveLines();
    describe();
}

void PlotCanvas::setSavedStep(std::optional<std::int64_t> step) {
    if (drawing_.saved == step)
        return;
    drawing_.saved = step;
    drawing_.invalidate();
    describe();
}

QString PlotCanvas::save(const QString& path, PlotFormat format) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    const auto cursor = std::exchange(drawing_.cursor, std::nullopt);
    const auto pointed = std::exchange(drawing_.pointed, std::nullopt);
    const auto saved = std::exchange(drawing_.saved, std::nullopt);
    const QSize size = drawing_.widget()->size().expandedTo({640, 400});
    drawing_.recolor(paper());
    QString failure;
    if (format == PlotFormat::Png) {
        if (!drawing_.image(size, kPngScale).save(&file, "PNG"))
            failure = file.errorString();
    } else if (format == PlotFormat::Pdf) {
        QPdfWriter pdf(&file);
        pdf.setCreator(QCoreApplication::applicationName());
        pdf.setResolution(96);
        pdf.setPageMargins({});
        pdf.setPageSize(QPageSize(QSizeF(size) * 72.0 / 96.0, QPageSize::Point));
        drawing_.paintOn(pdf, size);
    } else {
        QBuffer buffer;
        QSvgGenerator svg;
        svg.setOutputDevice(&buffer);
        svg.setSize(size);
        svg.setViewBox(QRect(QPoint(0, 0), size));
        svg.setResolution(96);
        svg.setTitle(accessibleName());
        drawing_.paintOn(svg, size);
        file.write(buffer.data());
    }
    drawing_.cursor = cursor;
    drawing_.pointed = pointed;
    drawing_.saved = saved;
    recolor();
    return failure.isEmpty() && !file.commit() ? file.errorString() : failure;
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

QPoint PlotCanvas::pointOf(std::int64_t step) const {
    const QPoint point(qRound(drawing_.xOf(step)), drawing_.lossArea().center().y());
    return drawing_.widget()->mapTo(this, point);
}

std::int64_t PlotCanvas::nearestStep(double x) const {
    const std::int64_t last = history().size() == 0 ? 0 : history().steps().back();
    return std::clamp<std::int64_t>(std::llround(drawing_.stepAt(x)), 0, last);
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
        if (drawing_.isDrawn(*curve))
            text += QStringLiteral("<tr><td><span style='color:%1'>&#9632;</span> %2&nbsp;&nbsp;</td>"
                                   "<td align='right'>%3</td></tr>")
                        .arg(curveColor(*curve, palette()).name(), curveName(*curve).toHtmlEscaped(),
                             figure(*curve));
    return text + QStringLiteral("</table>");
}

void PlotCanvas::showValuesAt(std::optional<std::int64_t> step) {
    const QString text = step ? valuesText(*step) : QString();
    const std::optional<std::int64_t> pointed = text.isEmpty() ? std::nullopt : step;
    if (drawing_.pointed == pointed)
        return;
    drawing_.pointed = pointed;
    drawing_.moveLines();
    values_->setVisible(pointed.has_value());
    if (!pointed)
        return;
    values_->setText(text);
    values_->adjustSize();
    // In the upper corner that is away from the step.
    const QRect area = drawing_.lossArea();
    const bool right = drawing_.xOf(*pointed) < area.center().x();
    values_->move(right ? area.right() - values_->width() - kUnit : area.left() + kUnit, area.top() + kUnit);
}

bool PlotCanvas::eventFilter(QObject* watched, QEvent* event) {
    if (watched != drawing_.widget())
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
    const bool onCursor =
        cursorStep() && std::abs(drawing_.xOf(*cursorStep()) - event->position().x()) <= kGrab;
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
        drawing_.view.panSteps(drawing_.stepAt(dragged_.x()) - drawing_.stepAt(position.x()));
        // A sideways drag should not lose the fit of the values by a tremble.
        const bool upOrDown = std::abs(position.y() - pressed_.y()) > 2 * kUnit;
        if (upOrDown || !drawing_.view.fitsValues)
            drawing_.view.panValues(drawing_.valueAt(dragged_.y()) - drawing_.valueAt(position.y()));
        dragged_ = position;
        drawing_.drawNow();
        Q_EMIT viewChanged();
        return;
    }
    const bool inside =
        position.x() >= drawing_.lossArea().left() && position.x() <= drawing_.lossArea().right();
    showValuesAt(inside ? std::optional(nearestStep(position.x())) : std::nullopt);
}

void PlotCanvas::release(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    const bool clicked = drag_ == Drag::Pressed;
    drag_ = Drag::None;
    if (!clicked || history().size() == 0 || event->pos().x() < drawing_.lossArea().left())
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
    if (event->modifiers().testFlag(Qt::ShiftModifier) || drawing_.isOverValues(position))
        drawing_.view.zoomValues(factor, drawing_.valueAt(position.y()));
    else
        drawing_.view.zoomSteps(factor, drawing_.stepAt(position.x()));
    drawing_.invalidate();
    event->accept();
    Q_EMIT viewChanged();
}

void PlotCanvas::moveCursorByEpoch(int direction) {
    const auto epochs = history().epochs();
    const std::int64_t here = cursorStep().value_or(history().steps().back());
    if (direction > 0) {
        const auto next = std::ranges::upper_bound(epochs, here, {}, &EpochEnd::lastStep);
        moveCursor(next == epochs.end() ? history().steps().back() : next->lastStep);
        return;
    }
    const auto above = std::ranges::lower_bound(epochs, here, {}, &EpochEnd::lastStep);
    moveCursor(above == epochs.begin() ? 0 : (above - 1)->lastStep);
}

void PlotCanvas::keyPressEvent(QKeyEvent* event) {
    if (history().size() == 0 || !takeKey(event->key()))
        return QWidget::keyPressEvent(event);
    drawing_.invalidate();
    showValuesAt(cursorStep());
    Q_EMIT viewChanged();
}

/// Whether it meant something here and moved the view or the cursor.
bool PlotCanvas::takeKey(int key) {
    const std::int64_t last = history().steps().back();
    const std::int64_t here = cursorStep().value_or(last);
    const auto cursor = static_cast<double>(here);
    const double middle = (view().from + view().to) / 2;
    switch (key) {
    case Qt::Key_Left:
        moveCursor(std::max<std::int64_t>(0, here - 1));
        break;
    case Qt::Key_Right:
        moveCursor(std::min(last, here + 1));
        break;
    case Qt::Key_PageUp:
        moveCursorByEpoch(1);
        break;
    case Qt::Key_PageDown:
        moveCursorByEpoch(-1);
        break;
    case Qt::Key_Home:
        moveCursor(0);
        break;
    case Qt::Key_End:
        moveCursor(last);
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        drawing_.view.zoomSteps(0.8, cursor >= view().from && cursor <= view().to ? cursor : middle);
        break;
    case Qt::Key_Minus:
        drawing_.view.zoomSteps(1.25, middle);
        break;
    case Qt::Key_0:
        drawing_.view.reset();
        break;
    case Qt::Key_Escape:
        showValuesAt({});
        return false;
    default:
        return false;
    }
    return true;
}

void PlotCanvas::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    drawing_.setFocusShown(true);
}

void PlotCanvas::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    drawing_.setFocusShown(false);
    showValuesAt({});
}

void PlotCanvas::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        recolor();
}

} // namespace wasserfarbe
