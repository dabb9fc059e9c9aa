#pragma once

#include <algorithm>
#include <string_view>

#include "model/types/metric_table.h"

namespace wasserfarbe::test {

/// @pre there is one of that key
inline const Metric& metric(std::string_view key) {
    return *std::ranges::find(metric_table(), key, &Metric::key);
}

} // namespace wasserfarbe::test
