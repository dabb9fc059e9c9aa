#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>

namespace wasserfarbe {

/// Calls `work` with 0, 1 ... count - 1 on threads of its own, each number once, begun in this order.
/// `report` is called on the calling thread with the number of calls done, which grows up to `count`. Blocks.
/// Where no thread can be started, the calling one does the work, and `report` is called at its end alone.
/// @param threads  at least 1; fewer are started where there is less to do
/// @returns false where a stop was requested before all were done; those begun are finished
/// @throws Error: what `work` threw first, as Error (Memory or Internal) where it is none; then no further
/// work is begun. Also what `report` throws.
bool run_parallel(std::size_t count, int threads, const std::function<void(std::size_t)>& work,
                  const std::function<void(std::size_t)>& report, const std::stop_token& stop);

} // namespace wasserfarbe
