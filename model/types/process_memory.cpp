#include "model/types/process_memory.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <optional>
#include <sstream>
#include <string>

namespace wasserfarbe {
namespace {

constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();

/// The number behind `key` at the beginning of a line, as "MemAvailable:   12345 kB" has it.
std::optional<std::uint64_t> number_behind(const std::filesystem::path& path, const std::string& key) {
    std::ifstream file(path);
    std::string word;
    std::uint64_t number = 0;
    for (std::string rest; file >> word; std::getline(file, rest))
        if (word == key && file >> number)
            return number;
    return std::nullopt;
}

/// The number that a file holds; nothing where there is no such file, or the word "max".
std::optional<std::uint64_t> number_in(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::uint64_t number = 0;
    if (file >> number)
        return number;
    return std::nullopt;
}

/// How a version of Linux's control groups names things.
struct ControlGroups {
    const char* folder;
    const char* limit;
    const char* usage;
    const char* active_files; ///< in memory.stat: the cache of files, which counts as used
    const char* inactive_files;
};

constexpr ControlGroups kVersion1 = {"sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes",
                                     "total_active_file", "total_inactive_file"};
constexpr ControlGroups kVersion2 = {"sys/fs/cgroup", "memory.max", "memory.current", "active_file",
                                     "inactive_file"};

/// What a group may still use; the system takes its cache of files from it before it refuses memory.
std::uint64_t left_in_group(const std::filesystem::path& folder, const ControlGroups& groups) {
    const auto limit = number_in(folder / groups.limit);
    const auto usage = number_in(folder / groups.usage);
    if (!limit || !usage)
        return kNoLimit;
    const std::filesystem::path statistics = folder / "memory.stat";
    const std::uint64_t cache = number_behind(statistics, groups.active_files).value_or(0) +
                                number_behind(statistics, groups.inactive_files).value_or(0);
    const std::uint64_t used = *usage - std::min(*usage, cache);
    return *limit - std::min(*limit, used);
}

/// The least memory that is left in a group and the groups around it. In a container the group may be named
/// as outside of it, where none is found but the root.
std::uint64_t left_in_groups(const std::filesystem::path& root, std::filesystem::path group,
                             const ControlGroups& groups) {
    std::uint64_t left = left_in_group(root / groups.folder, groups);
    for (group = group.relative_path(); !group.empty(); group = group.parent_path())
        left = std::min(left, left_in_group(root / groups.folder / group, groups));
    return left;
}

/// Each line of `proc/self/cgroup` is "NUMBER:CONTROLLERS:GROUP"; of version 2 the controllers are empty.
std::uint64_t left_by_control_groups(const std::filesystem::path& root) {
    std::uint64_t left = kNoLimit;
    std::ifstream file(root / "proc/self/cgroup");
    for (std::string line; std::getline(file, line);) {
        const std::size_t first = line.find(':');
        const std::size_t second = line.find(':', first + 1);
        if (first == std::string::npos || second == std::string::npos)
            continue;
        const std::string controllers = "," + line.substr(first + 1, second - first - 1) + ",";
        const std::string group = line.substr(second + 1);
        if (controllers == ",,")
            left = std::min(left, left_in_groups(root, group, kVersion2));
        else if (controllers.find(",memory,") != std::string::npos)
            left = std::min(left, left_in_groups(root, group, kVersion1));
    }
    return left;
}

/// What the limit of the address space leaves.
std::uint64_t left_by_process_limit() {
    const std::string key = "Max address space";
    std::ifstream file("/proc/self/limits");
    for (std::string line; std::getline(file, line);) {
        std::uint64_t limit = 0;
        if (!line.starts_with(key) || !(std::istringstream(line.substr(key.size())) >> limit))
            continue; // another line, or "unlimited"
        const std::uint64_t used = number_behind("/proc/self/status", "VmSize:").value_or(0) * 1024;
        return limit - std::min(limit, used);
    }
    return kNoLimit;
}

} // namespace

std::uint64_t resident_bytes() {
    return number_behind("/proc/self/status", "VmRSS:").value_or(0) * 1024;
}

std::uint64_t available_bytes() {
    const std::uint64_t available = available_bytes("/");
    return available == 0 ? 0 : std::max<std::uint64_t>(1, std::min(available, left_by_process_limit()));
}

std::uint64_t available_bytes(const std::filesystem::path& root) {
    const auto kilobytes = number_behind(root / "proc/meminfo", "MemAvailable:");
    if (!kilobytes)
        return 0;
    return std::max<std::uint64_t>(1, std::min(*kilobytes * 1024, left_by_control_groups(root)));
}

} // namespace wasserfarbe
