#pragma once

#include <QImage>

#include "model/types/image.h"

namespace wasserfarbe {

/// A copy as Format_RGB888; a null image where there are no pixels.
QImage toQImage(const Image& image);
/// A copy; transparency goes over white.
Image fromQImage(const QImage& image);

} // namespace wasserfarbe
