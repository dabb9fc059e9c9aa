#include "app/sessions/coarse_to_fine.h"

#include <algorithm>
#include <numeric>

namespace wasserfarbe {
namespace {

/// Gives the places between `first` and `last` their levels: the middle this one, the halves finer ones.
void halve(std::vector<int>& levels, std::size_t first, std::size_t last, int level) {
    if (last - first < 2)
        return;
    const std::size_t middle = (first + last) / 2;
    levels[middle] = level;
    halve(levels, first, middle, level + 1);
    halve(levels, middle, last, level + 1);
}

/// For each of `count` places in a row, after how many halvings it is reached: 0 for both ends.
std::vector<int> halvings(int count) {
    std::vector<int> levels(static_cast<std::size_t>(std::max(count, 0)), 0);
    if (count > 0)
        halve(levels, 0, levels.size() - 1, 1);
    return levels;
}

} // namespace

std::vector<int> coarseToFine(int columns, int rows) {
    std::vector<int> levels; // of the cells
    for (const int y : halvings(rows))
        for (const int x : halvings(columns))
            levels.push_back(std::max(x, y));
    std::vector<int> order(levels.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, {}, [&](int cell) { return levels[static_cast<std::size_t>(cell)]; });
    return order;
}

} // namespace wasserfarbe
