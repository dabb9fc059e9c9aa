#include "model/types/image_scale.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "model/types/error.h"

namespace wasserfarbe {

void check_scale(const Image& image, int factor) {
    constexpr std::int64_t kMaxPixels = 1'000'000'000; // 3 GB
    if (factor < 1 || factor > kLargestScale)
        throw Error(ErrorKind::Usage, "scale: " + std::to_string(factor) +
                                          " is out of range; allowed: 1 to " + std::to_string(kLargestScale));
    const std::int64_t pixels = std::int64_t{image.width} * image.height;
    if (pixels > kMaxPixels / (std::int64_t{factor} * factor))
        throw Error(ErrorKind::Usage,
                    "an image of " + std::to_string(image.width) + " x " + std::to_string(image.height) +
                        " pixels is too large to be enlarged " + std::to_string(factor) + " times");
}

Image enlarge_nearest(const Image& image, int factor) {
    check_scale(image, factor);
    Image result(image.width * factor, image.height * factor);
    for (int y = 0; y < image.height; ++y) {
        const std::uint8_t* from = image.row(y);
        std::uint8_t* const first = result.row(y * factor);
        std::uint8_t* to = first;
        for (int x = 0; x < image.width; ++x, from += 3)
            for (int i = 0; i < factor; ++i)
                to = std::copy_n(from, 3, to);
        for (int i = 1; i < factor; ++i)
            std::copy_n(first, result.row_bytes(), result.row(y * factor + i));
    }
    return result;
}

} // namespace wasserfarbe
