#include "model/training/finite.h"

#include <cmath>
#include <vector>

namespace wasserfarbe {

/// A sum over a tensor is finite only where all of it is, and is the fastest pass over it. It may overflow
/// where nothing is wrong, so what looks wrong is looked at again.
std::string first_not_finite(const NamedTensors& tensors) {
    const torch::NoGradGuard no_grad;
    std::vector<torch::Tensor> sums;
    std::vector<const NamedTensors::value_type*> summed;
    for (const auto& named : tensors) {
        if (!named.second.defined() || !named.second.is_floating_point())
            continue;
        sums.push_back(named.second.sum());
        summed.push_back(&named);
    }
    if (sums.empty())
        return {};
    // One transfer for all: on a GPU each would wait for the device.
    const torch::Tensor values = torch::stack(sums).to(torch::kCPU, torch::kFloat64);
    const double* value = values.data_ptr<double>();
    for (std::size_t i = 0; i < summed.size(); ++i)
        if (!std::isfinite(value[i]) && !torch::isfinite(summed[i]->second).all().item<bool>())
            return summed[i]->first;
    return {};
}

void require_finite(const NamedTensors& tensors, const std::string& what) {
    if (const std::string name = first_not_finite(tensors); !name.empty())
        throw NotFinite(what + name);
}

} // namespace wasserfarbe
