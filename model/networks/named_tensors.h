#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "model/torch.h"

namespace wasserfarbe {

/// What optimizers, checkpoints and files of weights share: tensors, each under a name.
using NamedTensors = std::vector<std::pair<std::string, torch::Tensor>>;

/// Looks tensors up by name and checks them against those that they replace.
class StateReader {
public:
    explicit StateReader(const NamedTensors& tensors) : tensors_(tensors.begin(), tensors.end()) {}

    /// @throws Error (Model), naming the tensor, where it is missing or differs from `like` in shape or type.
    torch::Tensor find(const std::string& name, const torch::Tensor& like) const;
    /// Copies `find(name)` into every tensor.
    void load(const NamedTensors& into) const;

private:
    std::map<std::string, torch::Tensor> tensors_;
};

/// Every parameter and buffer of a network as `PREFIX.NAME`; the tensors themselves, not copies.
NamedTensors network_tensors(const std::string& prefix, const torch::nn::Module& network);

/// Copies every parameter and buffer, across devices where need be. @pre both networks have the same shapes
void copy_network(const torch::nn::Module& from, torch::nn::Module& to);

} // namespace wasserfarbe
