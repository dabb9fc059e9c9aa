#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "model/weights/read/tensor_info.h"
#include "model/weights/recognise/key_names.h"

namespace wasserfarbe::test {

using Tensors = std::vector<TensorInfo>;

inline const GeneratorSpec kGenerator{32, 64, 32, Norm::Batch, Bias::None};
inline const CriticSpec kCritic{32, 16, Norm::None, true, Bias::None};

/// The tensor of a place of a network whose convolution of block I is [wide[I], narrow[I], 4, 4] and gives
/// out[I] channels.
struct BlockShapes {
    std::vector<std::int64_t> wide;
    std::vector<std::int64_t> narrow;
    std::vector<std::int64_t> out;
};

inline BlockShapes block_shapes(const GeneratorSpec& spec) {
    BlockShapes shapes;
    std::int64_t in = spec.latent_size;
    for (int size = 4, width = spec.channels * spec.image_size / 8; size <= spec.image_size;
         size *= 2, width /= 2) {
        const std::int64_t out = size == spec.image_size ? 3 : width;
        shapes.wide.push_back(in);
        shapes.narrow.push_back(out);
        in = out;
    }
    shapes.out = shapes.narrow;
    return shapes;
}

inline BlockShapes block_shapes(const CriticSpec& spec) {
    BlockShapes shapes;
    std::int64_t in = 3;
    for (int size = spec.image_size, width = spec.channels; size >= 4; size /= 2, width *= 2) {
        const std::int64_t out = size == 4 ? 1 : width;
        shapes.wide.push_back(out);
        shapes.narrow.push_back(in);
        in = out;
    }
    shapes.out = shapes.wide;
    return shapes;
}

inline TensorInfo tensor_at(const KeyName& key, const BlockShapes& shapes, const std::string& prefix) {
    const std::size_t block = std::stoul(key.name.substr(std::string("blocks.").size()));
    TensorInfo tensor{prefix + key.key, "F32", {shapes.out[block]}};
    if (key.name.ends_with("conv.weight"))
        tensor.shape = {shapes.wide[block], shapes.narrow[block], 4, 4};
    if (key.name.ends_with("num_batches_tracked"))
        tensor = {prefix + key.key, "I64", {}};
    return tensor;
}

/// All tensors of a network under the keys of a style, or under this program's own names.
template <typename Spec>
Tensors tensors_of(const Spec& spec, KeyStyle style, const std::string& prefix = {}) {
    Tensors tensors;
    for (const KeyName& key : network_keys(spec, style))
        tensors.push_back(tensor_at(key, block_shapes(spec), prefix));
    return tensors;
}

template <typename Spec>
Tensors own_tensors_of(const Spec& spec, const std::string& prefix) {
    Tensors tensors;
    for (const KeyName& key : network_keys(spec, KeyStyle::Article))
        tensors.push_back(tensor_at({key.name, key.name}, block_shapes(spec), prefix));
    return tensors;
}

inline Tensors operator+(Tensors a, const Tensors& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

inline Tensors shuffled(Tensors tensors, unsigned seed) {
    std::mt19937 random(seed);
    std::shuffle(tensors.begin(), tensors.end(), random);
    return tensors;
}

inline Tensors without(Tensors tensors, const std::string& ending) {
    std::erase_if(tensors, [&](const TensorInfo& tensor) { return tensor.name.ends_with(ending); });
    return tensors;
}

/// @returns nullptr where there is none
inline TensorInfo* find_tensor(Tensors& tensors, const std::string& name) {
    const auto found = std::find_if(tensors.begin(), tensors.end(),
                                    [&](const TensorInfo& tensor) { return tensor.name == name; });
    return found == tensors.end() ? nullptr : &*found;
}

} // namespace wasserfarbe::test
