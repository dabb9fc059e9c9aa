#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/files/descriptor.h"

namespace wasserfarbe {

/// The whole file. @throws Error (Disk) where it can't be read or has more than `limit` bytes
std::vector<std::uint8_t> read_file(const std::filesystem::path& path, std::uint64_t limit = UINT64_MAX);

/// Reads a file from `offset` on until its end or that of `target`. @returns how much; nothing after an
/// error, which is in errno
std::optional<std::size_t> read_at(const Descriptor& file, std::uint64_t offset,
                                   std::span<std::uint8_t> target);

/// Returns once what was written to a file is on the disk. @throws Error (Disk)
void sync_file(const std::filesystem::path& path);

/// Whether a file must survive a power cut from the moment it has its name. Renamed is whole or absent too,
/// but may be lost in the seconds after: enough for what can be made again, and much faster for thousands of
/// files.
enum class Durability { Synced, Renamed };

/// Writes parts one after another into a file that takes its final name only when it is whole and on the
/// disk: a temporary file beside it, synced and renamed, then the folder synced. Until `commit`, and where
/// anything fails, a file of that name that was there before stays as it was and the temporary one is
/// removed.
class AtomicFile {
public:
    /// @param ending  of the temporary file's name, for a library that goes by it: ".mp4"
    /// @throws Error (Disk), as every method
    explicit AtomicFile(std::filesystem::path path, Durability durability = Durability::Synced,
                        std::string_view ending = {});
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    /// Whether a name is one that an AtomicFile writes under before it takes its own.
    static bool is_temporary(const std::filesystem::path& path);

    /// The temporary file, for a library that opens files by name and writes instead of `write`. It must have
    /// closed the file before `commit`.
    const std::filesystem::path& temporary_path() const { return temporary_; }

    void write(std::span<const std::uint8_t> bytes);
    void write(std::string_view text);
    void commit();

private:
    [[noreturn]] void fail(const char* what) const;

    std::filesystem::path path_;
    std::filesystem::path temporary_;
    Durability durability_;
    Descriptor file_;
};

} // namespace wasserfarbe
