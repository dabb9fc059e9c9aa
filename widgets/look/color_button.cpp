#include "widgets/look/color_button.h"

#include <QColorDialog>
#include <QPainter>
#include <QPixmap>

#include "widgets/look/labelling.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

constexpr int kSwatch = 2 * kUnit;

QColor toQColor(Color color) {
    return {color.red, color.green, color.blue};
}

Color fromQColor(const QColor& color) {
    return {static_cast<std::uint8_t>(color.red()), static_cast<std::uint8_t>(color.green()),
            static_cast<std::uint8_t>(color.blue())};
}

} // namespace

ColorButton::ColorButton(QWidget* parent) : QToolButton(parent) {
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setIconSize(QSize(kSwatch, kSwatch));
    setFocusPolicy(Qt::StrongFocus);
    setMinimumHeight(3 * kUnit + 4); // as the other controls
    connect(this, &QToolButton::clicked, this, &ColorButton::choose);
    followPalette(this, [this] { showColor(); });
}

void ColorButton::setColor(Color color) {
    if (color == color_)
        return;
    color_ = color;
    showColor();
}

void ColorButton::setTitle(const QString& title) {
    title_ = title;
    setAccessibleName(title);
}

void ColorButton::choose() {
    if (auto* open = findChild<QColorDialog*>()) {
        open->raise();
        open->activateWindow();
        return;
    }
    auto* dialog = new QColorDialog(toQColor(color_), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title_);
    connect(dialog, &QColorDialog::colorSelected, this, [this](const QColor& chosen) {
        if (!chosen.isValid() || fromQColor(chosen) == color_)
            return;
        setColor(fromQColor(chosen));
        Q_EMIT colorChosen(color_);
    });
    dialog->open();
}

/// The outline keeps a swatch visible that has the button's own colour.
void ColorButton::showColor() {
    const qreal ratio = devicePixelRatioF();
    QPixmap swatch(QSize(kSwatch, kSwatch) * ratio);
    swatch.setDevicePixelRatio(ratio);
    swatch.fill(toQColor(color_));
    QPainter painter(&swatch);
    painter.setPen(quietColor(palette()));
    painter.drawRect(QRectF(0.5, 0.5, kSwatch - 1, kSwatch - 1));
    painter.end();
    setIcon(swatch);
    const QString text = QString::fromStdString(color_text(color_));
    setText(text);
    setAccessibleDescription(text);
}

} // namespace wasserfarbe
