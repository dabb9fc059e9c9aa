#pragma once

#include <initializer_list>
#include <vector>

namespace wasserfarbe::demo {

// What is drawn on the canvas of the demo faces.

/// A place on the canvas in face space: the picture spans -0.5 to 0.5 in both directions, x to the right, y
/// down.
struct Point {
    double x = 0;
    double y = 0;
};

constexpr Point operator+(Point a, Point b) {
    return {a.x + b.x, a.y + b.y};
}
constexpr Point operator-(Point a, Point b) {
    return {a.x - b.x, a.y - b.y};
}
constexpr Point operator*(Point a, double factor) {
    return {a.x * factor, a.y * factor};
}
/// `a` at 0, `b` at 1.
Point between(Point a, Point b, double fraction);

/// A colour, each channel 0 to 255.
struct Rgb {
    int r = 0;
    int g = 0;
    int b = 0;
};

/// `from` at 0 percent, `to` at 100.
Rgb mix(Rgb from, Rgb to, int percent);

/// One contour as a polygon; curves are split into lines as they are added.
class Path {
public:
    /// @param points  joined by straight lines
    Path(std::initializer_list<Point> points = {}) : points_(points) {}
    explicit Path(Point start) : points_{start} {}

    Path& line_to(Point end);
    Path& quad_to(Point control, Point end);
    Path& cubic_to(Point control1, Point control2, Point end);
    /// Adds all points of the other path, the last first.
    Path& append_reversed(const Path& other);
    Path moved(Point offset) const;

    const std::vector<Point>& points() const { return points_; }

private:
    std::vector<Point> points_;
};

Path ellipse(Point center, double radius_x, double radius_y);
/// The outline of a brush stroke along an open line, whose width goes from `start` over `middle` to `end`.
Path stroke(const Path& line, double start, double middle, double end);
/// The outline of a closed contour as a stroke of constant width.
Path outline(const Path& contour, double width);

/// What a shape is filled with. Colours and opacity (0 to 255) run from one end to the other.
struct Paint {
    enum class Kind { Flat, Linear, Radial };
    Kind kind = Kind::Flat;
    Rgb from{};
    Rgb to{};
    int alpha_from = 255;
    int alpha_to = 255;
    Point start{}; ///< Linear: where `from` is; Radial: the centre, where `from` is
    Point end{};   ///< Linear: where `to` is; Radial: the two radii, at which `to` is

    static Paint flat(Rgb color, int alpha = 255);
    static Paint linear(Rgb from, Point start, Rgb to, Point end);
    /// Fades out towards the radii (or in, to `alpha_to`), with the square of the distance.
    static Paint glow(Rgb color, int alpha, Point center, Point radii, int alpha_to = 0);
};

/// How face space lies in the picture.
struct Frame {
    double scale = 1; ///< 1: face space is the picture
    double tilt = 0;  ///< radians, clockwise, at most 0.3
    Point shift{};    ///< of the middle, in picture sizes
};

} // namespace wasserfarbe::demo
