#pragma once

namespace wasserfarbe::demo {

class Canvas;
struct FaceTraits;

/// Draws one whole face, background to accessories.
void paint_face(Canvas& canvas, const FaceTraits& traits);

} // namespace wasserfarbe::demo
