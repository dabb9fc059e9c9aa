#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/weights/recognise/key_names.h"

namespace wasserfarbe {

/// One convolution of an exported network and the norm that follows it, if any. Its kernel is 4 x 4. After
/// the norm comes ReLU in a generator and LeakyReLU in a critic; after the last layer tanh and nothing.
struct NetworkLayer {
    std::string conv; ///< what the keys of its tensors begin with: "ConvT1", "main.0"
    std::string norm; ///< likewise: "batchN1"; empty where there is none
    Norm kind = Norm::None;
    bool bias = false; ///< of the convolution
    std::int64_t in = 0;
    std::int64_t out = 0;
    std::int64_t stride = 2;
    std::int64_t padding = 1;
};

std::vector<NetworkLayer> generator_layers(const GeneratorSpec& spec, KeyStyle style);
std::vector<NetworkLayer> critic_layers(const CriticSpec& spec, KeyStyle style);

} // namespace wasserfarbe
