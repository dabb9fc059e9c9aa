#pragma once

#include <sys/stat.h>

#include <cstdint>

namespace wasserfarbe {

/// Tells a file's state from an earlier or later one.
struct FileStamp {
    std::uint64_t bytes = 0;
    std::int64_t modified = 0; ///< nanoseconds since 1970

    bool operator==(const FileStamp&) const = default;
};

inline FileStamp stamp_of(const struct stat& status) {
    constexpr std::int64_t billion = 1'000'000'000;
    return {static_cast<std::uint64_t>(status.st_size),
            std::int64_t{status.st_mtim.tv_sec} * billion + status.st_mtim.tv_nsec};
}

} // namespace wasserfarbe
