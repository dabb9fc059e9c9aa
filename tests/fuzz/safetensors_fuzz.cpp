// Feeds arbitrary bytes to the reader of safetensors headers and checksums: nothing but an Error may come
// out, and what is taken must be consistent and survive being written again. Built by Clang alone, and only
// when asked for:
//
//   cmake --preset fuzz
//   cmake --build --preset fuzz --target safetensors_fuzz
//   cp -r tests/fuzz/corpus build/fuzz
//   build/fuzz/bin/safetensors_fuzz -max_total_time=60 build/fuzz/corpus/safetensors_fuzz
//
// An input is a whole file. One that fails is kept as crash-*; give it as the only argument to see it again.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/types/error.h"
#include "model/weights/read/checksums.h"
#include "model/weights/read/safetensors.h"

using namespace wasserfarbe;

namespace {

constexpr std::size_t kPrefixSize = 8;

void require(bool condition) {
    if (!condition)
        std::abort();
}

/// Reads the header of a file of `file_size` bytes that begins with these.
SafetensorsHeader read(std::string_view file, std::uint64_t file_size) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(file.data());
    const std::uint64_t json_size =
        safetensors_json_size(std::span<const std::uint8_t, kPrefixSize>(bytes, kPrefixSize), file_size);
    return parse_safetensors_header(file.substr(kPrefixSize, json_size), file_size);
}

/// Every tensor lies where the one before it ends, the last one ends the file, and sizes follow from shapes.
void check(const SafetensorsHeader& header, std::uint64_t file_size) {
    if (header.entries.empty())
        return;
    std::uint64_t end = header.entries.front().offset;
    for (const SafetensorsHeader::Entry& entry : header.entries) {
        std::uint64_t size = safetensors_type_size(entry.type);
        require(size > 0 && entry.offset == end);
        for (const std::int64_t length : entry.shape) {
            require(length >= 0);
            size *= static_cast<std::uint64_t>(length);
        }
        require(size == entry.size);
        end += entry.size;
    }
    require(end == file_size);
}

void check_writing(const SafetensorsHeader& header) {
    const std::string written = write_safetensors_header(header);
    std::uint64_t size = written.size();
    for (const SafetensorsHeader::Entry& entry : header.entries)
        size += entry.size;
    const SafetensorsHeader again = read(written, size);
    require(again.metadata == header.metadata && again.entries.size() == header.entries.size());
    for (std::size_t i = 0; i < again.entries.size(); ++i)
        require(again.entries[i].name == header.entries[i].name &&
                again.entries[i].type == header.entries[i].type &&
                again.entries[i].shape == header.entries[i].shape &&
                again.entries[i].size == header.entries[i].size);
}

using Bytes = std::span<const std::uint8_t>;

std::vector<Bytes> tensors_of(const SafetensorsHeader& header, Bytes file) {
    std::vector<Bytes> tensors;
    for (const SafetensorsHeader::Entry& entry : header.entries)
        tensors.push_back(file.subspan(entry.offset, entry.size));
    return tensors;
}

/// As a reader does. @returns the header without its checksums
SafetensorsHeader check_checksums(SafetensorsHeader header, const std::vector<Bytes>& tensors) {
    const Checksums checksums = Checksums::take_from(header);
    for (std::size_t i = 0; i < tensors.size(); ++i)
        checksums.check(header.entries[i], tensors[i]);
    return header;
}

/// Checksums of any file are right once it is written with them.
void check_writing_checksums(SafetensorsHeader header, Bytes file) {
    const std::vector<Bytes> tensors = tensors_of(header, file);
    add_checksums(header, tensors);
    const std::string written = write_safetensors_header(header);
    const std::uint64_t data = header.entries.empty() ? 0 : file.size() - header.entries.front().offset;
    const SafetensorsHeader bare = check_checksums(read(written, written.size() + data), tensors);
    require(bare.metadata.size() + 2 == header.metadata.size());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < kPrefixSize)
        return 0;
    SafetensorsHeader header;
    try {
        header = read({reinterpret_cast<const char*>(data), size}, size);
    } catch (const Error& error) {
        require(error.kind() == ErrorKind::Model && !error.detail().empty());
        return 0;
    }
    check(header, size);
    check_writing(header);
    const Bytes file(data, size);
    check_writing_checksums(header, file);
    try {
        check_checksums(header, tensors_of(header, file));
    } catch (const Error& error) {
        require(error.kind() == ErrorKind::Model && !error.detail().empty());
    }
    return 0;
}
