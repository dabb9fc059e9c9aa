#include "tests/soak/sample.h"

#include <filesystem>
#include <fstream>
#include <malloc.h>
#include <string>
#include <unistd.h>

#include "model/types/process_memory.h"

namespace wasserfarbe::soak {
namespace {

namespace fs = std::filesystem;

int entriesOf(const char* folder) {
    int count = 0;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        ++count;
    return count;
}

/// "R", "S", "D" ... of /proc/PID/task/ID/stat; 0 where the thread has just ended.
char stateOf(const fs::path& task) {
    std::ifstream file(task / "stat");
    std::string line;
    std::getline(file, line);
    const std::size_t nameEnd = line.rfind(')'); // a name may hold anything
    return nameEnd == std::string::npos || nameEnd + 2 >= line.size() ? '\0' : line[nameEnd + 2];
}

} // namespace

Sample takeSample() {
    Sample sample;
    sample.resident = resident_bytes();
    const struct mallinfo2 memory = ::mallinfo2();
    sample.allocated = memory.uordblks + memory.hblkhd; // from the arenas, and mapped for themselves
    sample.handles = entriesOf("/proc/self/fd") - 1;    // without the folder that is being read
    sample.threads = entriesOf("/proc/self/task");
    return sample;
}

bool areOthersAsleep() {
    const std::string own = std::to_string(::gettid());
    std::error_code error;
    for (fs::directory_iterator task("/proc/self/task", error), end; !error && task != end;
         task.increment(error)) {
        const char state = stateOf(task->path());
        if (task->path().filename() != own && state != 'S' && state != '\0')
            return false;
    }
    return true;
}

} // namespace wasserfarbe::soak
