#include "model/demo/demo_hair_painter.h"

#include <algorithm>
#include <array>

#include "model/demo/demo_face_canvas.h"
#include "model/demo/demo_face_traits.h"
#include "model/types/random.h"
#include "model/types/unhandled_value.h"

namespace wasserfarbe::demo {

namespace {

constexpr double kLine = 0.0095; ///< width of an outline

enum DetailStream : std::uint64_t { kFringeDetail, kBackDetail, kShineDetail };

/// Shades of the hair's colour.
struct HairColors {
    Rgb base;
    Rgb tip;
    Rgb shade;
    Rgb line;
    Rgb light;
};

/// One lock of the fringe between two valleys of its edge.
struct Lock {
    Point tip;
    Point valley;           ///< to the right of the tip
    double blunt = 0;       ///< half the width of a cut tip; 0 for a pointed one
    double fullness = 0.25; ///< how far the sides bulge; 0 for straight ones
};

struct Fringe {
    Point start;               ///< the valley at the very left
    Point crown;               ///< where the strands come from
    std::vector<Lock> locks{}; ///< from left to right
};

/// Darker and a little warmer, as a second wash of the same watercolour would be.
Rgb shaded(Rgb color) {
    const Rgb washed{color.r * 80 / 100, color.g * 66 / 100, color.b * 76 / 100};
    return mix(washed, {70, 40, 110}, 10);
}

HairColors hair_colors(const FaceTraits& traits) {
    const bool dark = traits.hair.r + traits.hair.g + traits.hair.b < 260;
    return {.base = traits.hair,
            .tip = mix(traits.hair_tip, shaded(traits.hair_tip), 30),
            .shade = shaded(traits.hair),
            .line = mix(traits.hair, {44, 22, 52}, 64),
            .light = dark ? mix(traits.hair, {170, 176, 226}, 52) : mix(traits.hair, {255, 252, 246}, 58)};
}

/// The outline of the head's hair from the left side over the top to the right side.
Path over_the_head(const FaceTraits& traits, double side_y) {
    const double x = traits.outer_x();
    Path path({-x, side_y});
    path.cubic_to({-x * 1.04, -0.24}, {-x * 0.68, traits.hair_top}, {0, traits.hair_top});
    path.cubic_to({x * 0.68, traits.hair_top}, {x * 1.04, -0.24}, {x, side_y});
    return path;
}

// --- the fringe

Fringe straight_fringe(const FaceTraits& traits, PortableRandom& random) {
    const double edge = traits.half_width - 0.035;
    const double y = traits.fringe_y - 0.035;
    Fringe fringe{{-edge, y + 0.01}, {0, traits.hair_top + 0.05}};
    const double step = 2 * edge / traits.fringe_locks;
    for (int i = 0; i < traits.fringe_locks; ++i) {
        const double left = -edge + step * i;
        const double lift = random.uniform(0.015, 0.05);
        const double low = y + random.uniform(-0.004, 0.008);
        fringe.locks.push_back(
            {{left + step * 0.5, low + 0.01}, {left + step, low - lift}, step * 0.42, 0.0});
    }
    fringe.locks.back().valley = {edge, y + 0.01};
    return fringe;
}

Fringe choppy_fringe(const FaceTraits& traits, PortableRandom& random, bool spiky) {
    const double edge = traits.half_width - 0.03;
    Fringe fringe{{-edge, traits.fringe_y - 0.02}, {traits.part_x * 0.4, traits.hair_top + 0.04}};
    const double step = 2 * edge / traits.fringe_locks;
    for (int i = 0; i < traits.fringe_locks; ++i) {
        const double left = -edge + step * i;
        const double from_middle = (left + step * 0.5) / edge;
        const double lean = random.uniform(-0.35, 0.35) * step + (spiky ? 0.15 * step : 0.0);
        const double reach = random.uniform(-0.015, 0.035) + 0.03 * from_middle * from_middle;
        const double depth = spiky ? random.uniform(0.1, 0.16) : random.uniform(0.055, 0.105);
        const double tip_y = traits.fringe_y + reach + (spiky ? 0.02 : 0.0);
        fringe.locks.push_back(
            {{left + step * 0.5 + lean, tip_y}, {left + step, tip_y - depth}, 0, spiky ? 0.08 : 0.3});
    }
    fringe.locks.back().valley = {edge, traits.fringe_y - 0.01};
    return fringe;
}

/// Locks that fall to both sides of a parting at `part`.
Fringe parted_fringe(const FaceTraits& traits, PortableRandom& random, double part, double height) {
    const double edge = traits.half_width - 0.03;
    Fringe fringe{{-edge, traits.fringe_y + 0.03}, {part, traits.hair_top + 0.03}};
    const int left_count = part > 0.05 ? 3 : 2;
    const int right_count = 4 - left_count + (part > 0.05 ? 1 : 0);
    const double low = traits.fringe_y + 0.07;
    for (int i = 0; i < left_count; ++i) {
        const double t = static_cast<double>(i + 1) / left_count;
        const double tip_t = (static_cast<double>(i) + 0.12) / left_count;
        const Point tip{-edge + (part + edge) * tip_t, low - (low - height) * 0.75 * tip_t * tip_t};
        const Point valley{-edge + (part + edge) * t, low - (low - height) * t - random.uniform(0.03, 0.05)};
        fringe.locks.push_back({tip, valley, 0, 0.35});
    }
    fringe.locks.back().valley = {part, height};
    for (int i = 0; i < right_count; ++i) {
        const double t = static_cast<double>(i + 1) / right_count;
        const double tip_t = (static_cast<double>(i) + 0.88) / right_count;
        const Point tip{part + (edge - part) * tip_t,
                        height + (low - height) * (1 - 0.75 * (1 - tip_t) * (1 - tip_t))};
        const Point valley{part + (edge - part) * t,
                           height + (low - height) * t - random.uniform(0.06, 0.09)};
        fringe.locks.push_back({tip, valley, 0, 0.35});
    }
    fringe.locks.back().valley = {edge, traits.fringe_y + 0.03};
    return fringe;
}

/// One long lock between the eyes, and arches over them.
Fringe between_eyes_fringe(const FaceTraits& traits, PortableRandom& random) {
    const double edge = traits.half_width - 0.03;
    const double y = traits.fringe_y;
    const double middle = random.uniform(-0.025, 0.025);
    const double long_tip = y + random.uniform(0.06, 0.1);
    Fringe fringe{{-edge, y + 0.02}, {middle, traits.hair_top + 0.04}};
    fringe.locks.push_back({{-edge + 0.03, y + 0.08}, {-edge + 0.075, y - 0.05}, 0, 0.3});
    fringe.locks.push_back({{-0.13, y + random.uniform(-0.01, 0.02)}, {-0.07, y - 0.085}, 0, 0.3});
    fringe.locks.push_back({{middle, long_tip}, {0.065, y - 0.09}, 0, 0.35});
    fringe.locks.push_back({{0.12, y + random.uniform(-0.01, 0.02)}, {edge - 0.075, y - 0.05}, 0, 0.3});
    fringe.locks.push_back({{edge - 0.03, y + 0.08}, {edge, y + 0.02}, 0, 0.3});
    return fringe;
}

/// The same fringe with left and right swapped.
Fringe mirrored(const Fringe& fringe) {
    const auto flip = [](Point point) { return Point{-point.x, point.y}; };
    Fringe result{flip(fringe.locks.back().valley), flip(fringe.crown)};
    for (std::size_t i = fringe.locks.size(); i-- > 0;) {
        Lock lock = fringe.locks[i];
        lock.tip = flip(lock.tip);
        lock.valley = flip(i > 0 ? fringe.locks[i - 1].valley : fringe.start);
        result.locks.push_back(lock);
    }
    return result;
}

Fringe make_fringe(const FaceTraits& traits, PortableRandom& random) {
    switch (traits.fringe) {
    case FringeCut::Straight:
        return straight_fringe(traits, random);
    case FringeCut::Choppy:
        return choppy_fringe(traits, random, false);
    case FringeCut::Spiky:
        return choppy_fringe(traits, random, true);
    case FringeCut::CenterPart:
        return parted_fringe(traits, random, 0.0, -0.17);
    case FringeCut::SideSwept:
        return parted_fringe(traits, random, traits.part_x + 0.02, -0.15);
    case FringeCut::Arched:
        return parted_fringe(traits, random, 0.0, -0.10);
    case FringeCut::BetweenEyes:
        return between_eyes_fringe(traits, random);
    }
    unhandled_value();
}

/// One side of a lock, from `from` to `to`; the bulge is on the side away from the lock's other side.
void add_side(Path& path, Point from, Point to, double fullness) {
    const bool downwards = to.y > from.y;
    const Point valley = downwards ? from : to;
    const Point tip = downwards ? to : from;
    const Point straight = between(valley, tip, 0.5);
    const Point hanging{valley.x, tip.y - (tip.y - valley.y) * 0.25};
    path.quad_to(between(straight, hanging, fullness * 2), to);
}

/// The fringe's edge from its right end to its left one; `path` stands at the right end.
void add_fringe(Path& path, const Fringe& fringe) {
    for (std::size_t i = fringe.locks.size(); i-- > 0;) {
        const Lock& lock = fringe.locks[i];
        const Point left = i > 0 ? fringe.locks[i - 1].valley : fringe.start;
        if (lock.blunt > 0) {
            path.line_to({lock.tip.x + lock.blunt, lock.tip.y - 0.004});
            path.quad_to({lock.tip.x, lock.tip.y + 0.006}, {lock.tip.x - lock.blunt, lock.tip.y - 0.004});
            path.line_to(left);
        } else {
            add_side(path, path.points().back(), lock.tip, lock.fullness);
            add_side(path, lock.tip, left, lock.fullness);
        }
    }
}

} // namespace

FrontHair make_front_hair(const FaceTraits& traits) {
    PortableRandom random(mix_seed(traits.detail_seed, kFringeDetail));
    const Fringe drawn = make_fringe(traits, random);
    const Fringe fringe = traits.mirrored ? mirrored(drawn) : drawn;
    const double x = traits.outer_x();
    const Point left_tip{-x + traits.lock_width * 0.55, traits.lock_left};
    const Point right_tip{x - traits.lock_width * 0.55, traits.lock_right};
    const Point right_end = fringe.locks.back().valley;
    const double inner = traits.half_width - 0.035 - traits.lock_width * 0.35;

    FrontHair hair{Path(left_tip), {}, {}};
    hair.contour.cubic_to({-x - 0.012, traits.lock_left * 0.7}, {-x - 0.005, 0.05}, {-x, -0.02});
    const Path top = over_the_head(traits, -0.02);
    for (const Point& point : top.points())
        hair.contour.line_to(point);
    hair.contour.cubic_to({x + 0.005, 0.05}, {x + 0.012, traits.lock_right * 0.7}, right_tip);
    hair.contour.cubic_to({inner + 0.01, traits.lock_right * 0.75}, {inner, right_end.y + 0.08}, right_end);
    add_fringe(hair.contour, fringe);
    hair.contour.cubic_to({-inner, fringe.start.y + 0.08}, {-inner - 0.01, traits.lock_left * 0.75},
                          left_tip);

    std::vector<Point> roots{fringe.start};
    for (const Lock& lock : fringe.locks)
        roots.push_back(lock.valley);
    for (const Point& root : roots) {
        const double reach = random.uniform(0.45, 0.8);
        const double shadow_reach = random.uniform(0.3, 0.55);
        const auto flow = [&](double fraction) {
            const Point far = between(root, fringe.crown, fraction);
            Path line(root);
            line.quad_to({root.x + (far.x - root.x) * 0.2, (root.y + far.y) / 2}, far);
            return line;
        };
        hair.shadows.push_back(stroke(flow(shadow_reach), 0.008, 0.03, 0.0));
        hair.strands.push_back(stroke(flow(reach), 0.011, 0.007, 0.0));
    }
    for (const double side : {-1.0, 1.0}) {
        const double tip_y = side < 0 ? traits.lock_left : traits.lock_right;
        Path line({side * (x - traits.lock_width * 0.5), tip_y * 0.8});
        line.cubic_to({side * (x - 0.03), tip_y * 0.4}, {side * (x - 0.035), 0}, {side * (x - 0.06), -0.2});
        hair.strands.push_back(stroke(line, 0.0, 0.009, 0.0));
        Path flow(fringe.crown + Point{side * 0.03, 0.035});
        flow.cubic_to({fringe.crown.x * 0.7 + side * 0.1, fringe.crown.y + 0.06}, {side * x * 0.64, -0.27},
                      {side * x * 0.7, -0.12});
        hair.strands.push_back(stroke(flow, 0.0, 0.009, 0.0));
    }
    return hair;
}

namespace {

// --- the hair behind

/// A curtain from the head down to `bottom`, as wide as `width` there.
Path curtain(const FaceTraits& traits, double width, double bottom, double wave) {
    const double x = traits.outer_x();
    Path path = over_the_head(traits, 0.0);
    if (wave > 0) {
        path.cubic_to({x + 0.01, 0.06}, {width - wave, 0.1}, {width, 0.18});
        path.cubic_to({width + wave, 0.26}, {width - wave, 0.3}, {width, 0.38});
        path.cubic_to({width + wave, 0.46}, {width - wave, bottom - 0.08}, {width, bottom});
        path.line_to({-width, bottom});
        path.cubic_to({-width + wave, bottom - 0.08}, {-width - wave, 0.46}, {-width, 0.38});
        path.cubic_to({-width + wave, 0.3}, {-width - wave, 0.26}, {-width, 0.18});
        path.cubic_to({-width + wave, 0.1}, {-x - 0.01, 0.06}, {-x, 0.0});
        return path;
    }
    path.cubic_to({x + 0.015, 0.15}, {width, bottom * 0.6}, {width, bottom});
    path.line_to({-width, bottom});
    path.cubic_to({-width, bottom * 0.6}, {-x - 0.015, 0.15}, {-x, 0.0});
    return path;
}

/// Round at the jaw and turned in below it.
Path bob(const FaceTraits& traits) {
    const double x = traits.outer_x();
    const double bottom = std::max(traits.lock_left, 0.3) + 0.02;
    Path path = over_the_head(traits, -0.02);
    path.cubic_to({x + 0.05, 0.1}, {x + 0.06, bottom - 0.02}, {x - 0.06, bottom + 0.03});
    path.quad_to({0, bottom + 0.07}, {-x + 0.06, bottom + 0.03});
    path.cubic_to({-x - 0.06, bottom - 0.02}, {-x - 0.05, 0.1}, {-x, -0.02});
    return path;
}

/// Pointed locks along the sides and the nape and, where `crown` is set, all around the head.
void paint_spikes(Canvas& canvas, const FaceTraits& traits, const Paint& paint, Rgb line, double length,
                  bool crown) {
    PortableRandom random(mix_seed(traits.detail_seed, kBackDetail));
    const double x = traits.outer_x();
    // Where the locks start, clockwise from the nape's left end; the crown's are the first kCrownRoots after
    // it.
    const std::array<Point, 13> roots{{{-x, 0.0},
                                       {-x * 1.01, -0.14},
                                       {-x * 0.88, -0.28},
                                       {-x * 0.5, -0.4},
                                       {0, traits.hair_top + 0.01},
                                       {x * 0.5, -0.4},
                                       {x * 0.88, -0.28},
                                       {x * 1.01, -0.14},
                                       {x, 0.0},
                                       {x * 0.93, 0.12},
                                       {x * 0.6, 0.22},
                                       {-x * 0.6, 0.22},
                                       {-x * 0.93, 0.12}}};
    constexpr std::size_t kFirstSide = 8;
    const Point middle{0, -0.1};
    for (std::size_t i = 0; i < roots.size(); ++i) {
        const Point root = roots[i];
        const double reach = length * random.uniform(0.6, 1.3);
        const double twist = random.uniform(-0.25, 0.25);
        if (!crown && i < kFirstSide && i != 0)
            continue;
        const Point out = root - middle;
        const Point along{-out.y, out.x};
        const Point tip = root + out * reach + along * (twist * reach) + Point{0, 0.2 * reach};
        const Point left = root - along * 0.36 - out * 0.15;
        const Point right = root + along * 0.36 - out * 0.15;
        // Both sides bend downwards, so that the locks hang.
        Path spike(left);
        spike.quad_to(between(left, tip, 0.6) + out * (0.14 * reach) - Point{0, 0.12 * reach}, tip);
        spike.quad_to(between(right, tip, 0.5) - out * (0.1 * reach) - Point{0, 0.12 * reach}, right);
        canvas.draw(spike, paint, line, kLine);
    }
    Path head = over_the_head(traits, 0.02);
    head.cubic_to({x, 0.14}, {x * 0.7, 0.26}, {0, 0.27});
    head.cubic_to({-x * 0.7, 0.26}, {-x, 0.14}, {-x, 0.02});
    canvas.fill(head, paint);
}

/// A bunch of hair that starts at `root` and falls outwards on its side.
void paint_tail(Canvas& canvas, const FaceTraits& traits, Point root, double side, const Paint& paint,
                Rgb line) {
    PortableRandom random(mix_seed(traits.detail_seed, kBackDetail + 16));
    const double swing = random.uniform(0.0, 0.06);
    const auto at = [&](double x, double y) { return Point{root.x + side * x, root.y + y}; };
    Path tail(at(-0.03, 0));
    tail.cubic_to(at(0.06, -0.11), at(0.2 + swing, -0.04), at(0.2 + swing, 0.2));
    tail.cubic_to(at(0.2 + swing, 0.4), at(0.1 + swing, 0.5), at(0.09 + swing, 0.8));
    tail.line_to(at(-0.02, 0.8));
    tail.cubic_to(at(0.02, 0.5), at(0.01, 0.2), at(-0.03, 0));
    canvas.draw(tail, paint, line, kLine);
    Path strand(at(0.02, 0));
    strand.cubic_to(at(0.12, 0.02), at(0.13 + swing, 0.2), at(0.08 + swing, 0.55));
    canvas.fill(stroke(strand, 0.0, 0.016, 0.004), Paint::flat(mix(line, traits.hair, 35)));
}

void paint_bun(Canvas& canvas, Point center, double radius, const HairColors& colors) {
    const Path bun = ellipse(center, radius, radius * 0.94);
    canvas.fill(
        bun, Paint::linear(colors.base, center - Point{0, radius}, colors.shade, center + Point{0, radius}));
    Path curl(center + Point{-radius * 0.5, radius * 0.1});
    curl.cubic_to(center + Point{-radius * 0.4, -radius * 0.7}, center + Point{radius * 0.6, -radius * 0.6},
                  center + Point{radius * 0.4, radius * 0.3});
    canvas.fill(stroke(curl, 0.0, 0.014, 0.002), Paint::flat(colors.line));
    canvas.fill(outline(bun, kLine), Paint::flat(colors.line));
}

// --- what lies on the hair

/// A band of light across the hair that thins out towards its ends, its edges ragged along the strands.
Path shine_band(const FaceTraits& traits, PortableRandom& random, double from, double to, double thickness) {
    const double half = traits.outer_x();
    const auto arc = [&](double t, double below) {
        const double x = half * (from + (to - from) * t);
        return Point{x, traits.shine_y + 1.15 * x * x + below * (0.25 + 3.0 * t * (1 - t))};
    };
    constexpr int kTeeth = 9;
    Path band(arc(0, 0));
    for (int i = 0; i < kTeeth; ++i) {
        const double up = thickness * random.uniform(0.1, 0.4);
        band.line_to(arc((i + 0.5) / kTeeth, -up));
        band.line_to(arc((i + 1.0) / kTeeth, 0));
    }
    for (int i = kTeeth; i-- > 0;) {
        const double down = thickness * random.uniform(0.6, 1.2);
        band.line_to(arc((i + 0.6) / kTeeth, down));
        band.line_to(arc(static_cast<double>(i) / kTeeth, i == 0 ? 0 : thickness * 0.3));
    }
    return band;
}

void paint_shine(Canvas& canvas, const FaceTraits& traits, const HairColors& colors, const Mask& mask) {
    PortableRandom random(mix_seed(traits.detail_seed, kShineDetail));
    const double side = traits.side();
    const Paint light = Paint::flat(colors.light, 190);
    if (traits.shine == 0) {
        canvas.fill(shine_band(traits, random, -0.78, 0.78, 0.06), light, &mask);
    } else if (traits.shine == 1) {
        canvas.fill(shine_band(traits, random, -0.76, -0.12, 0.06), light, &mask);
        canvas.fill(shine_band(traits, random, 0.06, 0.74, 0.055), light, &mask);
    } else if (traits.shine == 2) {
        canvas.fill(shine_band(traits, random, side > 0 ? 0.05 : -0.7, side > 0 ? 0.7 : -0.05, 0.075), light,
                    &mask);
    } else {
        const Point center{side * -0.1, traits.shine_y + 0.02};
        canvas.fill(ellipse(center, 0.2, 0.13), Paint::glow(colors.light, 220, center, {0.2, 0.13}), &mask);
    }
}

void paint_ahoge(Canvas& canvas, const FaceTraits& traits, const HairColors& colors) {
    const double side = traits.side();
    const double top = traits.hair_top;
    Path lock({side * -0.03, top + 0.015});
    lock.cubic_to({side * -0.02, top - 0.06}, {side * 0.05, top - 0.09}, {side * 0.13, top - 0.035});
    lock.cubic_to({side * 0.07, top - 0.05}, {side * 0.02, top - 0.03}, {side * 0.02, top + 0.015});
    canvas.draw(lock, Paint::flat(colors.base), colors.line, kLine);
}

} // namespace

void paint_back_hair(Canvas& canvas, const FaceTraits& traits) {
    const HairColors colors = hair_colors(traits);
    const Rgb dark_tip = mix(shaded(traits.hair_tip), colors.shade, 30);
    const Paint paint = Paint::linear(colors.shade, {0, -0.2}, dark_tip, {0, 0.5});
    const Paint bright = Paint::linear(colors.base, {0, -0.2}, colors.tip, {0, 0.5});
    const double x = traits.outer_x();
    const double side = traits.side();
    const double wide = std::max(x, 0.35);
    switch (traits.back) {
    case BackHair::Short:
        paint_spikes(canvas, traits, paint, colors.line, 0.3, false);
        break;
    case BackHair::Spiky:
        paint_spikes(canvas, traits, bright, colors.line, 0.42, true);
        break;
    case BackHair::Bob:
        canvas.draw(bob(traits), paint, colors.line, kLine);
        break;
    case BackHair::Long:
        canvas.draw(curtain(traits, wide + traits.part_x * 0.6, 0.75, 0), paint, colors.line, kLine);
        break;
    case BackHair::Wavy:
        canvas.draw(curtain(traits, wide + 0.05, 0.75, 0.05), paint, colors.line, kLine);
        break;
    case BackHair::TwinTails:
        paint_tail(canvas, traits, {-x + 0.015, -0.17}, -1, bright, colors.line);
        paint_tail(canvas, traits, {x - 0.015, -0.17}, 1, bright, colors.line);
        paint_spikes(canvas, traits, paint, colors.line, 0.15, false);
        break;
    case BackHair::SideTail:
        paint_tail(canvas, traits, {side * (x - 0.015), -0.12}, side, bright, colors.line);
        paint_spikes(canvas, traits, paint, colors.line, 0.15, false);
        break;
    case BackHair::Buns:
        paint_bun(canvas, {-x * 0.72, traits.hair_top + 0.045}, 0.095, colors);
        paint_bun(canvas, {x * 0.72, traits.hair_top + 0.045}, 0.095, colors);
        paint_spikes(canvas, traits, paint, colors.line, 0.2, false);
        break;
    }
}

void paint_front_hair(Canvas& canvas, const FaceTraits& traits, const FrontHair& hair) {
    const HairColors colors = hair_colors(traits);
    const Mask mask = canvas.mask(hair.contour);
    if (traits.ahoge)
        paint_ahoge(canvas, traits, colors);
    canvas.fill(hair.contour, Paint::linear(colors.base, {0, -0.1}, colors.tip, {0, 0.45}));
    // The crown's far side and the edges of the head turn away from the light.
    const Point middle{traits.mirrored ? 0.06 : -0.06, -0.14};
    canvas.fill(hair.contour, Paint::glow(colors.shade, 0, middle, {traits.outer_x() * 1.25, 0.5}, 150),
                &mask);
    for (const Path& shadow : hair.shadows)
        canvas.fill(shadow, Paint::flat(colors.shade, 150), &mask);
    paint_shine(canvas, traits, colors, mask);
    for (const Path& strand : hair.strands)
        canvas.fill(strand, Paint::flat(colors.line, 190), &mask);
    canvas.fill(outline(hair.contour, kLine), Paint::flat(colors.line));
}

} // namespace wasserfarbe::demo
