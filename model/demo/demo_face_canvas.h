#pragma once

#include <cstdint>
#include <vector>

#include "model/demo/demo_shapes.h"
#include "model/types/image.h"

namespace wasserfarbe::demo {

// The drawing surface of the demo faces. It fills polygons with integer arithmetic of its own, because the
// same face must have the same bytes on every machine, and OpenCV's fillPoly has changed its edges between
// releases.

/// A shape's pixels, for clipping. Belongs to the canvas that made it.
using Mask = std::vector<std::uint8_t>;

/// A square picture drawn at four times its size in each direction.
class Canvas {
public:
    /// @param size  of the finished picture, in pixels; at least 1
    explicit Canvas(int size);

    void set_frame(const Frame& frame);
    /// Everything inside the contour by the non-zero rule, where the mask (if any) allows it.
    void fill(const Path& contour, const Paint& paint, const Mask* mask = nullptr);
    void fill_all(const Paint& paint);
    /// Fills a contour and draws it as a line.
    void draw(const Path& contour, const Paint& paint, Rgb line, double width = 0.0085);
    /// The pixels inside the contour.
    Mask mask(const Path& contour) const;

    /// The finished picture: each pixel is the rounded mean of its 4 x 4 samples.
    Image finish() const;

private:
    struct Span;
    struct Shade;

    std::vector<Span> spans_of(const Path& contour) const;
    Point to_pixels(Point point) const;
    Shade shade_of(const Paint& paint) const;
    void fill_span(const Span& span, const Shade& shade, const Mask* mask);

    int size_;
    int samples_; ///< in each direction
    double cosine_ = 1;
    double sine_ = 0;
    Frame frame_;
    std::vector<std::uint8_t> pixels_;
};

} // namespace wasserfarbe::demo
