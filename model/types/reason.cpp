#include "model/types/reason.h"

#include <system_error>

namespace wasserfarbe {
namespace {

constexpr std::string_view kPlural = "(s)"; // nothing behind a 1

/// What takes the place `%n`; the place itself where there is no such argument.
std::string argument_text(const ReasonArguments& arguments, std::size_t place) {
    if (place < 1 || place > arguments.size())
        return "%" + std::to_string(place);
    const auto& value = arguments[place - 1].value;
    const auto* const number = std::get_if<std::int64_t>(&value);
    return number ? std::to_string(*number) : std::get<std::string>(value);
}

} // namespace

std::string Reason::text() const {
    std::string text;
    std::string filled_in; // last
    for (std::string_view rest = error_info(code).sentence; !rest.empty();) {
        std::size_t taken = 1;
        if (rest[0] == '%') {
            filled_in = argument_text(arguments, static_cast<std::size_t>(rest.at(1) - '0'));
            text += filled_in;
            taken = 2;
        } else if (rest.starts_with(kPlural)) {
            text += filled_in == "1" ? "" : "s";
            taken = kPlural.size();
        } else {
            text += rest[0];
        }
        rest.remove_prefix(taken);
    }
    return system_error == 0 ? text : text + ": " + system_text(system_error);
}

std::string system_text(int error) {
    return std::generic_category().message(error);
}

} // namespace wasserfarbe
