#pragma once

#include <source_location>

namespace wasserfarbe {

/// Stands behind a `switch` over an enum that handles each of its values: what comes here is none of them,
/// and a guess would go unnoticed. Any thread. @throws Error (Internal)
[[noreturn]] void unhandled_value(const std::source_location& where = std::source_location::current());

} // namespace wasserfarbe
