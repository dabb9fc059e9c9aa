#pragma once

#include "model/types/color.h"

namespace wasserfarbe {

struct DecodeOptions {
    Color alpha_color = kWhite; ///< behind transparent parts
    /// A JPEG may come at a half, a quarter or an eighth of its size, as long as its shorter side keeps at
    /// least so many pixels: much faster than decoding it whole and shrinking it. 0: always whole.
    int smallest_side = 0;
};

} // namespace wasserfarbe
