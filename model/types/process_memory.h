#pragma once

#include <cstdint>

namespace wasserfarbe {

/// The physical memory that this process uses now, in bytes; 0 where the system does not say. Any thread;
/// reads a small file of the system's, so ask about once a second.
std::uint64_t resident_bytes();

} // namespace wasserfarbe
