#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>

#include "model/dataset/picture_cache.h"
#include "model/dataset/picture_index.h"
#include "model/files/descriptor.h"

namespace wasserfarbe {

/// The right to change a folder of the cache: held by one process and one thread at a time, and gone with its
/// owner, however that ends.
using CacheLock = Descriptor;

/// Waits until the lock of a folder is free; makes the folder where it is not there.
/// @returns nothing where a stop was requested meanwhile. @throws Error (Disk)
std::optional<CacheLock> wait_for_cache_lock(const std::filesystem::path& folder,
                                             const std::stop_token& stop);

/// The place of one dataset under one set of settings in the cache: a folder with an index and a file of
/// pixels. Whoever reads needs no lock: an index is replaced whole, and what it names is never changed.
class CachedDataset {
public:
    /// @param folder  of the pictures, as bytes of its absolute path
    CachedDataset(const PictureCacheOptions& options, std::string folder, const PixelSettings& settings);

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path pixels_path(std::uint64_t generation) const;
    std::size_t slot_bytes() const;

    /// What the cache knows; nothing where there is nothing, or nothing that can be trusted. Any thread.
    std::optional<PictureIndex> read() const;
    /// Marks it as used just now.
    void touch() const;

    /// Removes what a process that was killed left behind, where nobody is writing. Cheap where there is
    /// nothing.
    void remove_leftovers() const;

    // With the lock:
    /// Makes `index` what others read from now on. The pixels that it names must be on the disk already.
    /// @throws Error (Disk)
    void publish(const PictureIndex& index) const;
    /// Removes pixel files of other generations.
    void remove_others(std::uint64_t generation) const;

private:
    std::filesystem::path index_path() const { return path_ / "index"; }

    std::string folder_;
    PixelSettings settings_;
    std::filesystem::path path_;
};

/// Drops the least recently used datasets until the cache keeps to its limit; never `newest`, nor what others
/// are writing. Any thread.
void drop_oldest(const PictureCacheOptions& options, const std::filesystem::path& newest);

} // namespace wasserfarbe
