#pragma once

#include <vector>

#include "model/demo/demo_shapes.h"

namespace wasserfarbe::demo {

class Canvas;
struct FaceTraits;

/// The hair in front of the face, worked out once because it also throws a shadow and clips what lies on it.
struct FrontHair {
    Path contour;
    std::vector<Path> strands; ///< thin strokes that divide its locks
    std::vector<Path> shadows; ///< broader ones under them
};

FrontHair make_front_hair(const FaceTraits& traits);

/// What hangs behind head and neck.
void paint_back_hair(Canvas& canvas, const FaceTraits& traits);
/// Fringe, locks beside the face, shine, ahoge.
void paint_front_hair(Canvas& canvas, const FaceTraits& traits, const FrontHair& hair);

} // namespace wasserfarbe::demo
