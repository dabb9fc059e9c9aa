#include "model/demo/demo_scene_painter.h"

#include "model/demo/demo_face_canvas.h"
#include "model/demo/demo_face_traits.h"

namespace wasserfarbe::demo {

namespace {

Rgb darker(Rgb color, int percent) {
    return mix(color, {40, 24, 60}, percent);
}

Path shoulders(double neck, double y) {
    Path path({-neck, y});
    path.cubic_to({-neck - 0.08, y + 0.05}, {-0.36, y + 0.05}, {-0.46, 0.62});
    path.line_to({-0.46, 0.9}).line_to({0.46, 0.9}).line_to({0.46, 0.62});
    path.cubic_to({0.36, y + 0.05}, {neck + 0.08, y + 0.05}, {neck, y});
    return path;
}

void paint_sailor(Canvas& canvas, const FaceTraits& traits, Rgb line) {
    for (const double side : {-1.0, 1.0}) {
        const Path collar{
            {side * 0.085, 0.40}, {side * 0.30, 0.455}, {side * 0.26, 0.62}, {side * 0.02, 0.56}};
        canvas.draw(collar, Paint::flat(traits.trim), line);
        const Path stripe{{side * 0.10, 0.425}, {side * 0.265, 0.47}};
        canvas.fill(stroke(stripe, 0.012, 0.012, 0.012), Paint::flat(traits.cloth));
    }
    const Path knot{{-0.05, 0.5}, {0.05, 0.5}, {0.11, 0.62}, {-0.11, 0.62}};
    canvas.draw(knot, Paint::flat(traits.ribbon), line);
}

void paint_shirt(Canvas& canvas, const FaceTraits& traits, Rgb line) {
    const Rgb white{248, 247, 250};
    for (const double side : {-1.0, 1.0}) {
        const Path collar{
            {side * 0.088, 0.385}, {side * 0.17, 0.425}, {side * 0.15, 0.54}, {side * 0.005, 0.47}};
        canvas.draw(collar, Paint::flat(white), line);
    }
    const Path tie{{-0.03, 0.465}, {0.03, 0.465}, {0.05, 0.62}, {-0.05, 0.62}};
    canvas.draw(tie, Paint::flat(traits.ribbon), line);
}

void paint_hood(Canvas& canvas, const FaceTraits& traits, Rgb line) {
    for (const double side : {-1.0, 1.0}) {
        Path hood({side * 0.08, 0.43});
        hood.cubic_to({side * 0.13, 0.36}, {side * 0.27, 0.36}, {side * 0.33, 0.45});
        hood.cubic_to({side * 0.28, 0.5}, {side * 0.12, 0.52}, {side * 0.03, 0.58});
        canvas.draw(hood, Paint::flat(mix(traits.cloth, {255, 255, 255}, 18)), line);
        const Path cord{{side * 0.07, 0.48}, {side * 0.075, 0.62}};
        canvas.fill(stroke(cord, 0.016, 0.016, 0.016), Paint::flat(traits.trim));
    }
}

// --- accessories

void paint_bow(Canvas& canvas, Point center, double size, Rgb color) {
    const Rgb line = darker(color, 55);
    for (const double side : {-1.0, 1.0}) {
        const auto at = [&](double x, double y) { return center + Point{side * x * size, y * size}; };
        Path wing(at(0, 0));
        wing.cubic_to(at(0.3, -0.55), at(1.0, -0.75), at(1.0, -0.35));
        wing.quad_to(at(0.86, 0), at(1.0, 0.35));
        wing.cubic_to(at(1.0, 0.75), at(0.3, 0.5), at(0, 0));
        canvas.draw(wing, Paint::linear(color, at(0.9, -0.5), darker(color, 22), at(0.2, 0.4)), line);
        const Path fold{at(0.2, -0.02), at(0.62, -0.1)};
        canvas.fill(stroke(fold, 0.012, 0.008, 0), Paint::flat(line));
    }
    canvas.draw(ellipse(center, size * 0.2, size * 0.24), Paint::flat(color), line);
}

void paint_flower(Canvas& canvas, Point center, double size, Rgb color) {
    const Rgb line = darker(color, 45);
    constexpr Point kPetals[] = {{0, -1}, {0.95, -0.31}, {0.59, 0.81}, {-0.59, 0.81}, {-0.95, -0.31}};
    for (const Point& petal : kPetals)
        canvas.draw(ellipse(center + petal * (size * 0.55), size * 0.46, size * 0.46), Paint::flat(color),
                    line);
    for (const Point& petal : kPetals)
        canvas.fill(ellipse(center + petal * (size * 0.45), size * 0.38, size * 0.38), Paint::flat(color));
    canvas.fill(ellipse(center, size * 0.28, size * 0.28), Paint::flat({252, 214, 96}));
}

void paint_headband(Canvas& canvas, const FaceTraits& traits) {
    const double x = traits.outer_x();
    const double rise = traits.hair_top + 0.10;
    Path band({-x - 0.003, -0.13});
    band.cubic_to({-x * 0.88, -0.33}, {-x * 0.45, rise}, {0, rise});
    band.cubic_to({x * 0.45, rise}, {x * 0.88, -0.33}, {x + 0.003, -0.13});
    canvas.fill(stroke(band, 0.055, 0.055, 0.055), Paint::flat(darker(traits.ribbon, 55)));
    canvas.fill(stroke(band, 0.041, 0.041, 0.041),
                Paint::linear(traits.ribbon, {0, rise}, darker(traits.ribbon, 25), {0, -0.13}));
}

void paint_clips(Canvas& canvas, const FaceTraits& traits, double side) {
    for (int i = 0; i < 2; ++i) {
        const Path clip{{side * (0.15 + 0.012 * i), -0.155 + 0.045 * i},
                        {side * (0.245 + 0.006 * i), -0.115 + 0.045 * i}};
        canvas.fill(stroke(clip, 0.034, 0.034, 0.034), Paint::flat(darker(traits.ribbon, 55)));
        canvas.fill(stroke(clip, 0.02, 0.02, 0.02), Paint::flat(traits.ribbon));
    }
}

void paint_ties(Canvas& canvas, const FaceTraits& traits) {
    const double x = traits.outer_x();
    const double side = traits.side();
    if (traits.back == BackHair::TwinTails) {
        paint_bow(canvas, {-x, -0.18}, 0.085, traits.ribbon);
        paint_bow(canvas, {x, -0.18}, 0.085, traits.ribbon);
    } else if (traits.back == BackHair::SideTail) {
        paint_bow(canvas, {side * x, -0.13}, 0.085, traits.ribbon);
    }
}

} // namespace

Rgb skin_shadow(const FaceTraits& traits) {
    return mix(traits.skin, {178, 74, 100}, 30);
}

Rgb skin_line(const FaceTraits& traits) {
    return mix(traits.skin, {96, 32, 40}, 68);
}

void paint_backdrop(Canvas& canvas, const FaceTraits& traits) {
    canvas.set_frame({});
    const double side = traits.side();
    canvas.fill_all(Paint::flat(traits.back_from));
    switch (traits.backdrop) {
    case Backdrop::Plain:
        break;
    case Backdrop::Gradient:
        canvas.fill_all(
            Paint::linear(traits.back_from, {side * 0.2, -0.5}, traits.back_to, {side * -0.2, 0.5}));
        break;
    case Backdrop::Glow: {
        const Point center{side * 0.1, -0.15};
        canvas.fill(ellipse(center, 0.75, 0.75), Paint::glow(traits.back_to, 255, center, {0.75, 0.75}));
        break;
    }
    case Backdrop::Disc:
        canvas.fill(ellipse({0, -0.05}, 0.46, 0.46), Paint::flat(traits.back_to));
        break;
    case Backdrop::Stripes:
        for (int i = -4; i < 5; ++i) {
            const double x = i * 0.2;
            canvas.fill({{x, -0.5}, {x + 0.1, -0.5}, {x + side * 0.3 + 0.1, 0.5}, {x + side * 0.3, 0.5}},
                        Paint::flat(mix(traits.back_from, traits.back_to, 40)));
        }
        break;
    case Backdrop::Split:
        canvas.fill({{-0.5, side * 0.2}, {0.5, side * -0.25}, {0.5, 0.5}, {-0.5, 0.5}},
                    Paint::flat(traits.back_to));
        break;
    }
    canvas.set_frame(traits.frame);
}

void paint_body(Canvas& canvas, const FaceTraits& traits) {
    const Rgb shadow = skin_shadow(traits);
    const Rgb line = darker(traits.cloth, 60);
    const Paint cloth = Paint::linear(traits.cloth, {0, 0.4}, darker(traits.cloth, 20), {0, 0.62});
    if (traits.clothes == Clothes::Bare || traits.clothes == Clothes::RoundNeck ||
        traits.clothes == Clothes::Sailor)
        canvas.draw(shoulders(0.082, 0.40), Paint::flat(traits.skin), skin_line(traits));
    const Path neck{{-0.078, 0.2}, {0.078, 0.2}, {0.088, 0.46}, {0.0, 0.52}, {-0.088, 0.46}};
    canvas.draw(neck, Paint::flat(traits.skin), skin_line(traits));
    canvas.fill(neck, Paint::linear(mix(shadow, {150, 60, 90}, 12), {0, 0.30}, traits.skin, {0, 0.52}));
    switch (traits.clothes) {
    case Clothes::Sailor:
        canvas.draw(shoulders(0.20, 0.45), cloth, line);
        canvas.fill({{-0.09, 0.42}, {0.09, 0.42}, {0.0, 0.58}}, Paint::flat(traits.skin));
        paint_sailor(canvas, traits, line);
        break;
    case Clothes::RoundNeck: {
        Path top({-0.2, 0.43});
        top.cubic_to({-0.12, 0.52}, {0.12, 0.52}, {0.2, 0.43});
        top.cubic_to({0.33, 0.46}, {0.44, 0.5}, {0.48, 0.62});
        top.line_to({0.48, 0.9}).line_to({-0.48, 0.9}).line_to({-0.48, 0.62});
        top.cubic_to({-0.44, 0.5}, {-0.33, 0.46}, {-0.2, 0.43});
        canvas.draw(top, cloth, line);
        Path hem({-0.2, 0.437});
        hem.cubic_to({-0.12, 0.53}, {0.12, 0.53}, {0.2, 0.437});
        canvas.fill(stroke(hem, 0.022, 0.022, 0.022), Paint::flat(traits.trim));
        break;
    }
    case Clothes::Shirt:
        canvas.draw(shoulders(0.11, 0.40), cloth, line);
        paint_shirt(canvas, traits, line);
        break;
    case Clothes::Hood:
        canvas.draw(shoulders(0.11, 0.42), cloth, line);
        paint_hood(canvas, traits, line);
        break;
    case Clothes::Turtleneck:
        canvas.draw(shoulders(0.11, 0.41), cloth, line);
        canvas.draw({{-0.105, 0.375}, {0.105, 0.375}, {0.12, 0.46}, {-0.12, 0.46}}, cloth, line);
        break;
    case Clothes::Bare: {
        Path choker({-0.086, 0.405});
        choker.quad_to({0, 0.44}, {0.086, 0.405});
        canvas.fill(stroke(choker, 0.026, 0.026, 0.026), Paint::flat(traits.ribbon));
        break;
    }
    }
}

void paint_accessory_behind(Canvas& canvas, const FaceTraits& traits) {
    if (traits.accessory != Accessory::CatEars)
        return;
    const Rgb line = mix(traits.hair, {44, 22, 52}, 64);
    for (const double side : {-1.0, 1.0}) {
        Path ear({side * 0.29, -0.2});
        ear.quad_to({side * 0.33, -0.4}, {side * 0.27, -0.49});
        ear.quad_to({side * 0.16, -0.46}, {side * 0.06, -0.36});
        canvas.draw(ear, Paint::flat(traits.hair), line);
        Path inside({side * 0.265, -0.3});
        inside.quad_to({side * 0.285, -0.4}, {side * 0.255, -0.45});
        inside.quad_to({side * 0.2, -0.43}, {side * 0.14, -0.36});
        canvas.fill(inside, Paint::flat({246, 170, 184}));
    }
}

void paint_accessory(Canvas& canvas, const FaceTraits& traits) {
    const double side = traits.side();
    paint_ties(canvas, traits);
    if (traits.accessory == Accessory::Headband)
        paint_headband(canvas, traits);
    else if (traits.accessory == Accessory::Clips)
        paint_clips(canvas, traits, side);
    else if (traits.accessory == Accessory::Bow)
        paint_bow(canvas, {side * 0.2, traits.hair_top + 0.10}, 0.12, traits.ribbon);
    else if (traits.accessory == Accessory::Flower)
        paint_flower(canvas, {side * 0.25, -0.2}, 0.075, traits.ribbon);
}

} // namespace wasserfarbe::demo
