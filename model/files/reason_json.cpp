#include "model/files/reason_json.h"

#include <cstdint>
#include <utility>

#include "model/files/config_json.h"
#include "model/types/error.h"

namespace wasserfarbe {
namespace {

using Json = nlohmann::ordered_json;

ReasonArgument argument_from_json(const Json& json) {
    if (json.is_string())
        return json.get<std::string>();
    if (!holds<std::int64_t>(json))
        throw Error(ErrorKind::Model,
                    "'arguments' holds something that is neither a text nor a whole number");
    return json.get<std::int64_t>();
}

} // namespace

Json reason_to_json(const Reason& reason) {
    Json arguments = Json::array();
    for (const ReasonArgument& argument : reason.arguments)
        std::visit([&](const auto& value) { arguments.push_back(value); }, argument.value);
    return {{"code", error_info(reason.code).name},
            {"arguments", std::move(arguments)},
            {"errno", reason.system_error}};
}

std::optional<Reason> reason_from_json(const Json& json) {
    const std::optional<ErrorCode> code = find_error_code(json_value<std::string>(json, "code"));
    if (!code)
        return {};
    Reason reason{*code, {}, json_value<int>(json, "errno")};
    for (const Json& argument : json_list(json, "arguments"))
        reason.arguments.push_back(argument_from_json(argument));
    return reason;
}

std::string format_reason(const Reason& reason) {
    return reason_to_json(reason).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Reason parse_reason(const std::string& text) {
    try {
        if (std::optional<Reason> reason = reason_from_json(parse_json(text, "a reason")))
            return std::move(*reason);
    } catch (const Error&) { // of an earlier version
    }
    return {ErrorCode::Data, {text}};
}

} // namespace wasserfarbe
