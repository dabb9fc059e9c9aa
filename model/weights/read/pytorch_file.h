#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
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
    /// Reads and checks everything but the storages' bytes.
    explicit PyTorchFile(InputFile file);
    PyTorchFile(const PyTorchFile&) = delete; // its archive refers to its file
    PyTorchFile& operator=(const PyTorchFile&) = delete;

    /// Whether a file that begins like this (16 bytes are enough) may be one: an archive, of whatever, or the
    /// older format.
    static bool is_archive(std::string_view beginning);
    static bool is_legacy(std::string_view beginning);

    WeightsFormat format() const {
        return archive_ ? WeightsFormat::PyTorchZip : WeightsFormat::PyTorchLegacy;
    }
    const std::vector<StoredTensor>& tensors() const { return contents_.tensors; }
    const std::map<std::string, std::string>& metadata() const { return contents_.metadata; }
    /// All bytes of a storage.
    std::vector<std::uint8_t> read_storage(std::size_t storage) const;

private:
    /// Where a storage's bytes are.
    struct Place {
        std::uint64_t at = 0; ///< in an archive the number of the entry, else the offset in the file
        std::uint64_t size = 0;
    };

    void read();
    Pickle read_archive();
    Pickle read_legacy();
    std::uint64_t bytes_of(const NamedStorage& storage) const;

    InputFile file_;
    std::optional<ZipArchive> archive_;
    std::vector<Place> places_; ///< by the storages' numbers
    PickledTensors contents_;
};

} // namespace wasserfarbe
