#pragma once

#include <QString>

#include "model/types/image.h"

namespace wasserfarbe {

/// Writes words into the lower left corner, light on dark, sized to the picture. Pictures too small for it
/// stay as they are. Any thread.
void drawCaption(Image& frame, const QString& text);

} // namespace wasserfarbe
