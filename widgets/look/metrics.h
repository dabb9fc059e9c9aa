#pragma once

namespace wasserfarbe {

/// The grid that every gap, margin and size is a multiple of, in device-independent pixels.
inline constexpr int kUnit = 8;

} // namespace wasserfarbe
