#include "model/networks/network_spec.h"

#include <bit>
#include <string>

#include "model/types/error.h"

namespace wasserfarbe {

int resolution_steps(int image_size) {
    const auto size = static_cast<unsigned>(image_size);
    if (image_size < 16 || image_size > 256 || !std::has_single_bit(size))
        throw Error(ErrorKind::Usage, "image_size: " + std::to_string(image_size) +
                                          " is out of range; allowed: 16, 32, 64, 128, 256");
    return std::countr_zero(size) - 2;
}

} // namespace wasserfarbe
