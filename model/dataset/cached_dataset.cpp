#include "model/dataset/cached_dataset.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "model/dataset/pixels_hash.h"
#include "model/files/file_io.h"
#include "model/types/error.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPixelsPrefix = "pixels-";

std::string key_of(const std::string& folder, const PixelSettings& settings) {
    const std::string text = folder + '\n' + std::to_string(settings.image_size) + ' ' +
                             std::to_string(static_cast<int>(settings.fit)) + ' ' +
                             color_text(settings.pad_color) + ' ' + color_text(settings.alpha_color);
    return hash_text(hash_bytes({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}));
}

/// Only the user may look: these are their pictures. @throws Error (Disk)
void make_private_folder(const fs::path& folder) {
    std::error_code error;
    if (folder.has_parent_path())
        fs::create_directories(folder.parent_path(), error);
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        throw Error(ErrorKind::Disk, folder, "can't be created", errno);
}

/// Whether the folder of that name is still the one that was opened: another may have removed it since.
bool is_still(int descriptor, const fs::path& folder) {
    struct stat opened {};
    struct stat named {};
    return ::fstat(descriptor, &opened) == 0 && ::stat(folder.c_str(), &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

/// @returns nothing where another holds it or there is no such folder
std::optional<CacheLock> try_cache_lock(const fs::path& folder) {
    CacheLock lock(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (lock.get() < 0 || ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0 || !is_still(lock.get(), folder))
        return std::nullopt;
    return lock;
}

/// What can be listed of a folder.
std::vector<fs::directory_entry> entries_in(const fs::path& folder) {
    std::vector<fs::directory_entry> entries;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        entries.push_back(*entry);
    return entries;
}

std::uint64_t bytes_in(const fs::path& folder) {
    std::uint64_t bytes = 0;
    for (const fs::directory_entry& entry : entries_in(folder)) {
        std::error_code gone;
        if (const std::uintmax_t size = entry.file_size(gone); !gone)
            bytes += size;
    }
    return bytes;
}

struct CachedFolder {
    fs::path path;
    fs::file_time_type used;
    std::uint64_t bytes = 0;
};

std::vector<CachedFolder> cached_folders(const fs::path& cache) {
    std::vector<CachedFolder> folders;
    for (const fs::directory_entry& entry : entries_in(cache)) {
        std::error_code none;
        if (!entry.is_directory(none))
            continue;
        // Without an index it is new or was cut off before its first one.
        fs::file_time_type used = fs::last_write_time(entry.path() / "index", none);
        if (none)
            used = fs::file_time_type::min();
        folders.push_back({entry.path(), used, bytes_in(entry.path())});
    }
    return folders;
}

/// Returns false where another process holds the lock. Readers keep the pixels that they have mapped.
/// @throws Error (Disk)
bool remove_unused(const fs::path& folder) {
    const std::optional<CacheLock> lock = try_cache_lock(folder);
    if (!lock)
        return false;
    std::error_code error;
    fs::remove_all(folder, error);
    if (error)
        throw Error(ErrorKind::Disk, folder, "can't be removed", error.value());
    return true;
}

} // namespace

fs::path picture_cache_folder(const PictureCacheOptions& options) {
    if (!options.folder.empty())
        return options.folder;
    if (const char* own = std::getenv("WASSERFARBE_CACHE"); own && *own)
        return own;
    // A relative path is invalid by the XDG Base Directory Specification.
    if (const char* caches = std::getenv("XDG_CACHE_HOME"); caches && *caches == '/')
        return fs::path(caches) / "wasserfarbe" / "pictures";
    const char* home = std::getenv("HOME");
    return fs::path(home && *home ? home : "/tmp") / ".cache" / "wasserfarbe" / "pictures";
}

std::uint64_t picture_cache_size(const PictureCacheOptions& options) {
    std::uint64_t bytes = 0;
    for (const CachedFolder& folder : cached_folders(picture_cache_folder(options)))
        bytes += folder.bytes;
    return bytes;
}

void clear_picture_cache(const PictureCacheOptions& options) {
    for (const CachedFolder& folder : cached_folders(picture_cache_folder(options)))
        remove_unused(folder.path);
}

void drop_oldest(const PictureCacheOptions& options, const fs::path& newest) {
    std::vector<CachedFolder> folders = cached_folders(picture_cache_folder(options));
    std::sort(folders.begin(), folders.end(),
              [](const CachedFolder& a, const CachedFolder& b) { return a.used < b.used; });
    std::uint64_t bytes = 0;
    for (const CachedFolder& folder : folders)
        bytes += folder.bytes;
    for (const CachedFolder& folder : folders) {
        if (bytes <= options.limit)
            return;
        try {
            if (folder.path != newest && remove_unused(folder.path))
                bytes -= folder.bytes;
        } catch (const Error&) { // what can't be removed stays; the next time tries again
        }
    }
}

std::optional<CacheLock> wait_for_cache_lock(const fs::path& folder, const std::stop_token& stop) {
    // flock can wait by itself, but then nothing would end the wait when a person gives up.
    constexpr std::chrono::milliseconds kBetweenTries{20};
    while (!stop.stop_requested()) {
        make_private_folder(folder);
        errno = 0;
        if (std::optional<CacheLock> lock = try_cache_lock(folder))
            return lock;
        const bool goes_on = errno == EWOULDBLOCK || errno == ENOENT || errno == 0; // held, or just removed
        if (!goes_on)
            throw Error(ErrorKind::Disk, folder, "can't be locked", errno);
        std::this_thread::sleep_for(kBetweenTries);
    }
    return std::nullopt;
}

CachedDataset::CachedDataset(const PictureCacheOptions& options, std::string folder,
                             const PixelSettings& settings)
    : folder_(std::move(folder)),
      settings_(settings),
      path_(picture_cache_folder(options) / key_of(folder_, settings)) {}

fs::path CachedDataset::pixels_path(std::uint64_t generation) const {
    return path_ / (std::string(kPixelsPrefix) + std::to_string(generation));
}

std::size_t CachedDataset::slot_bytes() const {
    const auto size = static_cast<std::size_t>(settings_.image_size);
    return 3 * size * size;
}

std::optional<PictureIndex> CachedDataset::read() const {
    try {
        PictureIndex index = parse_picture_index(read_file(index_path()));
        if (index.folder == folder_ && index.settings == settings_) // else two keys are equal by chance
            return index;
    } catch (const Error&) { // as if there were none: it is made anew
    }
    return std::nullopt;
}

void CachedDataset::touch() const {
    ::utimensat(AT_FDCWD, index_path().c_str(), nullptr, 0);
}

void CachedDataset::publish(const PictureIndex& index) const {
    AtomicFile file(index_path());
    file.write(format_picture_index(index));
    file.commit();
}

void CachedDataset::remove_leftovers() const {
    constexpr std::size_t kIndexAndPixels = 2;
    if (entries_in(path_).size() <= kIndexAndPixels)
        return;
    const std::optional<CacheLock> lock = try_cache_lock(path_);
    if (const std::optional<PictureIndex> index = lock ? read() : std::nullopt)
        remove_others(index->generation);
}

void CachedDataset::remove_others(std::uint64_t generation) const {
    const fs::path kept = pixels_path(generation);
    for (const fs::directory_entry& entry : entries_in(path_)) {
        const fs::path& file = entry.path();
        std::error_code error;
        if ((file.filename().string().starts_with(kPixelsPrefix) && file != kept) ||
            AtomicFile::is_temporary(file))
            fs::remove(file, error);
    }
}

} // namespace wasserfarbe
