#pragma once

#include <QString>
#include <cstdint>

namespace wasserfarbe {

/// "1 h 5 min", "3 min 20 s", "12 s"; translated. @param seconds  0 or more, not finite: a dash
QString durationText(double seconds);
/// "1.4 GB", "820 MB": powers of 1000, three digits at most.
QString bytesText(std::uint64_t bytes);
/// Grouped by the application's locale: "4,000".
QString countText(std::int64_t count);

} // namespace wasserfarbe
