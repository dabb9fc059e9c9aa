#pragma once

#include <cstring>

#include "model/torch.h"

namespace wasserfarbe::test {

/// Of one type, shape and content; NaN is like NaN.
inline bool same_bits(const torch::Tensor& a, const torch::Tensor& b) {
    const torch::Tensor x = a.contiguous();
    const torch::Tensor y = b.contiguous();
    return x.scalar_type() == y.scalar_type() && x.sizes() == y.sizes() &&
           (x.nbytes() == 0 || std::memcmp(x.data_ptr(), y.data_ptr(), x.nbytes()) == 0);
}

} // namespace wasserfarbe::test
