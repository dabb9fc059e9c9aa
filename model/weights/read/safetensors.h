#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/weights/read/tensor_info.h"

namespace wasserfarbe {

/// The header of a safetensors file: an 8-byte little-endian length, that many bytes of JSON, then the
/// tensors' bytes, row-major and little-endian. See https://github.com/huggingface/safetensors#format. Knows
/// no LibTorch.
struct SafetensorsHeader {
    struct Entry {
        std::string name;
        std::string type; ///< "F32", "I64", "U8" ...: one of those that `safetensors_type_size` knows
        std::vector<std::int64_t> shape;
        std::uint64_t offset = 0; ///< of the tensor's first byte, from the start of the file
        std::uint64_t size = 0;   ///< in bytes
    };
    std::vector<Entry> entries;                  ///< by offset
    std::map<std::string, std::string> metadata; ///< `__metadata__`
};

/// Bytes of one element, 0 for a type that the format does not have.
std::size_t safetensors_type_size(std::string_view type);

/// Bytes by type and shape; nothing where those are more than `limit`. A tensor without elements takes none,
/// but its other lengths must not overflow either: making a tensor of that shape multiplies them.
/// @pre the type is known, no length is negative
std::optional<std::uint64_t> tensor_size(const TensorInfo& tensor, std::uint64_t limit);

/// The length of the JSON, from the file's first 8 bytes. Checked against the file's size and the format's
/// limit of 100 MB before anybody allocates by it. @throws Error (Model)
std::uint64_t safetensors_json_size(std::span<const std::uint8_t, 8> prefix, std::uint64_t file_size);

/// Whether a file may begin like this (9 bytes are enough): a length that the format allows, then an object.
bool looks_like_safetensors(std::string_view beginning);

/// Reads the JSON and checks all of it: known types, no negative or overflowing shapes, sizes that follow
/// from type and shape, tensors that fill the rest of the file without a hole or an overlap, no name twice.
/// Nothing in it is trusted.
/// @throws Error (Model) that says what is wrong
SafetensorsHeader parse_safetensors_header(std::string_view json, std::uint64_t file_size);

/// The 8-byte length and the JSON for tensors that follow each other in the order given; `offset` is ignored.
/// The JSON is padded with spaces to a multiple of 8, as the format's own writer does; bytes
/// that are not UTF-8 become U+FFFD.
std::string write_safetensors_header(const SafetensorsHeader& header);

} // namespace wasserfarbe
