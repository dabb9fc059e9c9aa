#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "model/files/input_file.h"
#include "model/weights/read/pickled_tensors.h"
#include "model/weights/read/zip_archive.h"

namespace wasserfarbe {

/// A file that torch.save wrote, in either of its formats: see WeightsFile. Every failure is an Error (Model)
/// that names the file. One thread at a time.
///
/// Since 1.6: a zip archive of NAME/data.pkl, a pickle that names storages, and NAME/data/KEY, their bytes.
/// Before: pickles of a magic number, the protocol 1001, the machine, the object and the storages' keys, then
/// for each key the count of its elements in 8 bytes and their bytes.
class PyTorchFile {
public:
    /// Reads and checks everything but the storages' bytes. @param format  see `format_of`
    PyTorchFile(InputFile file, WeightsFormat format);
    PyTorchFile(const PyTorchFile&) = delete; // its archive refers to its file
    PyTorchFile& operator=(const PyTorchFile&) = delete;

    /// The format of a file that begins like this (16 bytes are enough), if it may be one: an archive, of
    /// whatever, or the older format.
    static std::optional<WeightsFormat> format_of(std::string_view beginning);

    /// Once: what it gives it no longer has.
    WeightsContents take_contents() { return std::move(contents_); }
    /// All bytes of a storage.
    std::vector<std::uint8_t> read_storage(std::size_t storage) const;

private:
    /// Where a storage's bytes are.
    struct Place {
        std::uint64_t at = 0; ///< in an archive the number of the entry, else the offset in the file
        std::uint64_t size = 0;
    };

    Pickle read_archive();
    Pickle read_legacy();
    std::uint64_t bytes_of(const NamedStorage& storage) const;

    InputFile file_;
    std::optional<ZipArchive> archive_;
    std::vector<Place> places_; ///< by the storages' numbers
    WeightsContents contents_;
};

} // namespace wasserfarbe
