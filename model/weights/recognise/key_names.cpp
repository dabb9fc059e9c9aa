#include "model/weights/recognise/key_names.h"

#include <cstddef>
#include <string_view>

#include "model/types/norm_table.h"

namespace wasserfarbe {
namespace {

/// Each block is a convolution, its norm, if any, and an activation, one after the other in one
/// nn.Sequential. The article counts the blocks instead, from 1.
std::vector<NetworkLayer> layers_of(const std::vector<NetworkBlock>& blocks, KeyStyle style,
                                    const std::string& convolution) {
    std::vector<NetworkLayer> layers;
    int position = 0; // in the nn.Sequential
    for (const NetworkBlock& block : blocks) {
        NetworkLayer& layer = layers.emplace_back(NetworkLayer{block, {}, {}});
        const bool article = style == KeyStyle::Article;
        const std::string number = std::to_string(layers.size()); // this one counted: from 1
        const bool norm = block.norm != Norm::None;
        layer.conv_key = article ? convolution + number : "main." + std::to_string(position);
        if (norm)
            layer.norm_key = article ? "batchN" + number : "main." + std::to_string(position + 1);
        position += norm ? 3 : 2;
    }
    return layers;
}

/// Between one pixel and 4 x 4 pixels.
void set_unpadded(NetworkLayer& layer) {
    layer.stride = 1;
    layer.padding = 0;
}

std::vector<KeyName> keys_of(const std::vector<NetworkLayer>& layers) {
    std::vector<KeyName> keys;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const NetworkLayer& layer = layers[i];
        const std::string block = "blocks." + std::to_string(i);
        keys.push_back({block + ".conv.weight", layer.conv_key + ".weight"});
        if (layer.bias)
            keys.push_back({block + ".conv.bias", layer.conv_key + ".bias"});
        for (const std::string_view part : tensor_names(norm_info(layer.norm).tensors))
            keys.push_back({block + ".norm." + std::string(part), layer.norm_key + "." + std::string(part)});
    }
    return keys;
}

} // namespace

std::vector<NetworkLayer> network_layers(const GeneratorSpec& spec, KeyStyle style) {
    std::vector<NetworkLayer> layers = layers_of(network_blocks(spec), style, "ConvT");
    set_unpadded(layers.front());
    return layers;
}

std::vector<NetworkLayer> network_layers(const CriticSpec& spec, KeyStyle style) {
    std::vector<NetworkLayer> layers = layers_of(network_blocks(spec), style, "Conv");
    set_unpadded(layers.back());
    return layers;
}

std::vector<KeyName> network_keys(const GeneratorSpec& spec, KeyStyle style) {
    return keys_of(network_layers(spec, style));
}

std::vector<KeyName> network_keys(const CriticSpec& spec, KeyStyle style) {
    return keys_of(network_layers(spec, style));
}

} // namespace wasserfarbe
