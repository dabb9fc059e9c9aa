#pragma once

namespace wasserfarbe::demo {

class Canvas;
struct FaceLook;

/// Draws one whole face, background to accessories.
void paint_face(Canvas& canvas, const FaceLook& look);

} // namespace wasserfarbe::demo
