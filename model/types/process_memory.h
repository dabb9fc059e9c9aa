#pragma once

#include <cstdint>
#include <filesystem>

namespace wasserfarbe {

/// The physical memory that this process uses now, in bytes; 0 where the system does not say. Any thread;
/// reads a small file of the system's, so ask about once a second.
std::uint64_t resident_bytes();

/// Memory that this process could still use without swapping, in bytes: what the system has available, within
/// the limits of the process's control group and of the process itself (`ulimit -v`); at least 1, or 0 where
/// the system does not say. Any thread; reads some small files of the system's.
std::uint64_t available_bytes();

/// The part of it that files tell, for tests with files of their own: `root` holds `proc/meminfo`,
/// `proc/self/cgroup` and `sys/fs/cgroup`.
std::uint64_t available_bytes(const std::filesystem::path& root);

} // namespace wasserfarbe
