#include "model/weights/recognise/network_hints.h"

#include <utility>

#include "model/files/config_json.h"
#include "model/types/norm_table.h"

namespace wasserfarbe {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kGeneratorNorm = "generator_norm";
constexpr const char* kCriticNorm = "critic_norm";

/// By the names that the settings have for norms.
std::optional<Norm> read_norm(const Json& json, const char* key) {
    if (!json.contains(key))
        return std::nullopt;
    TrainingConfig config;
    find_field(kGeneratorNorm).set(config, json_value<std::string>(json, key));
    return config.generator_norm;
}

template <typename Count>
Count read_count(const Json& json, const char* key) {
    const Count count = json.contains(key) ? json_value<Count>(json, key) : 0;
    if (count < 0)
        throw Error(ErrorKind::Model, std::string(key) + " is negative");
    return count;
}

} // namespace

std::string format_hints(const NetworkHints& hints) {
    Json json = Json::object();
    if (hints.generator_norm)
        json[kGeneratorNorm] = norm_info(*hints.generator_norm).name;
    if (hints.critic_norm)
        json[kCriticNorm] = norm_info(*hints.critic_norm).name;
    json["epoch"] = hints.epoch;
    json["step"] = hints.step;
    return json.dump();
}

NetworkHints parse_hints(const std::map<std::string, std::string>& metadata) {
    const auto text = metadata.find(kNetworkHints);
    if (text == metadata.end())
        return {};
    try {
        const Json json = parse_json(text->second, "'wasserfarbe'");
        return {read_norm(json, kGeneratorNorm), read_norm(json, kCriticNorm), read_count<int>(json, "epoch"),
                read_count<std::int64_t>(json, "step")};
    } catch (const Error&) {
        return {};
    }
}

} // namespace wasserfarbe
