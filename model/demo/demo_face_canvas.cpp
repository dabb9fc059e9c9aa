#include "model/demo/demo_face_canvas.h"

#include <algorithm>
#include <cmath>

namespace wasserfarbe::demo {

namespace {

constexpr int kSupersampling = 4;
constexpr int kFixedBits = 8; ///< of a pixel coordinate's fraction
constexpr std::int64_t kFixedOne = 1 << kFixedBits;
constexpr std::int64_t kFixedHalf = kFixedOne / 2;

/// Rounded up, for any sign.
std::int64_t divide_up(std::int64_t a, std::int64_t b) {
    return a >= 0 ? (a + b - 1) / b : -((-a) / b);
}

int blend(int below, int above, int alpha) {
    return (above * alpha + below * (255 - alpha) + 127) / 255;
}

} // namespace

/// The samples from `begin` up to, not including, `end` of row `y`.
struct Canvas::Span {
    int y;
    int begin;
    int end;
};

/// A paint in samples. Positions along the gradient are 0 to 256.
struct Canvas::Shade {
    Paint paint;
    std::int64_t start_x = 0;
    std::int64_t start_y = 0;
    std::int64_t delta_x = 0; ///< Linear: the gradient's vector; Radial: the radii
    std::int64_t delta_y = 0;

    int position(int x, int y) const {
        const std::int64_t dx = x - start_x;
        const std::int64_t dy = y - start_y;
        if (paint.kind == Paint::Kind::Linear) {
            const std::int64_t length = delta_x * delta_x + delta_y * delta_y;
            return static_cast<int>(
                std::clamp<std::int64_t>((dx * delta_x + dy * delta_y) * 256 / length, 0, 256));
        }
        const std::int64_t u = dx * 1024 / delta_x;
        const std::int64_t v = dy * 1024 / delta_y;
        return static_cast<int>(std::clamp<std::int64_t>((u * u + v * v) >> 12, 0, 256));
    }
};

Canvas::Canvas(int size)
    : size_(size),
      samples_(size * kSupersampling),
      pixels_(static_cast<std::size_t>(samples_) * static_cast<std::size_t>(samples_) * 3) {}

void Canvas::set_frame(const Frame& frame) {
    frame_ = frame;
    // Enough terms of the series for small angles: the C library's own may differ in the last bit.
    const double a = frame.tilt;
    sine_ = a - a * a * a / 6 + a * a * a * a * a / 120;
    cosine_ = 1 - a * a / 2 + a * a * a * a / 24;
}

Point Canvas::to_pixels(Point point) const {
    const double x = (point.x * cosine_ - point.y * sine_) * frame_.scale + frame_.shift.x + 0.5;
    const double y = (point.x * sine_ + point.y * cosine_) * frame_.scale + frame_.shift.y + 0.5;
    return {x * samples_, y * samples_};
}

std::vector<Canvas::Span> Canvas::spans_of(const Path& contour) const {
    struct Crossing {
        int y;
        std::int64_t x;
        int direction;
    };
    std::vector<std::pair<std::int64_t, std::int64_t>> corners;
    corners.reserve(contour.points().size());
    for (const Point& point : contour.points()) {
        const Point pixel = to_pixels(point);
        corners.emplace_back(std::lround(pixel.x * kFixedOne), std::lround(pixel.y * kFixedOne));
    }
    // A sample lies in the middle of its square, half a unit from the corner.
    std::vector<Crossing> crossings;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        auto [x0, y0] = corners[i];
        auto [x1, y1] = corners[(i + 1) % corners.size()];
        const int direction = y0 < y1 ? 1 : -1;
        if (y0 > y1) {
            std::swap(x0, x1);
            std::swap(y0, y1);
        }
        const std::int64_t first = std::max<std::int64_t>(divide_up(y0 - kFixedHalf, kFixedOne), 0);
        const std::int64_t end = std::min<std::int64_t>(divide_up(y1 - kFixedHalf, kFixedOne), samples_);
        for (std::int64_t y = first; y < end; ++y)
            crossings.push_back({static_cast<int>(y),
                                 x0 + (x1 - x0) * (y * kFixedOne + kFixedHalf - y0) / (y1 - y0), direction});
    }
    std::sort(crossings.begin(), crossings.end(),
              [](const Crossing& a, const Crossing& b) { return a.y != b.y ? a.y < b.y : a.x < b.x; });

    std::vector<Span> spans;
    int winding = 0;
    for (std::size_t i = 0; i + 1 < crossings.size(); ++i) {
        winding += crossings[i].direction;
        if (winding == 0 || crossings[i].y != crossings[i + 1].y)
            continue;
        const std::int64_t begin = divide_up(crossings[i].x - kFixedHalf, kFixedOne);
        const std::int64_t end = divide_up(crossings[i + 1].x - kFixedHalf, kFixedOne);
        const Span span{crossings[i].y, static_cast<int>(std::clamp<std::int64_t>(begin, 0, samples_)),
                        static_cast<int>(std::clamp<std::int64_t>(end, 0, samples_))};
        if (span.begin < span.end)
            spans.push_back(span);
    }
    return spans;
}

Canvas::Shade Canvas::shade_of(const Paint& paint) const {
    Shade shade;
    shade.paint = paint;
    const Point start = to_pixels(paint.start);
    shade.start_x = std::lround(start.x);
    shade.start_y = std::lround(start.y);
    if (paint.kind == Paint::Kind::Linear) {
        const Point end = to_pixels(paint.end);
        shade.delta_x = std::lround(end.x) - shade.start_x;
        shade.delta_y = std::lround(end.y) - shade.start_y;
        if (shade.delta_x == 0 && shade.delta_y == 0)
            shade.delta_y = 1;
    } else if (paint.kind == Paint::Kind::Radial) {
        shade.delta_x = std::max<std::int64_t>(std::lround(paint.end.x * frame_.scale * samples_), 1);
        shade.delta_y = std::max<std::int64_t>(std::lround(paint.end.y * frame_.scale * samples_), 1);
    }
    return shade;
}

void Canvas::fill_span(const Span& span, const Shade& shade, const Mask* mask) {
    const Paint& paint = shade.paint;
    const std::size_t row = static_cast<std::size_t>(span.y) * static_cast<std::size_t>(samples_);
    for (int x = span.begin; x < span.end; ++x) {
        const std::size_t at = row + static_cast<std::size_t>(x);
        if (mask != nullptr && (*mask)[at] == 0)
            continue;
        Rgb color = paint.from;
        int alpha = paint.alpha_from;
        if (paint.kind != Paint::Kind::Flat) {
            const int t = shade.position(x, span.y);
            const auto along = [t](int a, int b) { return (a * (256 - t) + b * t + 128) >> 8; };
            color = {along(paint.from.r, paint.to.r), along(paint.from.g, paint.to.g),
                     along(paint.from.b, paint.to.b)};
            alpha = along(paint.alpha_from, paint.alpha_to);
        }
        std::uint8_t* pixel = pixels_.data() + at * 3;
        pixel[0] = static_cast<std::uint8_t>(blend(pixel[0], color.r, alpha));
        pixel[1] = static_cast<std::uint8_t>(blend(pixel[1], color.g, alpha));
        pixel[2] = static_cast<std::uint8_t>(blend(pixel[2], color.b, alpha));
    }
}

void Canvas::fill(const Path& contour, const Paint& paint, const Mask* mask) {
    const Shade shade = shade_of(paint);
    for (const Span& span : spans_of(contour))
        fill_span(span, shade, mask);
}

void Canvas::fill_all(const Paint& paint) {
    const Shade shade = shade_of(paint);
    for (int y = 0; y < samples_; ++y)
        fill_span({y, 0, samples_}, shade, nullptr);
}

void Canvas::draw(const Path& contour, const Paint& paint, Rgb line, double width) {
    fill(contour, paint);
    fill(outline(contour, width), Paint::flat(line));
}

Mask Canvas::mask(const Path& contour) const {
    Mask mask(static_cast<std::size_t>(samples_) * static_cast<std::size_t>(samples_));
    for (const Span& span : spans_of(contour)) {
        const auto row = mask.begin() + static_cast<std::ptrdiff_t>(span.y) * samples_;
        std::fill(row + span.begin, row + span.end, std::uint8_t{1});
    }
    return mask;
}

Image Canvas::finish() const {
    constexpr unsigned kSamples = kSupersampling * kSupersampling;
    const std::size_t row_bytes = static_cast<std::size_t>(samples_) * 3;
    Image image(size_, size_);
    for (int y = 0; y < size_; ++y) {
        for (std::size_t x = 0; x < image.row_bytes(); ++x) {
            const std::size_t left = x / 3 * 3 * kSupersampling + x % 3;
            unsigned sum = 0;
            for (std::size_t i = 0; i < kSupersampling; ++i)
                for (std::size_t j = 0; j < kSupersampling; ++j)
                    sum += pixels_[(static_cast<std::size_t>(y) * kSupersampling + i) * row_bytes + left +
                                   j * 3];
            image.row(y)[x] = static_cast<std::uint8_t>((sum + kSamples / 2) / kSamples);
        }
    }
    return image;
}

} // namespace wasserfarbe::demo
