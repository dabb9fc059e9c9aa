#pragma once

#include <cstdint>

#include "model/demo/demo_shapes.h"

namespace wasserfarbe::demo {

enum class FringeCut { Straight, Choppy, CenterPart, SideSwept, Spiky, BetweenEyes, Arched };
enum class BackHair { Short, Spiky, Bob, Long, Wavy, TwinTails, SideTail, Buns };
enum class Mouth { Smile, WideSmile, Open, Small, Cat, Flat, Frown };
enum class Clothes { Sailor, RoundNeck, Shirt, Hood, Turtleneck, Bare };
enum class Accessory { None, Headband, Clips, Bow, CatEars, Flower, Glasses };
enum class Backdrop { Plain, Gradient, Glow, Disc, Stripes, Split };

/// How the lids of an eye run.
struct EyeShape {
    double open = 0.96; ///< 0 to 1
    double slant = 0;   ///< how much lower the outer corner lies
    double flat = 0.5;  ///< how square the upper lid is, 0 to 1
};

/// How far the ends of the brows lie below where they are at rest, and how far both are raised.
struct Brows {
    double inner = 0;
    double outer = 0;
    double lift = 0;
};

/// Everything that tells one demo face from another. Lengths are in face space: see Point.
struct FaceTraits {
    Frame frame;
    double turn = 0;       ///< how far the features sit off the middle, as if the head were turned
    double half_width = 0; ///< of the face at the temples
    double chin_y = 0;
    double chin_round = 0; ///< half the width of the flat of the chin
    double jaw = 0;        ///< how full the cheeks are, 0 to 1

    EyeShape eye_shape;
    double eye_x = 0; ///< from the middle to the middle of an eye
    double eye_y = 0;
    double eye_width = 0;  ///< half
    double eye_height = 0; ///< half
    double gaze = 0;       ///< sideways
    double iris_size = 0;  ///< as a fraction of the eye's half width
    bool round_light = true;
    Brows brows;
    Mouth mouth = Mouth::Smile;
    double mouth_y = 0;
    double mouth_width = 0; ///< half
    int blush = 0;          ///< opacity
    bool blush_lines = false;

    FringeCut fringe = FringeCut::Choppy;
    double fringe_y = 0; ///< where its tips end
    int fringe_locks = 5;
    double part_x = 0;
    BackHair back = BackHair::Long;
    double hair_volume = 0; ///< beyond the face, at the sides
    double hair_top = 0;
    double lock_left = 0; ///< y of the tips of the locks beside the face
    double lock_right = 0;
    double lock_width = 0;
    bool ahoge = false;
    bool mirrored = false; ///< swaps the sides of everything one-sided
    int shine = 0;         ///< which highlight the hair has
    double shine_y = 0;

    Clothes clothes = Clothes::Sailor;
    Accessory accessory = Accessory::None;
    Backdrop backdrop = Backdrop::Plain;

    Rgb skin;
    Rgb hair;
    Rgb hair_tip;
    Rgb eye_left;
    Rgb eye_right;
    Rgb cloth;
    Rgb trim;
    Rgb ribbon;
    Rgb back_from;
    Rgb back_to;

    std::uint64_t detail_seed = 0; ///< for the small irregularities of hair

    /// What an x on the right is multiplied by for the side that something one-sided is on.
    double side() const { return mirrored ? -1.0 : 1.0; }
    /// Where the hair ends at the sides.
    double outer_x() const { return half_width + hair_volume; }
};

/// The traits of one face: a pure function.
FaceTraits make_traits(std::uint64_t seed, std::int64_t index);

} // namespace wasserfarbe::demo
