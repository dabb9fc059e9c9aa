#pragma once

#include <cstdint>

namespace wasserfarbe::soak {

/// What this process uses at one moment.
struct Sample {
    double seconds = 0;          ///< since the soak began
    std::uint64_t resident = 0;  ///< physical memory, bytes
    std::uint64_t allocated = 0; ///< what was allocated and not given back, in all of malloc's arenas, bytes
    int handles = 0;             ///< open files, sockets, pipes
    int threads = 0;
    int objects = 0; ///< QObjects of the window and the studio; 0: not counted
};

/// Any thread. `seconds` and `objects` are left to the caller.
Sample takeSample();

/// All threads of this process but the one that asks sleep: nobody is at work. Any thread.
bool areOthersAsleep();

} // namespace wasserfarbe::soak
