#pragma once

namespace wasserfarbe {

/// Stands behind a `switch` over an enum that handles each of its values: what comes here is none of them,
/// and a guess would go unnoticed. Any thread. @throws Error (Internal)
/// @param function  where it was called; std::source_location is more than Clang 14 knows
[[noreturn]] void unhandled_value(const char* function = __builtin_FUNCTION());

} // namespace wasserfarbe
