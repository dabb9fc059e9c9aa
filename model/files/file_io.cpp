#include "model/files/file_io.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <utility>

#include "model/files/io_fault.h"
#include "model/types/error.h"

namespace wasserfarbe {
namespace {

const std::string kTemporary = ".tmp-";
constexpr std::size_t kMaxAtOnce = std::size_t{1} << 30;

std::filesystem::path temporary_for(std::filesystem::path path, std::string_view ending) {
    static std::atomic<int> count = 0; // two threads may write one file; the last to finish wins
    path += kTemporary + std::to_string(::getpid()) + "-" + std::to_string(++count);
    path += ending;
    return path;
}

} // namespace

std::optional<std::size_t> read_at(const Descriptor& file, std::uint64_t offset,
                                   std::span<std::uint8_t> target) {
    std::size_t done = 0;
    while (done < target.size()) {
        const ssize_t count =
            ::pread(file.get(), target.data() + done, std::min(target.size() - done, kMaxAtOnce),
                    static_cast<off_t>(offset + done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return std::nullopt;
        if (count == 0)
            break;
        done += static_cast<std::size_t>(count);
    }
    return done;
}

std::vector<std::uint8_t> read_file(const std::filesystem::path& path, std::uint64_t limit) {
    const auto fail = [&](int error) -> Error { return {ErrorKind::Disk, path, "can't be read", error}; };
    // O_NONBLOCK: a named pipe in place of the file must not be waited for.
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status {};
    if (file.get() < 0 || ::fstat(file.get(), &status) != 0)
        throw fail(errno);
    if (!S_ISREG(status.st_mode))
        throw Error(ErrorKind::Disk, path, "can't be read: it is not a file");
    if (static_cast<std::uint64_t>(status.st_size) > limit)
        throw Error(ErrorKind::Disk, path,
                    "can't be read: it is larger than " + std::to_string(limit) + " bytes");
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(status.st_size));
    const std::optional<std::size_t> count = read_at(file, 0, bytes);
    if (!count)
        throw fail(errno);
    bytes.resize(*count); // less where it shrank meanwhile
    return bytes;
}

void sync_file(const std::filesystem::path& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.get() >= 0 && !io_fails(IoCall::Sync, path) && ::fsync(file.get()) == 0)
        return;
    throw Error(ErrorKind::Disk, path, "can't be written to the disk", errno);
}

AtomicFile::AtomicFile(std::filesystem::path path, Durability durability, std::string_view ending)
    : path_(std::move(path)),
      temporary_(temporary_for(path_, ending)),
      durability_(durability),
      file_(io_fails(IoCall::Open, path_)
                ? -1
                : ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
    if (file_.get() < 0)
        fail("can't be written");
}

bool AtomicFile::is_temporary(const std::filesystem::path& path) {
    return path.filename().string().find(kTemporary) != std::string::npos;
}

AtomicFile::~AtomicFile() {
    if (!temporary_.empty())
        ::unlink(temporary_.c_str());
}

void AtomicFile::fail(const char* what) const {
    throw Error(ErrorKind::Disk, path_, what, errno);
}

void AtomicFile::write(std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const ssize_t count = io_fails(IoCall::Write, path_)
                                  ? -1
                                  : ::write(file_.get(), bytes.data(), std::min(bytes.size(), kMaxAtOnce));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            fail("can't be written");
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
}

void AtomicFile::write(std::string_view text) {
    write(std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

void AtomicFile::commit() {
    const bool sync = durability_ == Durability::Synced;
    if (sync && (io_fails(IoCall::Sync, path_) || ::fsync(file_.get()) != 0))
        fail("can't be written to the disk");
    if (file_.close() != 0)
        fail("can't be written to the disk");
    if (io_fails(IoCall::Rename, path_) || ::rename(temporary_.c_str(), path_.c_str()) != 0)
        fail("can't take its name");
    temporary_.clear();
    if (!sync)
        return;
    const std::filesystem::path folder = path_.has_parent_path() ? path_.parent_path() : ".";
    const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.get() < 0 || io_fails(IoCall::Sync, path_) || ::fsync(directory.get()) != 0)
        fail("can't be made to last");
}

} // namespace wasserfarbe
