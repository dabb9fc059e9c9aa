#pragma once

#include "model/demo/demo_shapes.h"

namespace wasserfarbe::demo {

class Canvas;
struct FaceTraits;

/// Shadow and outline colours of the skin.
Rgb skin_shadow(const FaceTraits& traits);
Rgb skin_line(const FaceTraits& traits);

/// Fills the whole picture. Painted without a frame, so that it does not tilt with the head.
void paint_backdrop(Canvas& canvas, const FaceTraits& traits);
/// Neck, shoulders and clothes.
void paint_body(Canvas& canvas, const FaceTraits& traits);
/// What stands behind the hair: cat ears.
void paint_accessory_behind(Canvas& canvas, const FaceTraits& traits);
/// What lies on the hair: bows, clips, flowers, and the ties of tails.
void paint_accessory(Canvas& canvas, const FaceTraits& traits);

} // namespace wasserfarbe::demo
