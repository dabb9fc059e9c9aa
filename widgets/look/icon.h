#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

namespace wasserfarbe {

/// The project's own drawing `resources/icons/<name>.svg` in the palette's text colour, light and dark, sharp
/// at every scale factor. It follows the palette by itself. An unknown name is a fault of the program
/// (assert).
QIcon icon(const QString& name);
/// The same as quiet as secondary text: for large drawings on empty pages.
QIcon quietIcon(const QString& name);
/// The same for a primary button.
QIcon iconOnAccent(const QString& name);
/// The drawing once, in this colour. It does not follow the palette.
/// @param side  in device-independent pixels
QPixmap coloredPixmap(const QString& name, const QColor& color, int side, qreal pixelRatio);

} // namespace wasserfarbe
