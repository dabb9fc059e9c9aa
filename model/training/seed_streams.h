#pragma once

#include <cstdint>

#include "model/types/random.h"

namespace wasserfarbe {

/// What the run's seed is used for; each draws from a stream of its own. The order of the images is the
/// source's.
enum class Stream : std::uint64_t { Weights = 0, Training = 1, Preview = 2, Quality = 3 };

inline std::uint64_t stream_seed(std::uint64_t seed, Stream stream) {
    return mix_seed(seed, static_cast<std::uint64_t>(stream));
}

} // namespace wasserfarbe
