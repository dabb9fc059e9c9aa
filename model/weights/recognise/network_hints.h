#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model/networks/network_spec.h"

namespace wasserfarbe {

/// What a file says of its networks beside their tensors, as text for its metadata, under the key
/// `kNetworkHints`: a JSON object with the settings that make up their specs, by their keys, `epoch` and
/// `step`. Of the settings, earlier versions wrote `generator_norm` and `critic_norm` alone.
inline constexpr const char* kNetworkHints = "wasserfarbe";
struct NetworkHints {
    std::vector<Setting> settings; ///< each within its range
    int epoch = 0;                 ///< epochs completed
    std::int64_t step = 0;         ///< critic updates made

    bool operator==(const NetworkHints&) const = default;
};
std::string format_hints(const NetworkHints& hints);
/// No hints where there are none or they make no sense: they are never needed.
NetworkHints parse_hints(const std::map<std::string, std::string>& metadata);

} // namespace wasserfarbe
