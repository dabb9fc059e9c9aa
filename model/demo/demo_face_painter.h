#pragma once

#include "model/demo/demo_face_canvas.h"
#include "model/demo/demo_face_traits.h"

namespace wasserfarbe::demo {

/// Draws one whole face, background to accessories.
void paint_face(Canvas& canvas, const FaceTraits& traits);

} // namespace wasserfarbe::demo
