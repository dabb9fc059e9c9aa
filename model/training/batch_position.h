#pragma once

#include <cstdint>

namespace wasserfarbe {

/// A place in the order in which a source serves its images.
struct BatchPosition {
    int epoch = 1;          ///< counts from 1
    std::int64_t batch = 0; ///< batches of that epoch already served
    /// Which of an epoch's orders: 0, and one more with each rollback after a divergence, so
    /// that it meets other batches.
    int order = 0;

    bool operator==(const BatchPosition&) const = default;
};

} // namespace wasserfarbe
