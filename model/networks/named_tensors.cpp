#include "model/networks/named_tensors.h"

#include "model/types/error.h"

namespace wasserfarbe {

torch::Tensor StateReader::find(const std::string& name, const torch::Tensor& like) const {
    const auto found = tensors_.find(name);
    if (found == tensors_.end())
        throw Error(ErrorKind::Model, "there is no tensor '" + name + "'");
    const torch::Tensor& tensor = found->second;
    if (tensor.sizes() != like.sizes() || tensor.scalar_type() != like.scalar_type())
        throw Error(ErrorKind::Model, "tensor '" + name + "' is " +
                                          c10::str(tensor.scalar_type(), tensor.sizes()) + ", expected " +
                                          c10::str(like.scalar_type(), like.sizes()));
    return tensor;
}

void StateReader::load(const NamedTensors& into) const {
    const torch::NoGradGuard no_grad;
    for (const auto& [name, tensor] : into) {
        torch::Tensor target = tensor;
        target.copy_(find(name, tensor));
    }
}

NamedTensors network_tensors(const std::string& prefix, const torch::nn::Module& network) {
    NamedTensors tensors;
    for (const auto& item : network.named_parameters())
        tensors.emplace_back(prefix + "." + item.key(), item.value());
    for (const auto& item : network.named_buffers())
        tensors.emplace_back(prefix + "." + item.key(), item.value());
    return tensors;
}

void copy_network(const torch::nn::Module& from, torch::nn::Module& to) {
    const torch::NoGradGuard no_grad;
    auto parameters = to.named_parameters();
    for (const auto& item : from.named_parameters())
        parameters[item.key()].copy_(item.value());
    auto buffers = to.named_buffers();
    for (const auto& item : from.named_buffers())
        buffers[item.key()].copy_(item.value());
}

} // namespace wasserfarbe
