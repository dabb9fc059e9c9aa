#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "model/types/training_config.h"

namespace wasserfarbe {

/// What tensors do not say, as text for a file's metadata, under the key `kNetworkHints`: a JSON object with
/// the names of the norms, `generator_norm` and `critic_norm` (where there is a critic), `epoch` and `step`.
inline constexpr const char* kNetworkHints = "wasserfarbe";
struct NetworkHints {
    std::optional<Norm> generator_norm;
    std::optional<Norm> critic_norm;
    int epoch = 0;         ///< epochs completed
    std::int64_t step = 0; ///< critic updates made

    bool operator==(const NetworkHints&) const = default;
};
std::string format_hints(const NetworkHints& hints);
/// No hints where there are none or they make no sense: they are never needed.
NetworkHints parse_hints(const std::map<std::string, std::string>& metadata);

} // namespace wasserfarbe
