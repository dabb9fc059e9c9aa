#pragma once

#include <cstdint>
#include <vector>

#include "model/networks/network_spec.h"

namespace wasserfarbe {

inline constexpr std::int64_t kKernel = 4;    ///< side of every convolution's kernel, in pixels
inline constexpr std::int64_t kColors = 3;    ///< channels of an image
inline constexpr double kNegativeSlope = 0.2; ///< of the critic's LeakyReLU

/// One block of a network as its spec has it: `blocks.I`, a convolution and its norm. Knows no LibTorch.
struct NetworkBlock {
    std::int64_t in = 0;  ///< channels
    std::int64_t out = 0; ///< channels
    bool bias = false;    ///< of the convolution
    Norm norm = Norm::None;
    std::vector<std::int64_t> weight; ///< shape: [in, out, 4, 4] in a generator, [out, in, 4, 4] in a critic

    bool operator==(const NetworkBlock&) const = default;
};

/// How many layers halve (critic) or double (generator) the image between 4 x 4 and `image_size`.
/// @throws Error (Usage) unless `image_size` is 16, 32, 64, 128 or 256.
int resolution_steps(int image_size);

/// In the network's order. @throws Error (Usage) for an image size out of range
std::vector<NetworkBlock> network_blocks(const GeneratorSpec& spec);
std::vector<NetworkBlock> network_blocks(const CriticSpec& spec);

} // namespace wasserfarbe
