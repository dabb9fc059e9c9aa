#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "model/weights/read/safetensors.h"

namespace wasserfarbe {

/// The checksums of a safetensors file, which this program keeps in its metadata, so that a bit that changed
/// on the disk is found. They guard against accidents, not against forgery. Each is an XXH3-64 in 16
/// lower-case hexadecimal digits:
/// - `checksums`, a JSON object: for each tensor's name the checksum of its bytes, seeded with the one of
///   `["NAME","TYPE",[SHAPE]]`;
/// - `header_checksum` of the text `{"metadata":{KEY:VALUE},"tensors":{NAME:["TYPE",[SHAPE]]}}`, with
///   `checksums` but without itself.
/// The texts are JSON without spaces, keys in order. The two vouch for each other: a file has both, or it is
/// one of another program or of an earlier version and has neither.
class Checksums {
public:
    /// Takes the checksums out of a header's metadata, checks the header and keeps the tensors' checksums.
    /// @throws Error (Model) where the header does not match
    static Checksums take_from(SafetensorsHeader& header);

    /// @throws Error (Model), naming the tensor, where its bytes do not match
    void check(const SafetensorsHeader::Entry& entry, std::span<const std::uint8_t> bytes) const;

private:
    std::map<std::string, std::string> tensors_; ///< by name; empty where the file has none
};

/// Puts them into a header's metadata. @param tensors  the bytes of each of its entries, in their order
void add_checksums(SafetensorsHeader& header, std::span<const std::span<const std::uint8_t>> tensors);

} // namespace wasserfarbe
