#include "model/weights/recognise/key_names.h"

#include <cstddef>

#include "model/networks/network_blocks.h"

namespace wasserfarbe {
namespace {

/// How the modules of a block are called, without the names of their tensors.
struct ModuleNames {
    std::string convolution;
    std::string norm;
};

void add_norm(std::vector<KeyName>& keys, Norm norm, const std::string& name, const std::string& key) {
    if (norm == Norm::None)
        return;
    for (const char* part : {".weight", ".bias"})
        keys.push_back({name + part, key + part});
    if (norm != Norm::Batch)
        return;
    for (const char* part : {".running_mean", ".running_var", ".num_batches_tracked"})
        keys.push_back({name + part, key + part});
}

std::vector<ModuleNames> article_names(const std::vector<NetworkBlock>& blocks, const char* convolution) {
    std::vector<ModuleNames> names;
    for (std::size_t i = 1; i <= blocks.size(); ++i)
        names.push_back({convolution + std::to_string(i), "batchN" + std::to_string(i)});
    return names;
}

/// Each block is a convolution, its norm, if any, and an activation, one after the other in one
/// nn.Sequential.
std::vector<ModuleNames> dcgan_names(const std::vector<NetworkBlock>& blocks) {
    std::vector<ModuleNames> names;
    int position = 0;
    for (const NetworkBlock& block : blocks) {
        names.push_back({"main." + std::to_string(position), "main." + std::to_string(position + 1)});
        position += block.norm == Norm::None ? 2 : 3;
    }
    return names;
}

std::vector<KeyName> keys_of(const std::vector<NetworkBlock>& blocks, const std::vector<ModuleNames>& names) {
    std::vector<KeyName> keys;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const std::string block = "blocks." + std::to_string(i);
        keys.push_back({block + ".conv.weight", names[i].convolution + ".weight"});
        if (blocks[i].bias)
            keys.push_back({block + ".conv.bias", names[i].convolution + ".bias"});
        add_norm(keys, blocks[i].norm, block + ".norm", names[i].norm);
    }
    return keys;
}

template <typename Spec>
std::vector<KeyName> keys_of(const Spec& spec, KeyStyle style, const char* convolution) {
    const std::vector<NetworkBlock> blocks = network_blocks(spec);
    return keys_of(blocks,
                   style == KeyStyle::Article ? article_names(blocks, convolution) : dcgan_names(blocks));
}

} // namespace

std::vector<KeyName> generator_keys(const GeneratorSpec& spec, KeyStyle style) {
    return keys_of(spec, style, "ConvT");
}

std::vector<KeyName> critic_keys(const CriticSpec& spec, KeyStyle style) {
    return keys_of(spec, style, "Conv");
}

} // namespace wasserfarbe
