#pragma once

#include <optional>

#include <QPointF>
#include <QRectF>
#include <QSize>

#include "model/types/dataset_selection.h"

namespace wasserfarbe {

/// Where a picture and the square that is kept of it lie in a view. The square is as large as the picture's
/// shorter side and has room along the longer one alone.
struct CropGeometry {
    QSize picture; ///< in pixels of its own; may be empty
    QRectF area;   ///< of the view that the picture may take

    /// Centred in the area, as large as it fits; empty where there is no picture.
    QRectF pictureRect() const;
    QRectF squareRect(const CropPlace& place) const;
    /// The direction in which the square can be moved; nothing where the picture is a square itself.
    std::optional<Qt::Orientation> freeAxis() const;
    /// The place after the square was moved so far in the view; it stays within the picture.
    CropPlace moved(const CropPlace& place, QPointF by) const;
    /// The place at which the square's middle is closest to this position of the view.
    CropPlace centredAt(const CropPlace& place, QPointF position) const;
    /// The place this share of the whole room further: positive is to the right or down.
    CropPlace nudged(const CropPlace& place, double by) const;
    /// How far the square is along the free axis, 0 to 1; 0.5 where it has no room.
    double share(const CropPlace& place) const;

private:
    CropPlace withShare(const CropPlace& place, double share) const;
};

} // namespace wasserfarbe
