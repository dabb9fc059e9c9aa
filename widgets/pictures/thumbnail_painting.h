#pragma once

#include <QImage>
#include <QString>

class QPainter;
class QRect;
class QWidget;

namespace wasserfarbe {

inline constexpr int kSelectionMargin = 4; ///< around a cell, where its selection is drawn

/// What a cell of a wall shows.
struct ThumbnailCell {
    QImage image;         ///< null while it is being made
    bool broken = false;  ///< there is no picture; a symbol says so
    bool leftOut = false; ///< drawn faintly
    bool selected = false;
    bool current = false; ///< and the wall has the focus
    QString badge;
};

/// @param wall  has the palette, the font and the pixel ratio
void paintThumbnail(QPainter& painter, const ThumbnailCell& shown, const QRect& cell, const QWidget& wall);

} // namespace wasserfarbe
