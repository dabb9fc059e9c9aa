#include "model/weights/write/network_layers.h"

#include <string_view>

#include "model/networks/network_blocks.h"

namespace wasserfarbe {
namespace {

/// "ConvT1" of "ConvT1.weight".
std::string module_of(const std::string& key) {
    return key.substr(0, key.rfind('.'));
}

std::vector<NetworkLayer> layers_of(const std::vector<NetworkBlock>& blocks,
                                    const std::vector<KeyName>& keys) {
    std::vector<NetworkLayer> layers;
    for (const NetworkBlock& block : blocks) {
        NetworkLayer& layer = layers.emplace_back();
        layer.kind = block.norm;
        layer.bias = block.bias;
        layer.in = block.in;
        layer.out = block.out;
    }
    auto layer = layers.begin();
    for (const KeyName& key : keys) {
        const std::string_view name = key.name;
        const std::string prefix = "blocks." + std::to_string(layer - layers.begin()) + ".";
        if (!name.starts_with(prefix))
            ++layer; // the next block begins
        if (name.ends_with(".conv.weight"))
            layer->conv = module_of(key.key);
        else if (name.ends_with(".norm.weight"))
            layer->norm = module_of(key.key);
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
    std::vector<NetworkLayer> layers = layers_of(network_blocks(spec), generator_keys(spec, style));
    set_unpadded(layers.front());
    return layers;
}

std::vector<NetworkLayer> critic_layers(const CriticSpec& spec, KeyStyle style) {
    std::vector<NetworkLayer> layers = layers_of(network_blocks(spec), critic_keys(spec, style));
    set_unpadded(layers.back());
    return layers;
}

} // namespace wasserfarbe
