#include "model/weights/write/keyed_tensors.h"

#include <map>

#include "model/types/error.h"
#include "model/weights/recognise/network_hints.h"

namespace wasserfarbe {

NamedTensors keyed_tensors(const std::vector<KeyName>& keys, const NamedTensors& tensors) {
    const std::map<std::string, torch::Tensor> by_name(tensors.begin(), tensors.end());
    NamedTensors keyed;
    for (const KeyName& key : keys) {
        const auto found = by_name.find(key.name);
        if (found == by_name.end())
            throw Error(ErrorKind::Internal, "there is no tensor '" + key.name + "' to export");
        keyed.emplace_back(key.key, found->second.detach().cpu().contiguous());
    }
    return keyed;
}

std::map<std::string, std::string> exported_hints(const ModelWeights& weights) {
    NetworkHints hints{settings_of(weights.info.generator.value()), weights.info.epoch, weights.info.step};
    if (!weights.critic.empty())
        for (const Setting& setting : settings_of(weights.info.critic.value()))
            hints.settings.push_back(setting);
    return {{kNetworkHints, format_hints(hints)}};
}

std::vector<NamedStateDict> state_dicts(const ModelWeights& weights, KeyStyle keys) {
    std::vector<NamedStateDict> dicts = {
        {"", keyed_tensors(network_keys(weights.info.generator.value(), keys), weights.generator)}};
    if (weights.critic.empty())
        return dicts;
    dicts.front().name = "generator";
    dicts.push_back(
        {"critic", keyed_tensors(network_keys(weights.info.critic.value(), keys), weights.critic)});
    return dicts;
}

} // namespace wasserfarbe
