#pragma once

#include <QToolButton>

#include "model/types/color.h"

namespace wasserfarbe {

/// Shows a colour as a swatch beside its text, "#1e90ff"; a press lets a person choose another one in a
/// dialog that blocks nothing. Passive: GUI thread only.
class ColorButton : public QToolButton {
    Q_OBJECT
public:
    explicit ColorButton(QWidget* parent = nullptr);

    Color color() const { return color_; }
    /// Emits nothing. A dialog that is open stays as it is.
    void setColor(Color color);
    /// What the colour is of: title of the dialog and accessible name.
    void setTitle(const QString& title);

Q_SIGNALS:
    /// By the person.
    void colorChosen(wasserfarbe::Color color);

private:
    void choose();
    void showColor();

    Color color_;
    QString title_;
};

} // namespace wasserfarbe
