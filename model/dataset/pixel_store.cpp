#include "model/dataset/pixel_store.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "model/types/error.h"

namespace wasserfarbe {
namespace {

Error failed(const std::filesystem::path& path, const char* what) {
    return {ErrorKind::Disk, path, what, errno};
}

} // namespace

std::shared_ptr<const PixelMap> PixelMap::of_file(const std::filesystem::path& path, std::int64_t slots,
                                                  std::size_t slot_bytes) {
    if (slots == 0)
        return std::shared_ptr<const PixelMap>(new PixelMap(nullptr, 0, slot_bytes));
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0)
        throw failed(path, "can't be read");
    const std::size_t bytes = static_cast<std::size_t>(slots) * slot_bytes;
    struct stat status {};
    if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode) ||
        static_cast<std::uint64_t>(status.st_size) < bytes)
        throw Error(ErrorKind::Disk, path, "is shorter than its index says");
    void* data = ::mmap(nullptr, bytes, PROT_READ, MAP_SHARED, file.get(), 0);
    if (data == MAP_FAILED)
        throw failed(path, "can't be mapped into memory");
    return std::shared_ptr<const PixelMap>(new PixelMap(static_cast<std::uint8_t*>(data), bytes, slot_bytes));
}

PixelMap::~PixelMap() {
    if (data_)
        ::munmap(data_, mapped_bytes_);
}

PixelFile::PixelFile(std::filesystem::path path, std::int64_t slots, std::size_t slot_bytes)
    : path_(std::move(path)),
      slot_bytes_(slot_bytes),
      next_(slots),
      file_(::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (file_.get() < 0)
        throw failed(path_, "can't be written");
}

std::int64_t PixelFile::add(std::span<const std::uint8_t> pixels) {
    const std::int64_t slot = next_++;
    auto offset = static_cast<off_t>(static_cast<std::size_t>(slot) * slot_bytes_);
    while (!pixels.empty()) {
        const ssize_t count = ::pwrite(file_.get(), pixels.data(), pixels.size(), offset);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            throw failed(path_, "can't be written");
        pixels = pixels.subspan(static_cast<std::size_t>(count));
        offset += count;
    }
    return slot;
}

std::shared_ptr<const PixelMap> PixelFile::map() const {
    return PixelMap::of_file(path_, next_, slot_bytes_);
}

void PixelFile::sync() {
    if (::fdatasync(file_.get()) != 0)
        throw failed(path_, "can't be written to the disk");
}

PixelMemory::PixelMemory(std::int64_t capacity, std::size_t slot_bytes) {
    const std::size_t bytes = std::max<std::size_t>(1, static_cast<std::size_t>(capacity) * slot_bytes);
    void* data = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (data == MAP_FAILED)
        throw Error(ErrorKind::Memory, "the decoded pictures do not fit into memory");
    map_.reset(new PixelMap(static_cast<std::uint8_t*>(data), bytes, slot_bytes));
}

std::int64_t PixelMemory::add(std::span<const std::uint8_t> pixels) {
    const std::int64_t slot = next_++;
    std::ranges::copy(pixels, map_->data_ + static_cast<std::size_t>(slot) * map_->slot_bytes_);
    return slot;
}

} // namespace wasserfarbe
