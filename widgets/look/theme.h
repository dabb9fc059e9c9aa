#pragma once

#include <QColor>
#include <QFont>

class QLabel;
class QPalette;
class QPushButton;

namespace wasserfarbe {

/// What a person can choose in the preferences.
enum class ColorScheme { System, Light, Dark };

/// Sets the application's style, palette and style sheet. `System` follows the desktop's choice. GUI thread,
/// any time: open windows get a PaletteChange event and repaint.
void applyColorScheme(ColorScheme scheme);

bool isDark(const QPalette& palette);

/// The watercolour blue: the one main action of a page and the cursors of plot, timeline and pad.
QColor accentColor(const QPalette& palette);
/// Text on the accent.
QColor onAccentColor(const QPalette& palette);
/// Red, for failure alone.
QColor failureColor(const QPalette& palette);
/// Secondary text: less loud than the text, still at least 4.5:1 on the window.
QColor quietColor(const QPalette& palette);
/// Hairlines between areas, frames of pictures, grid lines.
QColor lineColor(const QPalette& palette);
/// Behind pictures and plots.
QColor surfaceColor(const QPalette& palette);

/// The two text sizes: the application's own and this one, for headings.
QFont headingFont();

/// Marks the one main action of a page: large, in the accent.
void makePrimary(QPushButton* button);
/// Secondary text, that follows the palette.
void makeQuiet(QLabel* label);
/// A heading.
void makeHeading(QLabel* label);

} // namespace wasserfarbe
