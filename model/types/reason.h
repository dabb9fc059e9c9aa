#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "model/types/error_table.h"

namespace wasserfarbe {

/// A number or a text that takes a place of a sentence.
struct ReasonArgument {
    template <std::integral Number>
    ReasonArgument(Number number) : value(static_cast<std::int64_t>(number)) {}
    ReasonArgument(std::string text) : value(std::move(text)) {}
    ReasonArgument(const char* text) : value(std::string(text)) {}

    bool operator==(const ReasonArgument&) const = default;

    std::variant<std::int64_t, std::string> value;
};
using ReasonArguments = std::vector<ReasonArgument>;

/// Why something can't be done, without which file it is about.
struct Reason {
    ErrorCode code = ErrorCode::Internal;
    ReasonArguments arguments; ///< as many as its sentence has places
    int system_error = 0;      ///< errno, where the system is what refused; else 0

    /// The table's sentence, in English; what the system says goes behind it. "(s)" becomes an s but behind
    /// a 1.
    std::string text() const;

    bool operator==(const Reason&) const = default;
};

/// What the system says of an errno: "No space left on device".
std::string system_text(int error);

} // namespace wasserfarbe
