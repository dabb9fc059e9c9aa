#pragma once

#include <string>
#include <vector>

#include "model/networks/network_spec.h"

namespace wasserfarbe {

/// How the modules of an exported network are called.
enum class KeyStyle {
    Article, ///< ConvT1, batchN1, ConvT2 ... (generator), Conv1, batchN1 ... (critic)
    Dcgan,   ///< main.0, main.1, main.3 ...: the places in an nn.Sequential, as in PyTorch's DCGAN example
};

/// How the modules of one block of a network are called when it is exported.
struct BlockKeys {
    std::string convolution; ///< "ConvT1", "main.0"
    std::string norm;        ///< "batchN1"; empty where there is none
};

/// In the order of the blocks.
std::vector<BlockKeys> block_keys(const GeneratorSpec& spec, KeyStyle style);
std::vector<BlockKeys> block_keys(const CriticSpec& spec, KeyStyle style);

/// One parameter or buffer of a network.
struct KeyName {
    std::string name; ///< in this program: "blocks.0.conv.weight"
    std::string key;  ///< exported: "ConvT1.weight" or "main.0.weight"
};

/// All parameters and buffers of a network in the order of its modules.
std::vector<KeyName> generator_keys(const GeneratorSpec& spec, KeyStyle style);
std::vector<KeyName> critic_keys(const CriticSpec& spec, KeyStyle style);

} // namespace wasserfarbe
