#pragma once

#include <cstdint>
#include <string>

namespace wasserfarbe {

/// "3 bytes", "1.5 MB" or "12 GB": powers of 1000, in English.
std::string bytes_text(std::uint64_t bytes);

} // namespace wasserfarbe
