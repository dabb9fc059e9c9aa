#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "model/files/input_file.h"
#include "model/weights/read/checksums.h"
#include "model/weights/read/safetensors.h"

namespace wasserfarbe {

/// A safetensors file that is read, header first. Knows no LibTorch. Every failure is an Error (Model) that
/// names the file. One thread at a time.
class SafetensorsFile {
public:
    /// Reads the header alone and checks all of it; against its checksum too, where it has one.
    explicit SafetensorsFile(InputFile file);
    explicit SafetensorsFile(const std::filesystem::path& path) : SafetensorsFile(InputFile(path)) {}

    /// Without the checksums in its metadata.
    const SafetensorsHeader& header() const { return header_; }

    /// Reads a tensor of the header and checks it against its checksum, where it has one.
    /// @param target  `entry.size` bytes
    void read(const SafetensorsHeader::Entry& entry, std::span<std::uint8_t> target) const;

private:
    InputFile file_;
    SafetensorsHeader header_;
    Checksums checksums_;
};

} // namespace wasserfarbe
