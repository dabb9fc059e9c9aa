#pragma once

#include <string>
#include <string_view>

namespace wasserfarbe {

/// The name of a file, which may hold any byte, as valid UTF-8 on one line; reversible: a backslash is
/// doubled; bytes that are no UTF-8, and characters that control a terminal or the direction of text, are
/// written as "\xff".
std::string escaped_name(std::string_view name);

/// The bytes that `escaped_name` wrote; a backslash that it would not have written stays as it is.
std::string unescaped_name(std::string_view text);

} // namespace wasserfarbe
