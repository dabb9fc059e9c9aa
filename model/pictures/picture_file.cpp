#include "model/pictures/picture_file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

#include <new>
#include <optional>

#include "model/files/file_io.h"
#include "model/pictures/formats/decode_fault.h"
#include "model/pictures/image_size.h"

namespace wasserfarbe {
namespace {

PictureFault unreadable(int error) {
    return {Finding::Unreadable, ErrorCode::Unreadable, {}, error};
}

/// Remembers the file's stamp. @throws PictureFault where it may not be read
void admit(PictureFile& file, const struct stat& status) {
    if (!S_ISREG(status.st_mode))
        throw PictureFault(Finding::Unreadable, ErrorCode::NotAFile);
    file.stamp = stamp_of(status);
    if (file.stamp.bytes > static_cast<std::uint64_t>(kMaxFileBytes))
        throw PictureFault(Finding::TooLarge, ErrorCode::FileTooLarge, {kMaxFileText});
}

/// One try. @returns whether the file stood still meanwhile. @throws PictureFault where it can't be read
bool read_once(const std::filesystem::path& path, PictureFile& file) {
    struct stat status {};
    // Opening a device may do something, so it is looked at first.
    if (::stat(path.c_str(), &status) != 0)
        throw unreadable(errno);
    admit(file, status);
    // O_NONBLOCK: a named pipe that has taken the file's place must not be waited for.
    const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (descriptor.get() < 0 || ::fstat(descriptor.get(), &status) != 0)
        throw unreadable(errno);
    admit(file, status);
    file.bytes.resize(static_cast<std::size_t>(file.stamp.bytes) + 1); // one more would show that it grew
    const std::optional<std::size_t> count = read_at(descriptor, 0, file.bytes);
    if (!count || ::fstat(descriptor.get(), &status) != 0)
        throw unreadable(errno);
    file.bytes.resize(*count);
    return *count == file.stamp.bytes && stamp_of(status) == file.stamp;
}

} // namespace

PictureFile read_picture_file(const std::filesystem::path& path) {
    PictureFile file;
    try {
        if (read_once(path, file) || read_once(path, file))
            return file;
        file.reason = {ErrorCode::KeepsChanging, {}};
    } catch (const PictureFault& fault) {
        file.trouble = fault.finding();
        file.reason = fault.reason();
    } catch (const std::bad_alloc&) {
        file.reason = {ErrorCode::NoMemoryForPicture, {"read"}};
    }
    file.bytes = {};
    return file;
}

} // namespace wasserfarbe
