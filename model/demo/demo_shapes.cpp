#include "model/demo/demo_shapes.h"

#include <cmath>
#include <cstddef>

namespace wasserfarbe::demo {

namespace {

constexpr int kCurvePieces = 20;

Point unit_normal(Point a, Point b) {
    const Point d = b - a;
    const double length = std::sqrt(d.x * d.x + d.y * d.y);
    return length > 0 ? Point{-d.y / length, d.x / length} : Point{};
}

} // namespace

Point between(Point a, Point b, double fraction) {
    return a + (b - a) * fraction;
}

Rgb mix(Rgb from, Rgb to, int percent) {
    const auto channel = [percent](int a, int b) { return (a * (100 - percent) + b * percent + 50) / 100; };
    return {channel(from.r, to.r), channel(from.g, to.g), channel(from.b, to.b)};
}

// --- paths

Path& Path::line_to(Point end) {
    points_.push_back(end);
    return *this;
}

Path& Path::quad_to(Point control, Point end) {
    const Point start = points_.back();
    for (int i = 1; i <= kCurvePieces; ++i) {
        const double t = static_cast<double>(i) / kCurvePieces;
        points_.push_back(between(between(start, control, t), between(control, end, t), t));
    }
    return *this;
}

Path& Path::cubic_to(Point control1, Point control2, Point end) {
    const Point start = points_.back();
    for (int i = 1; i <= kCurvePieces; ++i) {
        const double t = static_cast<double>(i) / kCurvePieces;
        const Point middle = between(control1, control2, t);
        const Point first = between(between(start, control1, t), middle, t);
        const Point second = between(middle, between(control2, end, t), t);
        points_.push_back(between(first, second, t));
    }
    return *this;
}

Path& Path::append_reversed(const Path& other) {
    points_.insert(points_.end(), other.points_.rbegin(), other.points_.rend());
    return *this;
}

Path Path::moved(Point offset) const {
    Path result = *this;
    for (Point& point : result.points_)
        point = point + offset;
    return result;
}

Path ellipse(Point center, double radius_x, double radius_y) {
    constexpr double kQuarter = 0.5522847498; // a cubic's handle for a quarter of a circle
    const auto at = [&](double x, double y) {
        return Point{center.x + radius_x * x, center.y + radius_y * y};
    };
    Path path(at(1, 0));
    path.cubic_to(at(1, kQuarter), at(kQuarter, 1), at(0, 1));
    path.cubic_to(at(-kQuarter, 1), at(-1, kQuarter), at(-1, 0));
    path.cubic_to(at(-1, -kQuarter), at(-kQuarter, -1), at(0, -1));
    path.cubic_to(at(kQuarter, -1), at(1, -kQuarter), at(1, 0));
    return path;
}

Path stroke(const Path& line, double start, double middle, double end) {
    const std::vector<Point>& points = line.points();
    Path left;
    Path right;
    const std::size_t last = points.size() - 1;
    for (std::size_t i = 0; i <= last; ++i) {
        const double t = last == 0 ? 0.0 : static_cast<double>(i) / static_cast<double>(last);
        // The parabola through the three widths.
        const double width = start * (1 - t) * (1 - 2 * t) + middle * 4 * t * (1 - t) + end * t * (2 * t - 1);
        const Point normal = unit_normal(points[i == 0 ? 0 : i - 1], points[i == last ? last : i + 1]);
        left.line_to(points[i] + normal * (width / 2));
        right.line_to(points[i] - normal * (width / 2));
    }
    return left.append_reversed(right);
}

Path outline(const Path& contour, double width) {
    // A ring: the contour pushed outwards, then the contour pushed inwards walked back, so that they cancel
    // inside.
    const std::vector<Point>& points = contour.points();
    const std::size_t count = points.size();
    Path outer;
    Path inner;
    for (std::size_t i = 0; i <= count; ++i) {
        const Point normal = unit_normal(points[(i + count - 1) % count], points[(i + 1) % count]);
        outer.line_to(points[i % count] + normal * (width / 2));
        inner.line_to(points[i % count] - normal * (width / 2));
    }
    return outer.append_reversed(inner);
}

// --- paints

Paint Paint::flat(Rgb color, int alpha) {
    return {.from = color, .to = color, .alpha_from = alpha, .alpha_to = alpha};
}

Paint Paint::linear(Rgb from, Point start, Rgb to, Point end) {
    return {.kind = Kind::Linear, .from = from, .to = to, .start = start, .end = end};
}

Paint Paint::glow(Rgb color, int alpha, Point center, Point radii, int alpha_to) {
    return {.kind = Kind::Radial,
            .from = color,
            .to = color,
            .alpha_from = alpha,
            .alpha_to = alpha_to,
            .start = center,
            .end = radii};
}

} // namespace wasserfarbe::demo
