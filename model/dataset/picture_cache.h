#pragma once

#include <cstdint>
#include <filesystem>

namespace wasserfarbe {

/// Where decoded pictures are kept from one time to the next, and how much.
struct PictureCacheOptions {
    /// Empty: the folder `wasserfarbe/pictures` beside the user's other caches (WASSERFARBE_CACHE in the
    /// environment, else XDG_CACHE_HOME, else ~/.cache).
    std::filesystem::path folder;
    /// What all datasets may take; the least recently used ones are dropped. The newest always stays.
    std::uint64_t limit = std::uint64_t{10} << 30;
};

/// The folder that the options mean.
std::filesystem::path picture_cache_folder(const PictureCacheOptions& options = {});
/// Bytes that the cache takes on the disk. Any thread; blocks on the disk.
std::uint64_t picture_cache_size(const PictureCacheOptions& options = {});
/// Removes all that no process is writing just now; what is in use stays readable to those who use it. Any
/// thread; blocks on the disk. @throws Error (Disk)
void clear_picture_cache(const PictureCacheOptions& options = {});

} // namespace wasserfarbe
