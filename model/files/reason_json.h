#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "model/types/reason.h"

namespace wasserfarbe {

/// `{"code": "DiskFull", "arguments": ["can't be written"], "errno": 28}`
nlohmann::ordered_json reason_to_json(const Reason& reason);

/// Nothing where this version does not know the code. @throws Error (Model) where anything else is wrong with
/// it
std::optional<Reason> reason_from_json(const nlohmann::ordered_json& json);

/// The same as one line of text. What is none is the sentence itself, which earlier versions kept: then the
/// code is ErrorCode::Data.
std::string format_reason(const Reason& reason);
Reason parse_reason(const std::string& text);

} // namespace wasserfarbe
