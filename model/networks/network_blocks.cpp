#include "model/networks/network_blocks.h"

#include <bit>
#include <string>

#include "model/types/error.h"

namespace wasserfarbe {
namespace {

bool has_bias(Bias bias, bool last) {
    return bias == Bias::All || (last && bias == Bias::Last);
}

} // namespace

int resolution_steps(int image_size) {
    const auto size = static_cast<unsigned>(image_size);
    if (image_size < 16 || image_size > 256 || !std::has_single_bit(size))
        throw Error(ErrorKind::Usage, "image_size: " + std::to_string(image_size) +
                                          " is out of range; allowed: 16, 32, 64, 128, 256");
    return std::countr_zero(size) - 2;
}

std::vector<NetworkBlock> network_blocks(const GeneratorSpec& spec) {
    const int doublings = resolution_steps(spec.image_size);
    std::vector<NetworkBlock> blocks;
    std::int64_t in = spec.latent_size;
    std::int64_t out = static_cast<std::int64_t>(spec.channels) << (doublings - 1);
    for (int i = 0; i <= doublings; ++i) {
        const bool last = i == doublings;
        if (last)
            out = kColors;
        blocks.push_back(
            {in, out, has_bias(spec.bias, last), last ? Norm::None : spec.norm, {in, out, kKernel, kKernel}});
        in = out;
        out /= 2;
    }
    return blocks;
}

std::vector<NetworkBlock> network_blocks(const CriticSpec& spec) {
    const int halvings = resolution_steps(spec.image_size);
    std::vector<NetworkBlock> blocks;
    std::int64_t in = kColors;
    std::int64_t out = spec.channels;
    for (int i = 0; i <= halvings; ++i) {
        const bool last = i == halvings;
        const bool norm = !last && (i > 0 || spec.first_norm);
        if (last)
            out = 1;
        blocks.push_back(
            {in, out, has_bias(spec.bias, last), norm ? spec.norm : Norm::None, {out, in, kKernel, kKernel}});
        in = out;
        out *= 2;
    }
    return blocks;
}

} // namespace wasserfarbe
