#pragma once

#include <optional>
#include <string_view>

#include "model/types/error.h"

namespace wasserfarbe::test {

/// The error that an action ends in.
template <typename Action>
std::optional<Error> error_of(Action action) {
    try {
        action();
    } catch (const Error& error) {
        return error;
    }
    return std::nullopt;
}

inline bool says(const std::optional<Error>& error, ErrorKind kind, std::string_view words) {
    return error && error->kind() == kind && error->detail().find(words) != std::string::npos;
}

} // namespace wasserfarbe::test
