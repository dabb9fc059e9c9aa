#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace wasserfarbe::soak {

/// What was done, counted.
struct Tally {
    struct Count {
        int done = 0;
        int passedOver = 0; ///< it was its turn, but the studio had no use for it just then
    };
    std::map<std::string, Count> actions; ///< by kind
    std::int64_t steps = 0;               ///< trained
    int runsMade = 0;
    int runsResumed = 0;
    int runsDeleted = 0;
    int exports = 0;
    int keepersKept = 0;
    int keepersDeleted = 0;

    int actionsDone() const {
        int sum = 0;
        for (const auto& [kind, count] : actions)
            sum += count.done;
        return sum;
    }
};

} // namespace wasserfarbe::soak
