#include "model/weights/recognise/key_names.h"

#include <cstddef>
#include <string_view>

#include "model/networks/network_blocks.h"
#include "model/types/norm_table.h"

namespace wasserfarbe {
namespace {

std::vector<BlockKeys> article_keys(const std::vector<NetworkBlock>& blocks, const char* convolution) {
    std::vector<BlockKeys> keys;
    for (std::size_t i = 1; i <= blocks.size(); ++i)
        keys.push_back({convolution + std::to_string(i), "batchN" + std::to_string(i)});
    return keys;
}

/// Each block is a convolution, its norm, if any, and an activation, one after the other in one
/// nn.Sequential.
std::vector<BlockKeys> dcgan_keys(const std::vector<NetworkBlock>& blocks) {
    std::vector<BlockKeys> keys;
    int position = 0;
    for (const NetworkBlock& block : blocks) {
        keys.push_back({"main." + std::to_string(position), "main." + std::to_string(position + 1)});
        position += block.norm == Norm::None ? 2 : 3;
    }
    return keys;
}

std::vector<BlockKeys> keys_of(const std::vector<NetworkBlock>& blocks, KeyStyle style,
                               const char* convolution) {
    std::vector<BlockKeys> keys =
        style == KeyStyle::Article ? article_keys(blocks, convolution) : dcgan_keys(blocks);
    for (std::size_t i = 0; i < blocks.size(); ++i)
        if (blocks[i].norm == Norm::None)
            keys[i].norm.clear();
    return keys;
}

template <typename Spec>
std::vector<KeyName> key_names(const Spec& spec, KeyStyle style) {
    const std::vector<NetworkBlock> blocks = network_blocks(spec);
    const std::vector<BlockKeys> modules = block_keys(spec, style);
    std::vector<KeyName> keys;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const std::string block = "blocks." + std::to_string(i);
        keys.push_back({block + ".conv.weight", modules[i].convolution + ".weight"});
        if (blocks[i].bias)
            keys.push_back({block + ".conv.bias", modules[i].convolution + ".bias"});
        for (const std::string_view part : tensor_names(norm_info(blocks[i].norm).tensors))
            keys.push_back({block + ".norm." + std::string(part), modules[i].norm + "." + std::string(part)});
    }
    return keys;
}

} // namespace

std::vector<BlockKeys> block_keys(const GeneratorSpec& spec, KeyStyle style) {
    return keys_of(network_blocks(spec), style, "ConvT");
}

std::vector<BlockKeys> block_keys(const CriticSpec& spec, KeyStyle style) {
    return keys_of(network_blocks(spec), style, "Conv");
}

std::vector<KeyName> generator_keys(const GeneratorSpec& spec, KeyStyle style) {
    return key_names(spec, style);
}

std::vector<KeyName> critic_keys(const CriticSpec& spec, KeyStyle style) {
    return key_names(spec, style);
}

} // namespace wasserfarbe
