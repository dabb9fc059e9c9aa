#pragma once

namespace wasserfarbe {

/// The pages of the window, in the order of the rail. The table in app/window/page_table.cpp has one row for
/// each.
enum class Page { Data, Train, Explore, Gallery, Runs };

inline constexpr int kPages = static_cast<int>(Page::Runs) + 1;

} // namespace wasserfarbe
