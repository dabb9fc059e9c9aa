#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/networks/network_blocks.h"

namespace wasserfarbe {

/// How the modules of an exported network are called.
enum class KeyStyle {
    Article, ///< ConvT1, batchN1, ConvT2 ... (generator), Conv1, batchN1 ... (critic)
    Dcgan,   ///< main.0, main.1, main.3 ...: the places in an nn.Sequential, as in PyTorch's DCGAN example
};

/// A block of a network as it is exported. Its kernel is 4 x 4. After its norm comes ReLU in a generator and
/// LeakyReLU in a critic; after the last block tanh and nothing.
struct NetworkLayer : NetworkBlock {
    std::string conv_key; ///< what the keys of the convolution's tensors begin with: "ConvT1", "main.0"
    std::string norm_key; ///< likewise: "batchN1"; empty where there is none
    std::int64_t stride = 2;
    std::int64_t padding = 1;
};

/// In the network's order.
std::vector<NetworkLayer> network_layers(const GeneratorSpec& spec, KeyStyle style);
std::vector<NetworkLayer> network_layers(const CriticSpec& spec, KeyStyle style);

/// One parameter or buffer of a network.
struct KeyName {
    std::string name; ///< in this program: "blocks.0.conv.weight"
    std::string key;  ///< exported: "ConvT1.weight" or "main.0.weight"
};

/// All parameters and buffers of a network in the order of its modules.
std::vector<KeyName> network_keys(const GeneratorSpec& spec, KeyStyle style);
std::vector<KeyName> network_keys(const CriticSpec& spec, KeyStyle style);

} // namespace wasserfarbe
