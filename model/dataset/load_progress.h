#pragma once

#include <cstdint>
#include <functional>

namespace wasserfarbe {

/// Files done, readable or not, of all files found. Called on the thread that prepares: with 0 before any
/// file is opened, then with growing numbers up to the total.
using LoadProgress = std::function<void(std::int64_t done, std::int64_t total)>;

} // namespace wasserfarbe
