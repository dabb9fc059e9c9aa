#pragma once

#include <string>
#include <utility>
#include <vector>

namespace wasserfarbe {

/// A PNG's text chunks in file order: key and value, the value in UTF-8. Keys may repeat. A key is 1 to 79
/// printable ASCII characters without leading, trailing or doubled spaces.
using TextChunks = std::vector<std::pair<std::string, std::string>>;

} // namespace wasserfarbe
