#include "widgets/latent/two_axis_panel.h"

#include <algorithm>
#include <cmath>

#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QSignalBlocker>
#include <QSlider>
#include <QStyle>

#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

constexpr int kSliderRange = 10'000;

/// A line of text that reads from the bottom to the top.
class UprightText final : public QWidget {
public:
    using QWidget::QWidget;

    void setText(const QString& text) {
        text_ = text;
        setAccessibleName(text);
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setPen(quietColor(palette()));
        painter.translate(0, height());
        painter.rotate(-90);
        const QString shown = fontMetrics().elidedText(text_, Qt::ElideRight, height());
        painter.drawText(QRect(0, 0, height(), width()), Qt::AlignCenter, shown);
    }

private:
    QString text_;
};

QSlider* makeSlider(Qt::Orientation orientation, const char* name, QWidget* parent) {
    auto* slider = named<QSlider>(name, orientation, parent);
    slider->setRange(0, kSliderRange);
    slider->setInvertedAppearance(orientation == Qt::Vertical); // A is at the top
    // Up and Page Up lead up, towards A, on the vertical one.
    slider->setInvertedControls(orientation == Qt::Vertical);
    return slider;
}

} // namespace

TwoAxisPanel::TwoAxisPanel(QWidget* parent)
    : QWidget(parent),
      pad_(named<TwoAxisPad>("pad", this)),
      horizontal_(makeSlider(Qt::Horizontal, "acrossSlider", this)),
      vertical_(makeSlider(Qt::Vertical, "downSlider", this)),
      across_(new QLabel(this)),
      down_(new UprightText(this)),
      a_(new QLabel(this)),
      b_(new QLabel(this)) {
    makeQuiet(across_);
    across_->setAlignment(Qt::AlignCenter);
    makeHeading(a_);
    makeHeading(b_);
    a_->setAlignment(Qt::AlignCenter);
    b_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    connect(pad_, &TwoAxisPad::cursorMoved, this, [this](const QPointF& point) {
        showOnSliders(point);
        Q_EMIT cursorMoved(point);
    });
    connect(pad_, &TwoAxisPad::moveFinished, this, &TwoAxisPanel::moveFinished);
    for (QSlider* slider : {horizontal_, vertical_}) {
        connect(slider, &QSlider::valueChanged, this, &TwoAxisPanel::sliderMoved);
        connect(slider, &QSlider::sliderReleased, this, &TwoAxisPanel::moveFinished);
    }
    setSteps(pad_->steps());
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    followLanguage(this, [this] { retranslate(); });
}

/// The pad may lose the keyboard, and say so, while Qt takes the panel down.
TwoAxisPanel::~TwoAxisPanel() {
    pad_->disconnect(this);
}

void TwoAxisPanel::setSteps(int steps) {
    pad_->setSteps(steps);
    for (QSlider* slider : {horizontal_, vertical_}) {
        slider->setPageStep(std::max(1, kSliderRange / steps));
        slider->setSingleStep(std::max(1, kSliderRange / (steps * kFineParts)));
    }
    relayout();
}

void TwoAxisPanel::setImageSize(int pixels) {
    pad_->setImageSize(pixels);
    relayout();
}

void TwoAxisPanel::setCursorPoint(const QPointF& point) {
    pad_->setCursorPoint(point);
    showOnSliders(point);
}

void TwoAxisPanel::setAxes(int split, int size) {
    split_ = split;
    latentSize_ = size;
    retranslate();
}

void TwoAxisPanel::showOnSliders(const QPointF& point) {
    const QSignalBlocker blockHorizontal(horizontal_);
    const QSignalBlocker blockVertical(vertical_);
    horizontal_->setValue(static_cast<int>(std::lround(point.x() * kSliderRange)));
    vertical_->setValue(static_cast<int>(std::lround(point.y() * kSliderRange)));
}

/// The coordinate of the slider that was not moved keeps its exact value.
void TwoAxisPanel::sliderMoved() {
    QPointF point = pad_->cursorPoint();
    const double value = static_cast<const QSlider*>(sender())->value() / static_cast<double>(kSliderRange);
    if (sender() == horizontal_)
        point.setX(value);
    else
        point.setY(value);
    pad_->setCursorPoint(point);
    Q_EMIT cursorMoved(point);
    if (!static_cast<const QSlider*>(sender())->isSliderDown())
        Q_EMIT moveFinished();
}

QSize TwoAxisPanel::minimumSizeHint() const {
    return pad_->minimumSizeHint() + QSize(6 * kUnit, 9 * kUnit);
}

QSize TwoAxisPanel::sizeHint() const {
    return pad_->sizeHint() + QSize(6 * kUnit, 9 * kUnit);
}

/// The handles stand at the centres of the cells, which no layout of Qt's can know: the pad's side depends on
/// the images' size.
void TwoAxisPanel::relayout() {
    const int line = std::max(fontMetrics().height(), QFontMetrics(headingFont()).height()) + kUnit / 2;
    const int thick = horizontal_->sizeHint().height();
    const int top = line + thick + kUnit / 2;
    const int left = line + vertical_->sizeHint().width() + kUnit / 2;
    const int bottom = line;
    const QSize room(width() - left, height() - top - bottom);
    if (room.width() <= 0 || room.height() <= 0)
        return;
    const PadGeometry fitted = pad_->geometryFor(room);
    const int side = static_cast<int>(std::ceil(fitted.side()));
    const int x = left + (room.width() - side) / 2;
    const int y = top;
    pad_->setGeometry(x, y, side, side);

    const int handle = style()->pixelMetric(QStyle::PM_SliderLength, nullptr, horizontal_);
    const int start = static_cast<int>(std::lround(fitted.cell / 2.0)) - handle / 2;
    const int length = static_cast<int>(std::lround(fitted.side() - fitted.cell)) + handle;
    horizontal_->setGeometry(x + start, y - thick - kUnit / 2, length, thick);
    const int wide = vertical_->sizeHint().width();
    vertical_->setGeometry(x - wide - kUnit / 2, y + start, wide, length);
    across_->setGeometry(x, y - top, side, line);
    down_->setGeometry(x - left, y, line, side);
    a_->setGeometry(x - wide - kUnit / 2, y - thick - kUnit / 2, wide, thick);
    b_->setGeometry(x, y + side, side, line);
}

void TwoAxisPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    relayout();
}

void TwoAxisPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        relayout();
}

void TwoAxisPanel::retranslate() {
    a_->setText(tr("A"));
    b_->setText(tr("B"));
    const bool halves = latentSize_ == 0 || split_ * 2 == latentSize_;
    const QString across =
        halves ? tr("Across: first half of z") : tr("Across: numbers 1 to %1 of z").arg(split_);
    const QString down = halves ? tr("Down: second half of z")
                                : tr("Down: numbers %1 to %2 of z").arg(split_ + 1).arg(latentSize_);
    across_->setText(across);
    static_cast<UprightText*>(down_)->setText(down);
    describeField(horizontal_, across,
                  tr("Moves the first part of the latent from A to B (arrow keys: finely)"));
    describeField(vertical_, down, tr("Moves the other part of the latent from A to B (arrow keys: finely)"));
}

} // namespace wasserfarbe
