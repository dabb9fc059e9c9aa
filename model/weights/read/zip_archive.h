#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "model/files/input_file.h"

struct zip; // libzip's archive

namespace wasserfarbe {

/// A zip archive that is read and in which nothing is compressed, as PyTorch writes them. Every failure is an
/// Error (Model). One thread at a time.
class ZipArchive {
public:
    struct Entry {
        std::string name;
        std::uint64_t size = 0; ///< in bytes
    };

    /// Reads the directory and checks all of it: no name twice or leading out of the archive, nothing
    /// compressed or encrypted, and no more bytes in the entries than in the file.
    /// @param file  lives as long as this
    explicit ZipArchive(const InputFile& file);

    const std::vector<Entry>& entries() const { return entries_; }
    /// All bytes of an entry, checked against its checksum.
    std::vector<std::uint8_t> read(std::size_t entry) const;

private:
    struct Close {
        void operator()(zip* archive) const;
    };
    void add_entry(std::uint64_t index);
    void check_size(const InputFile& file) const;

    std::unique_ptr<zip, Close> archive_;
    std::vector<Entry> entries_;
};

} // namespace wasserfarbe
