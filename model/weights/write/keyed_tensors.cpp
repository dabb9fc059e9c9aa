#include "model/weights/write/keyed_tensors.h"

#include <map>

#include "model/types/error.h"

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

} // namespace wasserfarbe
