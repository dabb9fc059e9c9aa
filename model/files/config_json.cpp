#include "model/files/config_json.h"

#include "model/types/image_grid.h"

namespace wasserfarbe {
namespace {

// An object looks each of its keys up among those before it, and a copy goes down the levels by recursion.
constexpr std::size_t kMaxJsonSize = 1 << 20;
constexpr int kMaxJsonDepth = 8;
constexpr int kMaxJsonKeys = 1000;

/// Padding was a grey level from 0 to 1 before it had a colour.
constexpr std::string_view kFormerPadding = "fit_pad_value";

Color former_padding(const nlohmann::ordered_json& json) {
    if (!json.is_number() || !(json.get<double>() >= 0 && json.get<double>() <= 1))
        throw Error(ErrorKind::Model, std::string(kFormerPadding) + ": not a number from 0 to 1");
    const std::uint8_t grey = level_to_byte(json.get<double>());
    return {grey, grey, grey};
}

} // namespace

nlohmann::ordered_json to_json(const FieldValue& value) {
    return std::visit([](const auto& v) { return nlohmann::ordered_json(v); }, value);
}

FieldValue value_from_json(const Field& field, const nlohmann::ordered_json& json) {
    if (json.is_boolean())
        return json.get<bool>();
    if (json.is_number_integer())
        return json.get<std::int64_t>();
    if (json.is_number_float())
        return json.get<double>();
    if (json.is_string())
        return json.get<std::string>();
    throw Error(ErrorKind::Model, std::string(field.key) + ": neither a number, text, true nor false");
}

nlohmann::ordered_json config_to_json(const TrainingConfig& config) {
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    for (const Field& field : field_table())
        json[std::string(field.key)] = to_json(field.get(config));
    return json;
}

TrainingConfig config_from_json(const nlohmann::ordered_json& json) {
    if (!json.is_object())
        throw Error(ErrorKind::Model, "the settings are not an object");
    TrainingConfig config;
    if (!json.contains("held_out"))
        config.held_out = 0; // an earlier version trained on every picture
    try {
        for (const auto& [key, value] : json.items()) {
            if (key == kFormerPadding) {
                config.pad_color = former_padding(value);
                continue;
            }
            const Field& field = find_field(key);
            field.set(config, value_from_json(field, value));
        }
        check_config(config);
    } catch (const Error& error) {
        throw Error(ErrorKind::Model, error.detail());
    }
    return config;
}

Device device_from_text(const std::string& text) {
    try {
        return Device::parse(text);
    } catch (const Error& error) {
        throw Error(ErrorKind::Model, error.detail());
    }
}

nlohmann::ordered_json parse_json(std::string_view text, const std::string& what) {
    if (text.size() > kMaxJsonSize)
        throw Error(ErrorKind::Model, what + " is too long");
    if (text.find('\0') != std::string_view::npos) // which the parser would take for the text's end
        throw Error(ErrorKind::Model, what + " is not valid JSON");
    using Event = nlohmann::ordered_json::parse_event_t;
    int keys = 0;
    const auto check = [&](int depth, Event event, const nlohmann::ordered_json&) {
        if (depth > kMaxJsonDepth)
            throw Error(ErrorKind::Model, what + " is nested too deeply");
        if (event == Event::key && ++keys > kMaxJsonKeys)
            throw Error(ErrorKind::Model, what + " has too many keys");
        return true;
    };
    try {
        return nlohmann::ordered_json::parse(text, check);
    } catch (const nlohmann::json::exception&) {
        throw Error(ErrorKind::Model, what + " is not valid JSON");
    }
}

} // namespace wasserfarbe
