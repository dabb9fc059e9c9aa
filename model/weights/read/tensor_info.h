#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

namespace wasserfarbe {

/// A tensor that has more is refused.
inline constexpr std::size_t kMaxDimensions = 16;

/// A tensor as a file describes it.
struct TensorInfo {
    std::string name; ///< in a PyTorch file the keys from the outermost dict on: "state_dict.main.0.weight"
    std::string type; ///< as in a safetensors file: "F32", "F16", "BF16", "I64" ...
    std::vector<std::int64_t> shape;
    /// `_metadata` of a state_dict has it for each module: 2 for an InstanceNorm2d, 1 for a GroupNorm, whose
    /// tensors are alike. 0 where a file does not say.
    std::int64_t module_version = 0;

    bool operator==(const TensorInfo&) const = default;
};

/// How many elements a tensor of that shape has.
inline std::int64_t element_count(const std::vector<std::int64_t>& shape) {
    return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies());
}

/// In elements, of a tensor whose elements follow each other, row-major.
inline std::vector<std::int64_t> contiguous_strides(const std::vector<std::int64_t>& shape) {
    std::vector<std::int64_t> strides(shape.size(), 1);
    for (std::size_t i = shape.size(); i-- > 1;)
        strides[i - 1] = strides[i] * std::max<std::int64_t>(shape[i], 1);
    return strides;
}

} // namespace wasserfarbe
