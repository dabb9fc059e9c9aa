#include "model/dataset/pictures_alike.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace wasserfarbe {
namespace {

constexpr std::size_t kCells = 16; ///< of the grid, along each axis
constexpr double kCut = 0.02;      ///< what a copy may lack at an edge
constexpr double kMostDifference = 0.02;
// Above what copies that were cut show before the grid is laid over the same part: more need not be tried.
constexpr double kMostDifferenceCut = 0.09;
constexpr double kMostThumbDifference = 0.06;
constexpr double kMostShift = 16.0; ///< of a channel's mean, in levels
// Flat pictures differ by their noise alone: a difference counts against at least such a contrast, in levels.
constexpr double kLeastContrast = 8.0;

/// The part of an axis that a grid is laid over.
struct Window {
    double begin = 0.0;
    double end = 1.0;
};
constexpr std::array<Window, 4> kWindows = {{{0.0, 1.0}, {kCut, 1.0 - kCut}, {kCut, 1.0}, {0.0, 1.0 - kCut}}};

/// Means of cells: one column after the other, in each one channel after the other, from the top. The order
/// lets the compiler work on whole columns at once.
template <std::size_t cells>
using Grid = std::array<std::uint8_t, 3 * cells * cells>;

/// Calls `add(cell, pixel, weight)` for each pixel of an axis that lies in a cell, with its share of the
/// cell.
template <std::size_t cells, typename Add>
void for_shares(std::size_t side, Window window, Add add) {
    const double width = (window.end - window.begin) * static_cast<double>(side) / cells;
    for (std::size_t cell = 0; cell < cells; ++cell) {
        const double begin = window.begin * static_cast<double>(side) + width * static_cast<double>(cell);
        const double end = begin + width;
        const std::size_t last = std::min(side, static_cast<std::size_t>(std::ceil(end)));
        for (auto pixel = static_cast<std::size_t>(begin); pixel < last; ++pixel) {
            const auto left = static_cast<double>(pixel);
            const double covered = std::min(end, left + 1.0) - std::max(begin, left);
            if (covered > 0.0)
                add(cell, pixel, static_cast<float>(covered / width));
        }
    }
}

/// A picture of `side` x `side` pixels brought to `cells` rows of that width, in the order of a grid.
template <std::size_t cells>
std::vector<float> shrink_height(std::span<const std::uint8_t> pixels, std::size_t side, Window window) {
    const std::size_t row = 3 * side;
    std::vector<float> columns(row * cells);
    for_shares<cells>(side, window, [&](std::size_t cell, std::size_t pixel, float weight) {
        const std::uint8_t* from = pixels.data() + row * pixel;
        for (std::size_t i = 0; i < row; ++i)
            columns[i * cells + cell] += weight * static_cast<float>(from[i]);
    });
    return columns;
}

template <std::size_t cells>
Grid<cells> shrink_width(const std::vector<float>& columns, std::size_t side, Window window) {
    constexpr std::size_t kColumn = 3 * cells;
    std::array<float, kColumn * cells> sums{};
    for_shares<cells>(side, window, [&](std::size_t cell, std::size_t pixel, float weight) {
        float* to = sums.data() + kColumn * cell;
        const float* from = columns.data() + kColumn * pixel;
        for (std::size_t i = 0; i < kColumn; ++i)
            to[i] += weight * from[i];
    });
    Grid<cells> grid;
    std::transform(sums.begin(), sums.end(), grid.begin(),
                   [](float sum) { return static_cast<std::uint8_t>(std::lround(sum)); });
    return grid;
}

std::size_t side_of(std::span<const std::uint8_t> pixels) {
    return static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(pixels.size()) / 3.0)));
}

template <std::size_t cells>
Grid<cells> whole_grid(std::span<const std::uint8_t> pixels) {
    const std::size_t side = side_of(pixels);
    return shrink_width<cells>(shrink_height<cells>(pixels, side, {}), side, {});
}

/// How much two grids differ where the means of their channels are left out of account, against their
/// contrast: 0 for equal ones, 1 for those that have nothing in common. Infinity where the means are too far
/// apart.
template <std::size_t cells>
double difference(const std::array<std::uint8_t, 3 * cells * cells>& a,
                  const std::array<std::uint8_t, 3 * cells * cells>& b) {
    constexpr auto kCount = static_cast<double>(cells * cells);
    double differing = 0.0;
    double contrast = 2.0 * kLeastContrast * kLeastContrast * 3.0 * kCount;
    for (std::size_t channel = 0; channel < 3; ++channel) {
        std::int32_t sum_a = 0, sum_b = 0, squares = 0, products = 0;
        for (std::size_t column = 0; column < cells; ++column)
            for (std::size_t cell = 0; cell < cells; ++cell) {
                const std::size_t i = (column * 3 + channel) * cells + cell;
                const std::int32_t x = a[i], y = b[i];
                sum_a += x;
                sum_b += y;
                squares += x * x + y * y;
                products += x * y;
            }
        const double mean_a = sum_a / kCount;
        const double mean_b = sum_b / kCount;
        if (std::abs(mean_a - mean_b) > kMostShift)
            return std::numeric_limits<double>::infinity();
        const double own = squares - mean_a * sum_a - mean_b * sum_b;
        differing += own - 2.0 * (products - mean_a * sum_b);
        contrast += own;
    }
    return differing / contrast;
}

/// Whether what is left of a picture when a little is cut off looks like another one.
bool part_is_like(std::span<const std::uint8_t> pixels, const Grid<kCells>& other) {
    const std::size_t side = side_of(pixels);
    for (const Window& y : kWindows) {
        const std::vector<float> columns = shrink_height<kCells>(pixels, side, y);
        for (const Window& x : kWindows)
            if (difference<kCells>(shrink_width<kCells>(columns, side, x), other) <= kMostDifference)
                return true;
    }
    return false;
}

} // namespace

PictureThumb picture_thumb(std::span<const std::uint8_t> pixels) {
    return whole_grid<kThumbCells>(pixels);
}

bool thumbs_alike(const PictureThumb& a, const PictureThumb& b) {
    return difference<kThumbCells>(a, b) <= kMostThumbDifference;
}

bool pictures_alike(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b) {
    if (!thumbs_alike(picture_thumb(a), picture_thumb(b)))
        return false;
    const Grid<kCells> grid_a = whole_grid<kCells>(a);
    const Grid<kCells> grid_b = whole_grid<kCells>(b);
    const double as_they_are = difference<kCells>(grid_a, grid_b);
    return as_they_are <= kMostDifference ||
           (as_they_are <= kMostDifferenceCut && (part_is_like(a, grid_b) || part_is_like(b, grid_a)));
}

} // namespace wasserfarbe
