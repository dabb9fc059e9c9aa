#include "model/demo/demo_face_painter.h"

#include "model/demo/demo_face_canvas.h"
#include "model/demo/demo_face_traits.h"
#include "model/demo/demo_hair_painter.h"
#include "model/demo/demo_scene_painter.h"

namespace wasserfarbe::demo {

namespace {

constexpr Rgb kWhite{255, 255, 255};

// --- head

Path head_contour(const FaceTraits& traits) {
    const double w = traits.half_width;
    const double jaw_x = w * (0.66 + 0.12 * traits.jaw);
    const double jaw_y = 0.225 + 0.02 * traits.jaw;
    const double chin_x = traits.turn * 0.5;
    Path path({0, -0.38});
    path.cubic_to({w * 0.7, -0.38}, {w * 1.02, -0.2}, {w, 0.0});
    path.cubic_to({w, 0.1}, {w * 0.93, 0.17}, {jaw_x, jaw_y});
    path.cubic_to({jaw_x * 0.62, traits.chin_y - 0.035}, {chin_x + traits.chin_round, traits.chin_y},
                  {chin_x, traits.chin_y});
    path.cubic_to({chin_x - traits.chin_round, traits.chin_y}, {-jaw_x * 0.62, traits.chin_y - 0.035},
                  {-jaw_x, jaw_y});
    path.cubic_to({-w * 0.93, 0.17}, {-w, 0.1}, {-w, 0.0});
    path.cubic_to({-w * 1.02, -0.2}, {-w * 0.7, -0.38}, {0, -0.38});
    return path;
}

void paint_ears(Canvas& canvas, const FaceTraits& traits) {
    for (const double side : {-1.0, 1.0}) {
        const Path ear = ellipse({side * (traits.half_width + 0.008), traits.eye_y + 0.03}, 0.04, 0.062);
        canvas.draw(ear, Paint::flat(traits.skin), skin_line(traits), 0.008);
        const Path inside = ellipse({side * (traits.half_width + 0.012), traits.eye_y + 0.03}, 0.02, 0.038);
        canvas.fill(inside, Paint::flat(skin_shadow(traits)));
    }
}

void paint_blush(Canvas& canvas, const FaceTraits& traits, const Mask& mask) {
    const Rgb pink = mix({244, 92, 110}, traits.skin, 15);
    for (const double side : {-1.0, 1.0}) {
        const Point center{traits.turn + side * (traits.eye_x + 0.045),
                           traits.eye_y + traits.eye_height + 0.05};
        const Point radii{0.088, 0.052};
        canvas.fill(ellipse(center, radii.x, radii.y), Paint::glow(pink, traits.blush, center, radii), &mask);
        if (!traits.blush_lines)
            continue;
        for (int i = -1; i < 2; ++i) {
            const Path line{center + Point{i * 0.024 + 0.008, -0.014},
                            center + Point{i * 0.024 - 0.008, 0.014}};
            canvas.fill(stroke(line, 0.003, 0.008, 0.003), Paint::flat({226, 84, 100}, 190), &mask);
        }
    }
}

void paint_head(Canvas& canvas, const FaceTraits& traits, const FrontHair& hair) {
    const Path head = head_contour(traits);
    const Rgb shadow = skin_shadow(traits);
    paint_ears(canvas, traits);
    canvas.fill(head, Paint::flat(traits.skin));
    const Mask mask = canvas.mask(head);
    // Soft light from above: the lower edge of the cheeks is a little darker.
    canvas.fill(head, Paint::glow(shadow, 0, {traits.turn, 0.02}, {0.36, 0.40}, 120), &mask);
    canvas.fill(hair.contour.moved({traits.mirrored ? -0.012 : 0.012, 0.034}), Paint::flat(shadow, 215),
                &mask);
    if (traits.blush > 0)
        paint_blush(canvas, traits, mask);
    canvas.fill(outline(head, 0.0085), Paint::flat(skin_line(traits)));
}

// --- eyes

/// One eye's lids as paths from the inner to the outer corner.
struct Eye {
    Point center;
    double side;   ///< 1 for the one on the right of the picture
    double width;  ///< half
    double height; ///< half
    EyeShape shape;

    /// In half widths outwards and half heights down.
    Point at(double x, double y) const { return center + Point{side * x * width, y * height}; }
    Point inner() const { return at(-0.98, 0.22); }
    Point outer() const { return at(1.0, 0.08 + shape.slant); }

    Path upper_lid() const {
        const auto [open, slant, flat] = shape;
        Path path(inner());
        path.cubic_to(at(-0.86, -open * 0.62), at(-0.42 - 0.16 * flat, -open), at(0.06, -open));
        path.cubic_to(at(0.52 + 0.2 * flat, -open), at(0.95, -open * 0.55 + slant * 0.5), outer());
        return path;
    }

    Path contour() const {
        Path path = upper_lid();
        path.cubic_to(at(0.92, 0.62 + shape.slant * 0.4), at(0.52, 0.98), at(0.04, 0.98));
        path.cubic_to(at(-0.5, 0.98), at(-0.84, 0.72), inner());
        return path;
    }
};

Eye make_eye(const FaceTraits& traits, double side) {
    // The eye on the far side of a turned head is narrower and nearer to the nose.
    const double away = traits.turn * side;
    return {.center = {traits.turn + side * traits.eye_x * (1.0 - 0.8 * away), traits.eye_y},
            .side = side,
            .width = traits.eye_width * (1.0 - 1.6 * away),
            .height = traits.eye_height,
            .shape = traits.eye_shape};
}

void paint_iris(Canvas& canvas, const FaceTraits& traits, const Eye& eye, Rgb color, const Mask& mask) {
    const double rx = eye.width * traits.iris_size;
    const double ry = eye.height * 0.93;
    const Point center = eye.center + Point{traits.gaze, eye.height * 0.08};
    const Rgb deep = mix(color, {22, 14, 44}, 72);
    const Rgb bright = mix(color, {255, 255, 240}, 38);
    const auto at = [&](double x, double y) { return center + Point{x * rx, y * ry}; };
    canvas.fill(ellipse(center, rx, ry), Paint::flat(deep), &mask);
    canvas.fill(ellipse(center, rx * 0.86, ry * 0.88),
                Paint::linear(mix(color, deep, 62), at(0, -0.55), color, at(0, 0.35)), &mask);
    const Point low = at(0, 0.62);
    canvas.fill(ellipse(low, rx * 0.66, ry * 0.42), Paint::glow(bright, 255, low, {rx * 0.7, ry * 0.46}),
                &mask);
    canvas.fill(ellipse(at(0, -0.02), rx * 0.40, ry * 0.42), Paint::flat(mix(deep, {10, 6, 20}, 45)), &mask);
    // The upper lid's shadow.
    Paint shade = Paint::linear({24, 14, 40}, at(0, -0.95), {24, 14, 40}, at(0, -0.05));
    shade.alpha_from = 205;
    shade.alpha_to = 0;
    canvas.fill(ellipse(center, rx, ry), shade, &mask);

    const double light = traits.mirrored ? 1.0 : -1.0;
    const double size = traits.round_light ? 1.0 : 0.85;
    canvas.fill(ellipse(at(light * 0.34, -0.36), rx * 0.31 * size, ry * (traits.round_light ? 0.25 : 0.32)),
                Paint::flat(kWhite));
    canvas.fill(ellipse(at(light * -0.36, 0.46), rx * 0.16, ry * 0.13), Paint::flat(kWhite, 235));
    if (!traits.round_light)
        canvas.fill(ellipse(at(light * 0.42, 0.12), rx * 0.12, ry * 0.09), Paint::flat(kWhite, 220));
}

/// The upper lashes, thick at the outer corner, where they end in a wing. Also painted over the hair: it is a
/// habit of the genre that eyes show through a fringe.
void paint_upper_lashes(Canvas& canvas, const FaceTraits& traits, double side, int alpha) {
    const Eye eye = make_eye(traits, side);
    const auto [open, slant, flat] = eye.shape;
    const double top = -open;
    Path lash(eye.inner());
    lash.cubic_to(eye.at(-0.9, top * 0.68), eye.at(-0.48 - 0.16 * flat, top - 0.18),
                  eye.at(0.05, top - 0.22));
    lash.cubic_to(eye.at(0.55 + 0.2 * flat, top - 0.22), eye.at(1.0, top * 0.75 + slant * 0.4),
                  eye.at(1.3, -0.34 + slant));
    lash.quad_to(eye.at(1.14, -0.08 + slant), eye.at(1.02, 0.14 + slant));
    lash.append_reversed(eye.upper_lid());
    canvas.fill(lash, Paint::flat(mix(traits.hair, {30, 16, 30}, 82), alpha));
}

void paint_lower_lashes(Canvas& canvas, const FaceTraits& traits, const Eye& eye) {
    Path lower(eye.outer());
    lower.cubic_to(eye.at(0.93, 0.62 + eye.shape.slant * 0.4), eye.at(0.54, 0.98), eye.at(0.04, 0.99));
    lower.line_to(eye.at(-0.3, 0.96));
    canvas.fill(stroke(lower, 0.02, 0.012, 0.002), Paint::flat(mix(traits.hair, {40, 20, 34}, 75), 220));
    Path fold(eye.at(-0.6, -eye.shape.open * 0.86 - 0.34));
    fold.cubic_to(eye.at(-0.25, -eye.shape.open - 0.5), eye.at(0.5, -eye.shape.open - 0.5),
                  eye.at(0.95, -eye.shape.open * 0.7 - 0.26));
    canvas.fill(stroke(fold, 0.001, 0.008, 0.002), Paint::flat(skin_line(traits), 170));
}

void paint_eye(Canvas& canvas, const FaceTraits& traits, double side) {
    const Eye eye = make_eye(traits, side);
    const Path contour = eye.contour();
    const Mask mask = canvas.mask(contour);
    canvas.fill(contour,
                Paint::linear({186, 184, 208}, eye.at(0, -eye.shape.open), {253, 252, 255}, eye.at(0, -0.1)));
    paint_iris(canvas, traits, eye, side < 0 ? traits.eye_left : traits.eye_right, mask);
    paint_lower_lashes(canvas, traits, eye);
    paint_upper_lashes(canvas, traits, side, 255);
}

void paint_brow(Canvas& canvas, const FaceTraits& traits, double side) {
    const Eye eye = make_eye(traits, side);
    const auto [inner, outer, lift] = traits.brows;
    const double y = traits.eye_y - traits.eye_height - 0.062 - lift;
    const auto at = [&](double x, double offset) { return Point{eye.center.x + side * x, y + offset}; };
    const Path brow = Path(at(-0.07, 0.012 + inner)).quad_to(at(0.01, -0.016), at(0.085, 0.012 + outer));
    canvas.fill(stroke(brow, 0.009, 0.012, 0.002), Paint::flat(mix(traits.hair, {50, 26, 40}, 62), 225));
}

// --- nose and mouth

void paint_nose(Canvas& canvas, const FaceTraits& traits) {
    const double x = traits.turn * 1.35;
    const double y = (traits.eye_y + traits.mouth_y) / 2 + 0.018;
    Path line({x - 0.002, y - 0.012});
    line.quad_to({x + (traits.turn < 0 ? -0.012 : 0.012), y + 0.004}, {x, y + 0.006});
    canvas.fill(stroke(line, 0.002, 0.008, 0.004), Paint::flat(skin_line(traits), 210));
}

void paint_open_mouth(Canvas& canvas, const FaceTraits& traits, Point center, double width, double depth) {
    const auto at = [&](double x, double y) { return center + Point{x * width, y * depth}; };
    Path mouth(at(-1, 0));
    mouth.quad_to(at(0, 0.22), at(1, 0));
    mouth.cubic_to(at(0.85, 1.0), at(0.35, 1.25), at(0, 1.25));
    mouth.cubic_to(at(-0.35, 1.25), at(-0.85, 1.0), at(-1, 0));
    const Mask mask = canvas.mask(mouth);
    canvas.fill(mouth, Paint::flat({142, 40, 54}));
    canvas.fill(ellipse(at(0, 1.2), width * 0.62, depth * 0.6), Paint::flat({240, 118, 124}), &mask);
    canvas.fill(ellipse(at(0, -0.12), width * 0.8, depth * 0.36), Paint::flat({255, 250, 248}), &mask);
    canvas.fill(outline(mouth, 0.008), Paint::flat(mix(skin_line(traits), {110, 20, 34}, 55)));
}

void paint_line_mouth(Canvas& canvas, Rgb color, Point left, Point bend, Point right, double width) {
    canvas.fill(stroke(Path(left).quad_to(bend, right), 0.004, width, 0.004), Paint::flat(color));
}

void paint_mouth(Canvas& canvas, const FaceTraits& traits) {
    const Point center{traits.turn * 1.1, traits.mouth_y};
    const Rgb color = mix(skin_line(traits), {130, 24, 40}, 50);
    const double w = traits.mouth_width;
    const auto at = [&](double x, double y) { return center + Point{x * w, y}; };
    switch (traits.mouth) {
    case Mouth::Smile:
        paint_line_mouth(canvas, color, at(-1, -0.006), at(0, 0.038), at(1, -0.006), 0.014);
        break;
    case Mouth::WideSmile:
        paint_open_mouth(canvas, traits, center - Point{0, 0.012}, w, 0.045);
        break;
    case Mouth::Open:
        canvas.fill(ellipse(at(0, 0.008), w * 0.48, 0.034), Paint::flat({142, 40, 54}));
        canvas.fill(ellipse(at(0, 0.026), w * 0.3, 0.014), Paint::flat({240, 118, 124}));
        canvas.fill(outline(ellipse(at(0, 0.008), w * 0.48, 0.034), 0.008), Paint::flat(color));
        break;
    case Mouth::Small:
        paint_line_mouth(canvas, color, at(-0.45, 0), at(0, 0.014), at(0.45, 0), 0.015);
        break;
    case Mouth::Cat:
        paint_line_mouth(canvas, color, at(-0.9, -0.008), at(-0.5, 0.032), at(0, 0), 0.012);
        paint_line_mouth(canvas, color, at(0, 0), at(0.5, 0.032), at(0.9, -0.008), 0.012);
        break;
    case Mouth::Flat:
        paint_line_mouth(canvas, color, at(-0.75, 0), at(0, 0.002), at(0.75, 0), 0.013);
        break;
    case Mouth::Frown:
        paint_line_mouth(canvas, color, at(-0.7, 0.008), at(0, -0.02), at(0.7, 0.008), 0.013);
        break;
    }
}

void paint_glasses(Canvas& canvas, const FaceTraits& traits) {
    const Rgb rim = mix(traits.ribbon, {40, 26, 44}, 62);
    for (const double side : {-1.0, 1.0}) {
        const Point center{traits.turn + side * traits.eye_x, traits.eye_y + 0.01};
        const Path lens = ellipse(center, traits.eye_width + 0.028, traits.eye_height + 0.016);
        canvas.draw(lens, Paint::flat(kWhite, 22), rim, 0.014);
    }
    Path bridge({traits.turn - traits.eye_x + traits.eye_width + 0.025, traits.eye_y});
    bridge.quad_to({traits.turn, traits.eye_y - 0.02},
                   {traits.turn + traits.eye_x - traits.eye_width - 0.025, traits.eye_y});
    canvas.fill(stroke(bridge, 0.014, 0.014, 0.014), Paint::flat(rim));
}

} // namespace

void paint_face(Canvas& canvas, const FaceTraits& traits) {
    const FrontHair hair = make_front_hair(traits);
    paint_backdrop(canvas, traits);
    paint_accessory_behind(canvas, traits);
    paint_back_hair(canvas, traits);
    paint_body(canvas, traits);
    paint_head(canvas, traits, hair);
    paint_nose(canvas, traits);
    paint_mouth(canvas, traits);
    for (const double side : {-1.0, 1.0})
        paint_eye(canvas, traits, side);
    paint_front_hair(canvas, traits, hair);
    for (const double side : {-1.0, 1.0}) {
        paint_upper_lashes(canvas, traits, side, 170);
        paint_brow(canvas, traits, side);
    }
    if (traits.accessory == Accessory::Glasses)
        paint_glasses(canvas, traits);
    paint_accessory(canvas, traits);
}

} // namespace wasserfarbe::demo
