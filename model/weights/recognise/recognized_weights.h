#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/networks/network_spec.h"
#include "model/weights/read/tensor_info.h"

namespace wasserfarbe {

/// Which tensor of a file takes which place in a network of this program.
struct WeightPlace {
    std::string name;       ///< in the network: "blocks.0.conv.weight"
    std::size_t tensor = 0; ///< its number among the file's tensors
};

template <typename Spec>
struct RecognizedNetwork {
    Spec spec;
    std::string where; ///< what the names of its tensors begin with: "g_ema", "module.main"; may be empty
    /// In the network's order. A `num_batches_tracked`, which counts and computes nothing, may be missing;
    /// biases that the spec's Bias asks for and the file lacks are missing too and taken as 0.
    std::vector<WeightPlace> places;
};

/// What a misfit says where there is no tensor, or none is expected.
inline constexpr const char* kNothing = "nothing";

/// A tensor that a network of the DCGAN family can't have.
struct Misfit {
    std::string tensor;   ///< its name in the file, or the one that it would have
    std::string expected; ///< "[100, 512, 4, 4]", or what else is expected, in words; or kNothing
    std::string found;    ///< "[100, 512, 3, 3]", or kNothing

    bool operator==(const Misfit&) const = default;
};

/// What networks of the DCGAN family the tensors of a file make up. See `recognize_weights`.
struct RecognizedWeights {
    std::optional<RecognizedNetwork<GeneratorSpec>> generator; ///< as training left it
    /// The one that its name calls an average (ema). Where both are there their specs are the same. Batch
    /// norm's statistics are those of `generator` where an average was taken of the parameters alone.
    std::optional<RecognizedNetwork<GeneratorSpec>> averaged;
    std::optional<RecognizedNetwork<CriticSpec>> critic;
    /// Why there is neither a generator nor a critic, the most telling first; empty where there is one.
    std::vector<Misfit> misfits;
};

/// Recognises generators and critics of the DCGAN family by the shapes of their tensors, whatever their names
/// and their order: sizes, widths, latent size, norms and biases are read off them. Several networks in one
/// file are told apart by what their names begin with.
///
/// Which norm it is, `norm_of` says. Where several networks have the same tensors, as with layer and with
/// instance norm, `metadata` may tell them apart.
/// @param metadata  of the file; see network_hints.h
RecognizedWeights recognize_weights(std::span<const TensorInfo> tensors,
                                    const std::map<std::string, std::string>& metadata = {});

/// "[100, 512, 4, 4]"
std::string shape_text(std::span<const std::int64_t> shape);

} // namespace wasserfarbe
