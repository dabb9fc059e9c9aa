#include "model/weights/write/network_layers.h"

#include <cstddef>

#include "model/networks/network_blocks.h"

namespace wasserfarbe {
namespace {

std::vector<NetworkLayer> layers_of(const std::vector<NetworkBlock>& blocks,
                                    const std::vector<BlockKeys>& keys) {
    std::vector<NetworkLayer> layers;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        NetworkLayer& layer = layers.emplace_back();
        layer.conv = keys[i].convolution;
        layer.norm = keys[i].norm;
        layer.kind = blocks[i].norm;
        layer.bias = blocks[i].bias;
        layer.in = blocks[i].in;
        layer.out = blocks[i].out;
    }
    return layers;
}

/// Between one pixel and 4 x 4 pixels.
void set_unpadded(NetworkLayer& layer) {
    layer.stride = 1;
    layer.padding = 0;
}

} // namespace

std::vector<NetworkLayer> generator_layers(const GeneratorSpec& spec, KeyStyle style) {
    std::vector<NetworkLayer> layers = layers_of(network_blocks(spec), block_keys(spec, style));
    set_unpadded(layers.front());
    return layers;
}

std::vector<NetworkLayer> critic_layers(const CriticSpec& spec, KeyStyle style) {
    std::vector<NetworkLayer> layers = layers_of(network_blocks(spec), block_keys(spec, style));
    set_unpadded(layers.back());
    return layers;
}

} // namespace wasserfarbe
