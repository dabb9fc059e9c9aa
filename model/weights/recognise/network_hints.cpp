#include "model/weights/recognise/network_hints.h"

#include <algorithm>

#include "model/files/config_json.h"

namespace wasserfarbe {
namespace {

using Json = nlohmann::ordered_json;

/// What is no setting, or one of a later version, is left out. @throws Error for a value out of range
std::vector<Setting> read_settings(const Json& json) {
    std::vector<Setting> settings;
    TrainingConfig config;
    for (const auto& [key, value] : json.items()) {
        const auto field = std::ranges::find(field_table(), key, &Field::key);
        if (field == field_table().end())
            continue;
        field->set(config, value_from_json(*field, value));
        settings.emplace_back(field->key, field->get(config));
    }
    return settings;
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
    for (const auto& [key, value] : hints.settings)
        json[std::string(key)] = to_json(value);
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
        return {read_settings(json), read_count<int>(json, "epoch"), read_count<std::int64_t>(json, "step")};
    } catch (const Error&) {
        return {};
    }
}

} // namespace wasserfarbe
