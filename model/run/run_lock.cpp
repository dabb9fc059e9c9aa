#include "model/run/run_lock.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "model/types/error.h"

namespace wasserfarbe {

RunLock::RunLock(const std::filesystem::path& directory)
    : descriptor_(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (descriptor_ < 0)
        throw Error(ErrorKind::Disk, directory, "can't be opened: " + std::generic_category().message(errno));
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0)
        return;
    const int error = errno;
    ::close(descriptor_);
    if (error == EWOULDBLOCK)
        throw Error(ErrorKind::Usage, directory, "is being trained by another process; stop that one first");
    throw Error(ErrorKind::Disk, directory, "can't be locked: " + std::generic_category().message(error));
}

RunLock::~RunLock() {
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

RunLock::RunLock(RunLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

} // namespace wasserfarbe
