// Feeds arbitrary bytes to the reader of files of weights: nothing but an Error may come out, and every
// tensor that is found must lie in its storage. Built by Clang alone, and only when asked for:
//
//   cmake --preset fuzz
//   cmake --build --preset fuzz --target pytorch_file_fuzz
//   cp -r tests/fuzz/corpus build/fuzz
//   build/fuzz/bin/pytorch_file_fuzz -max_total_time=60 build/fuzz/corpus/pytorch_file_fuzz
//
// An input is a whole file; one that begins like a pickle is looked at as that of an archive too, whose
// checksum no changed byte would pass. One that fails is kept as crash-*; give it as the only argument to see
// it again.

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "model/files/descriptor.h"
#include "model/types/error.h"
#include "model/weights/read/pickled_tensors.h"
#include "model/weights/read/safetensors.h"
#include "model/weights/read/unpickler.h"
#include "model/weights/read/weights_file.h"

using namespace wasserfarbe;

namespace {

constexpr std::uint64_t kFileSize = 1 << 20; // that a pickle alone is taken to be in

void require(bool condition) {
    if (!condition)
        std::abort();
}

__extension__ using Wide = unsigned __int128; // where nothing overflows

void check(const StoredTensor& tensor, std::uint64_t elements, std::uint64_t file_size) {
    const std::vector<std::int64_t>& shape = tensor.info.shape;
    require(!tensor.info.name.empty() && shape.size() == tensor.strides.size() && shape.size() <= 16);
    Wide bytes = safetensors_type_size(tensor.info.type);
    Wide last = tensor.offset;
    require(bytes > 0);
    for (std::size_t i = 0; i < shape.size(); ++i) {
        require(shape[i] >= 0 && tensor.strides[i] >= 0);
        bytes *= static_cast<std::uint64_t>(shape[i]);
        if (shape[i] > 1)
            last += static_cast<Wide>(shape[i] - 1) * static_cast<std::uint64_t>(tensor.strides[i]);
    }
    require(bytes <= file_size);
    require(bytes == 0 || last < elements);
}

void check_names(const std::vector<StoredTensor>& tensors) {
    std::set<std::string> names;
    for (const StoredTensor& tensor : tensors)
        require(names.insert(tensor.info.name).second);
}

void look_at_file(std::span<const std::uint8_t> bytes) {
    const Descriptor memory(::memfd_create("weights", MFD_CLOEXEC));
    require(memory.get() >= 0);
    require(::write(memory.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    const WeightsFile file("/proc/self/fd/" + std::to_string(memory.get()));
    check_names(file.tensors());
    for (const StoredTensor& tensor : file.tensors()) {
        const std::vector<std::uint8_t> storage = file.read_storage(tensor.storage);
        require(storage.size() <= bytes.size());
        check(tensor, storage.size() / safetensors_type_size(tensor.info.type), bytes.size());
    }
}

void look_at_pickle(std::span<const std::uint8_t> bytes) {
    const Pickle pickle = unpickle(bytes);
    require(pickle.size <= bytes.size() && pickle.root < pickle.values.size());
    const WeightsContents found = collect_tensors(pickle, kFileSize);
    check_names(found.tensors);
    for (const StoredTensor& tensor : found.tensors)
        check(tensor, pickle.storages.at(tensor.storage).elements, kFileSize);
}

template <typename Look>
void look(Look look_at, std::span<const std::uint8_t> bytes) {
    try {
        look_at(bytes);
    } catch (const Error& error) {
        require(error.kind() == ErrorKind::Model && !error.detail().empty());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const std::uint8_t> bytes(data, size);
    look(look_at_file, bytes);
    if (!bytes.empty() && bytes[0] == 0x80)
        look(look_at_pickle, bytes);
    return 0;
}
