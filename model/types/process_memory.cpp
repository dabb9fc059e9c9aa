#include "model/types/process_memory.h"

#include <fstream>
#include <string>

namespace wasserfarbe {

std::uint64_t resident_bytes() {
    std::ifstream status("/proc/self/status");
    std::string line;
    while (std::getline(status, line)) {
        const std::string key = "VmRSS:";
        if (!line.starts_with(key))
            continue;
        try {
            return std::stoull(line.substr(key.size())) * 1024; // "   12345 kB"
        } catch (const std::exception&) {
            return 0;
        }
    }
    return 0;
}

} // namespace wasserfarbe
