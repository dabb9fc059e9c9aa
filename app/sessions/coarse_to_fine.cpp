#include "app/sessions/coarse_to_fine.h"

#include <algorithm>

namespace wasserfarbe {
namespace {

/// For each of `count` places in a row, after how many halvings it is reached: 0 for both ends.
std::vector<int> halvings(int count) {
    std::vector<int> levels(static_cast<std::size_t>(std::max(count, 0)), 0);
    std::vector<int> known;
    if (count > 0)
        known.push_back(0);
    if (count > 1)
        known.push_back(count - 1);
    for (int level = 1; static_cast<int>(known.size()) < count; ++level) {
        std::vector<int> finer;
        for (std::size_t i = 0; i < known.size(); ++i) {
            finer.push_back(known[i]);
            if (i + 1 == known.size() || known[i + 1] - known[i] < 2)
                continue;
            const int middle = (known[i] + known[i + 1]) / 2;
            levels[static_cast<std::size_t>(middle)] = level;
            finer.push_back(middle);
        }
        known = std::move(finer);
    }
    return levels;
}

} // namespace

std::vector<int> coarseToFine(int columns, int rows) {
    const std::vector<int> across = halvings(columns);
    const std::vector<int> down = halvings(rows);
    std::vector<std::pair<int, int>> cells; // level, index
    cells.reserve(across.size() * down.size());
    for (const int y : down)
        for (const int x : across)
            cells.emplace_back(std::max(x, y), static_cast<int>(cells.size()));
    std::sort(cells.begin(), cells.end());
    std::vector<int> order;
    order.reserve(cells.size());
    for (const auto& [level, index] : cells)
        order.push_back(index);
    return order;
}

} // namespace wasserfarbe
