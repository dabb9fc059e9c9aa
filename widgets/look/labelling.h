#pragma once

#include <functional>

#include <QString>

class QAbstractButton;
class QFormLayout;
class QWidget;

namespace wasserfarbe {

// GUI thread only.

/// Calls `retranslate` now, and each time that the language changes while `widget` lives; before the widgets
/// within it learn of the change.
void followLanguage(QWidget* widget, std::function<void()> retranslate);
/// The same for the widget's palette: for what is drawn in its colours beforehand.
void followPalette(QWidget* widget, std::function<void()> recolor);

/// Sets the text and tooltip of a button, and the name that a screen reader says: the text without mnemonic
/// and ellipsis unless another is given.
void describe(QAbstractButton* button, const QString& text, const QString& tip,
              const QString& spokenName = {});
/// Sets the name that a screen reader says and the tooltip of what has no text of its own, as a field or a
/// slider.
void describeField(QWidget* field, const QString& spokenName, const QString& tip);
/// The same for a field of a form, and sets the text of the label beside it, whose mnemonic leads to the
/// field. The label says the name, too.
void describeRow(QFormLayout* form, QWidget* field, const QString& label, const QString& tip);

} // namespace wasserfarbe
