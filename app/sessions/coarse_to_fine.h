#pragma once

#include <vector>

namespace wasserfarbe {

/// The rows of a `columns` x `rows` grid, coarse to fine: the four corners, then every cell that halves the
/// gaps, until all are there. Each index once.
std::vector<int> coarseToFine(int columns, int rows);

} // namespace wasserfarbe
