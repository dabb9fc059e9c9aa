#include "widgets/training/timeline_bar.h"

#include <algorithm>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include "widgets/look/figures.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

constexpr int kPage = 10; // marks, for Page Up and Page Down
constexpr int kNotch = 120;

} // namespace

TimelineBar::TimelineBar(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize TimelineBar::sizeHint() const {
    return {40 * kUnit, 2 * kUnit + kUnit / 2 + fontMetrics().height()};
}

QSize TimelineBar::minimumSizeHint() const {
    return {16 * kUnit, sizeHint().height()};
}

void TimelineBar::setMarks(std::vector<TimelineMark> marks) {
    marks_ = std::move(marks);
    current_ = std::min(current_, static_cast<int>(marks_.size()) - 1);
    setEnabled(!marks_.empty());
    update();
}

void TimelineBar::setCurrent(int index) {
    current_ = std::clamp(index, -1, static_cast<int>(marks_.size()) - 1);
    setAccessibleDescription(current_ < 0 ? QString() : textOf(current_));
    update();
}

TimelineGeometry TimelineBar::geometryOfMarks() const {
    return {static_cast<double>(kUnit), static_cast<double>(width() - kUnit),
            static_cast<int>(marks_.size())};
}

QString TimelineBar::textOf(int index) const {
    const TimelineMark& mark = marks_[static_cast<std::size_t>(index)];
    return mark.step ? tr("Epoch %1, step %2").arg(QLocale().toString(mark.epoch), countText(*mark.step))
                     : tr("Epoch %1").arg(QLocale().toString(mark.epoch));
}

void TimelineBar::pick(int index) {
    if (marks_.empty())
        return;
    index = std::clamp(index, 0, static_cast<int>(marks_.size()) - 1);
    if (index == current_)
        return;
    setCurrent(index);
    Q_EMIT picked(index);
}

void TimelineBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const TimelineGeometry geometry = geometryOfMarks();
    const double middle = kUnit;
    painter.setPen(QPen(lineColor(palette()), 2));
    painter.drawLine(QPointF(geometry.left, middle), QPointF(geometry.right, middle));
    painter.setPen(QPen(quietColor(palette()), 1));
    for (const int i : geometry.lines(kUnit / 2.0))
        painter.drawLine(QPointF(geometry.x(i), middle - 3), QPointF(geometry.x(i), middle + 3));
    const double widest =
        fontMetrics().horizontalAdvance(QLocale().toString(marks_.empty() ? 0 : marks_.back().epoch));
    const double room = widest + 2 * kUnit;
    for (const int i : geometry.numbers(marks_, room)) {
        const double x = std::clamp(geometry.x(i), widest / 2, width() - widest / 2);
        painter.drawText(QRectF(x - room / 2, 2 * kUnit, room, fontMetrics().height()),
                         Qt::AlignHCenter | Qt::AlignTop,
                         QLocale().toString(marks_[static_cast<std::size_t>(i)].epoch));
    }
    if (current_ >= 0) {
        painter.setPen(QPen(palette().color(QPalette::Window), 1));
        painter.setBrush(accentColor(palette()));
        painter.drawRoundedRect(QRectF(geometry.x(current_) - 4, middle - 7, 8, 14), 3, 3);
    }
    if (hasFocus()) {
        painter.setPen(QPen(accentColor(palette()), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    }
}

void TimelineBar::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        pick(geometryOfMarks().indexAt(event->position().x()));
}

void TimelineBar::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons().testFlag(Qt::LeftButton))
        pick(geometryOfMarks().indexAt(event->position().x()));
}

void TimelineBar::wheelEvent(QWheelEvent* event) {
    turned_ += event->angleDelta().y();
    const int notches = turned_ / kNotch;
    turned_ -= notches * kNotch;
    if (notches != 0)
        pick(current_ - notches);
    event->accept();
}

void TimelineBar::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down:
        return pick(current_ - 1);
    case Qt::Key_Right:
    case Qt::Key_Up:
        return pick(current_ + 1);
    case Qt::Key_PageUp:
        return pick(current_ + kPage);
    case Qt::Key_PageDown:
        return pick(current_ - kPage);
    case Qt::Key_Home:
        return pick(0);
    case Qt::Key_End:
        return pick(static_cast<int>(marks_.size()) - 1);
    }
    QWidget::keyPressEvent(event);
}

bool TimelineBar::event(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        setCurrent(current_); // says where it is in the new language
    if (event->type() != QEvent::ToolTip || marks_.empty())
        return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), textOf(geometryOfMarks().indexAt(help->pos().x())), this);
    return true;
}

} // namespace wasserfarbe
