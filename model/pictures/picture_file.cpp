#include "model/pictures/picture_file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <new>
#include <optional>
#include <utility>

#include "model/files/descriptor.h"
#include "model/pictures/image_size.h"

namespace wasserfarbe {
namespace {

void fail(PictureFile& file, Finding trouble, Reason reason) {
    file.bytes = {};
    file.trouble = trouble;
    file.reason = std::move(reason);
}

void fail(PictureFile& file, int error) {
    fail(file, Finding::Unreadable, {ErrorCode::Unreadable, {}, error});
}

/// Whether the file may be read; says why not in `file`.
bool admit(PictureFile& file, const struct stat& status) {
    if (!S_ISREG(status.st_mode)) {
        fail(file, Finding::Unreadable, {ErrorCode::NotAFile, {}});
        return false;
    }
    file.stamp = stamp_of(status);
    if (file.stamp.bytes > static_cast<std::uint64_t>(kMaxFileBytes)) {
        fail(file, Finding::TooLarge, {ErrorCode::FileTooLarge, {kMaxFileText}});
        return false;
    }
    return true;
}

/// Reads until the end of the file or of `target`. @returns how much, or nothing after an error in errno
std::optional<std::size_t> read_all(int descriptor, std::vector<std::uint8_t>& target) {
    std::size_t done = 0;
    while (done < target.size()) {
        const ssize_t count = ::read(descriptor, target.data() + done, target.size() - done);
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

/// One try. @returns whether the file stood still meanwhile; everything else is said in `file`
bool read_once(const std::filesystem::path& path, PictureFile& file) {
    struct stat status {};
    // Opening a device may do something, so it is looked at first.
    if (::stat(path.c_str(), &status) != 0) {
        fail(file, errno);
        return true;
    }
    if (!admit(file, status))
        return true;
    // O_NONBLOCK: a named pipe that has taken the file's place must not be waited for.
    const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (descriptor.get() < 0 || ::fstat(descriptor.get(), &status) != 0) {
        fail(file, errno);
        return true;
    }
    if (!admit(file, status))
        return true;
    file.bytes.resize(static_cast<std::size_t>(file.stamp.bytes) + 1); // one more would show that it grew
    const std::optional<std::size_t> count = read_all(descriptor.get(), file.bytes);
    if (!count || ::fstat(descriptor.get(), &status) != 0) {
        fail(file, errno);
        return true;
    }
    file.bytes.resize(*count);
    return *count == file.stamp.bytes && stamp_of(status) == file.stamp;
}

} // namespace

PictureFile read_picture_file(const std::filesystem::path& path) {
    PictureFile file;
    try {
        if (!read_once(path, file) && !read_once(path, file))
            fail(file, Finding::Unreadable, {ErrorCode::KeepsChanging, {}});
    } catch (const std::bad_alloc&) {
        fail(file, Finding::Unreadable, {ErrorCode::NoMemoryForPicture, {"read"}});
    }
    return file;
}

} // namespace wasserfarbe
