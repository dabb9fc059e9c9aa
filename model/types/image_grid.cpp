#include "model/types/image_grid.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

#include "model/types/error.h"

namespace wasserfarbe {
namespace {

constexpr std::int64_t kMaxPixels = 1'000'000'000; // 3 GB

} // namespace

std::uint8_t level_to_byte(double level) {
    return static_cast<std::uint8_t>(std::floor(255.0 * std::clamp(level, 0.0, 1.0) + 0.5));
}

Image make_grid(std::span<const Image> images, const GridLayout& layout) {
    if (images.empty())
        throw Error(ErrorKind::Usage, "a grid needs at least one image");
    if (layout.columns < 1)
        throw Error(ErrorKind::Usage, "columns: must be at least 1");
    if (layout.padding < 0)
        throw Error(ErrorKind::Usage, "padding: must be at least 0");
    if (!(layout.pad_value >= 0.0 && layout.pad_value <= 1.0))
        throw Error(ErrorKind::Usage, "pad-value: must be between 0 and 1");
    const Image& first = images.front();
    for (const Image& image : images)
        if (image.width != first.width || image.height != first.height)
            throw Error(ErrorKind::Usage, "the images of a grid must be equally large");
    if (images.size() == 1)
        return first;

    const int count = static_cast<int>(images.size());
    const int columns = std::min(layout.columns, count);
    const int rows = (count + columns - 1) / columns;
    const std::int64_t width = columns * (std::int64_t{first.width} + layout.padding) + layout.padding;
    const std::int64_t height = rows * (std::int64_t{first.height} + layout.padding) + layout.padding;
    if (width > kMaxPixels / std::max<std::int64_t>(height, 1))
        throw Error(ErrorKind::Usage, "a grid of " + std::to_string(width) + " x " + std::to_string(height) +
                                          " pixels is too large; ask for fewer images or less padding");
    const int cell_width = first.width + layout.padding;
    const int cell_height = first.height + layout.padding;
    Image grid(static_cast<int>(width), static_cast<int>(height), level_to_byte(layout.pad_value));
    for (int i = 0; i < count; ++i) {
        const Image& image = images[static_cast<std::size_t>(i)];
        const int left = (i % columns) * cell_width + layout.padding;
        const int top = (i / columns) * cell_height + layout.padding;
        for (int y = 0; y < image.height; ++y)
            std::copy_n(image.row(y), image.row_bytes(),
                        grid.row(top + y) + static_cast<std::ptrdiff_t>(left) * 3);
    }
    return grid;
}

} // namespace wasserfarbe
