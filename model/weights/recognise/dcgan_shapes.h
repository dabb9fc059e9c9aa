#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/weights/recognise/recognized_weights.h"
#include "model/weights/recognise/weight_modules.h"

namespace wasserfarbe {

/// What some tensors of a file are together: one generator, one critic, or neither and why.
struct NetworkReading {
    std::optional<RecognizedNetwork<GeneratorSpec>> generator; ///< without `where`
    std::optional<RecognizedNetwork<CriticSpec>> critic;       ///< likewise
    std::vector<Misfit> misfits;                               ///< empty where there is a network
};

/// Reads one network that has all of the parts. Nothing at all where the convolutions don't follow from each
/// other; see `explain_convolutions`.
NetworkReading read_network(std::span<const TensorInfo> tensors, const WeightParts& parts);

/// Orders convolutions from the widest to the image's, by their shapes: [any, W], [W, W/2] ... [C, 3],
/// each followed by 4, 4. That is a generator, whose weights are [in, out, 4, 4]; or a critic from its last
/// layer on, whose weights are [out, in, 4, 4], where the first number is 1. Nothing unless each has its
/// place.
std::optional<std::vector<WeightModule>> order_convolutions(std::span<const TensorInfo> tensors,
                                                            const std::vector<WeightModule>& convolutions);

/// The shape of the convolution `steps` above the image's, whose wider side has `channels`. A number
/// that does not fit becomes the largest.
std::vector<std::int64_t> chain_shape(std::int64_t channels, std::size_t steps);

/// Whether a network for one of the sizes of images has so many.
bool is_convolution_count(std::size_t count);
/// "3 to 7 convolutions"
std::string convolution_range();

} // namespace wasserfarbe
