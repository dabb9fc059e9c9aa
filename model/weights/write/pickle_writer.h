#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "model/weights/read/tensor_info.h"

namespace wasserfarbe {

/// What Python's `module.state_dict()` gives, without the numbers.
struct StateDict {
    std::string name; ///< its key among several; empty where it is the only one
    std::vector<TensorInfo> tensors;
    std::map<std::string, std::string> metadata; ///< texts for `_metadata[""]`
};

/// The record `data.pkl` of a PyTorch archive: a pickle of protocol 2 that describes the tensors. One
/// state_dict without a name is the object itself, an OrderedDict; others are the values of an OrderedDict.
/// The storages are called "0", "1" ... in the order of the tensors, each one contiguous tensor. Has nothing
/// but what `torch.load(..., weights_only=True)` of PyTorch 1.13 and later accepts.
/// @throws Error (Internal) for a type other than F32 and I64
std::vector<std::uint8_t> write_pickle(std::span<const StateDict> dicts);

} // namespace wasserfarbe
