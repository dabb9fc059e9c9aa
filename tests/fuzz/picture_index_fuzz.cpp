// Feeds arbitrary bytes to the reader of the cache's index: nothing but an Error may come out, and an index
// that is taken must survive being written again. Built by Clang alone, and only when asked for:
//
//   cmake --preset fuzz
//   cmake --build --preset fuzz --target picture_index_fuzz
//   cp -r tests/fuzz/corpus build/fuzz
//   build/fuzz/bin/picture_index_fuzz -max_total_time=60 build/fuzz/corpus/picture_index_fuzz
//
// An input is an index without its checksum, which is put behind it here: no fuzzer finds one. One that fails
// is kept as crash-*; give it as the only argument to see it again.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "model/dataset/picture_index.h"
#include "model/dataset/pixels_hash.h"
#include "model/types/error.h"

using namespace wasserfarbe;

namespace {

void require(bool condition) {
    if (!condition)
        std::abort();
}

void check(const PictureIndex& index) {
    for (std::size_t i = 0; i < index.entries.size(); ++i) {
        const PictureIndex::Entry& entry = index.entries[i];
        require(entry.slot >= -1 && entry.slot < index.slots);
        require(entry.picture.same_as < static_cast<std::int64_t>(i));
        require(entry.picture.like < static_cast<std::int64_t>(i));
    }
    const std::vector<std::uint8_t> written = format_picture_index(index);
    require(format_picture_index(parse_picture_index(written)) == written);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::vector<std::uint8_t> bytes(data, data + size);
    const std::uint64_t hash = hash_bytes(bytes);
    for (int shift = 0; shift < 64; shift += 8)
        bytes.push_back(static_cast<std::uint8_t>(hash >> shift));
    try {
        check(parse_picture_index(bytes));
    } catch (const Error& error) {
        require(error.kind() == ErrorKind::Data && !error.detail().empty());
    }
    return 0;
}
