#include "widgets/training/timeline_geometry.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wasserfarbe {

double TimelineGeometry::x(int index) const {
    return count < 2 ? (left + right) / 2 : left + (right - left) * index / (count - 1);
}

int TimelineGeometry::indexAt(double x) const {
    if (count < 2 || right <= left)
        return count - 1;
    const double place = (x - left) / (right - left) * (count - 1);
    return static_cast<int>(std::lround(std::clamp(place, 0.0, static_cast<double>(count - 1))));
}

std::vector<int> TimelineGeometry::lines(double gap) const {
    const double apart = count < 2 ? gap : (right - left) / (count - 1);
    const int every = std::max(1, static_cast<int>(std::ceil(gap / std::max(apart, 1e-6))));
    std::vector<int> result;
    for (int i = 0; i < count; i += every)
        result.push_back(i);
    return result;
}

std::vector<int> TimelineGeometry::numbers(std::span<const TimelineMark> marks, double width) const {
    std::vector<int> result;
    // The roundest first step that leaves room everywhere.
    for (int decade = 1; decade <= 1'000'000; decade *= 10)
        for (const int lead : {1, 2, 5}) {
            result.clear();
            double free = -std::numeric_limits<double>::infinity();
            bool fits = true;
            for (int i = 0; i < count && fits; ++i) {
                const TimelineMark& mark = marks[static_cast<std::size_t>(i)];
                if (mark.step || mark.epoch % (lead * decade) != 0)
                    continue;
                fits = x(i) - width / 2 >= free;
                free = x(i) + width / 2;
                result.push_back(i);
            }
            if (fits)
                return result;
        }
    return {};
}

std::optional<int> markOfEpoch(std::span<const TimelineMark> marks, int epoch) {
    const auto found = std::find_if(marks.begin(), marks.end(), [&](const TimelineMark& mark) {
        return mark.epoch == epoch && !mark.step;
    });
    if (found == marks.end())
        return {};
    return static_cast<int>(found - marks.begin());
}

} // namespace wasserfarbe
