#pragma once

#include <QSize>
#include <Qt>

namespace wasserfarbe {

/// Where the previews go: below the plot (Vertical) or beside it (Horizontal).
struct PreviewPlace {
    Qt::Orientation orientation = Qt::Vertical;
    int length = 0; ///< of the previews' part with its controls: height where it is below, width where beside

    bool operator==(const PreviewPlace&) const = default;
};

/// Where the previews are shown larger, and no more room for them than they fill, so that the plot has the
/// rest.
/// @param area     of both together
/// @param preview  one sheet, in pixels; empty: there is none yet
/// @param sheets   side by side: 1 or 2
PreviewPlace previewPlace(QSize area, QSize preview, int sheets);

} // namespace wasserfarbe
