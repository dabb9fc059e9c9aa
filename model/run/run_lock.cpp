#include "model/run/run_lock.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <thread>
#include <unistd.h>
#include <utility>

#include "model/types/error.h"

namespace wasserfarbe {

namespace {

int open_folder(const std::filesystem::path& directory) {
    return ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

enum class Holder { Us, Another, Unknown };

/// A training holds the lock for itself alone; a process that only asks (`is_locked`) shares it for a moment,
/// which must not be taken for a training.
Holder try_to_hold(int descriptor) {
    while (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK)
            return Holder::Unknown;
        if (::flock(descriptor, LOCK_SH | LOCK_NB) != 0)
            return errno == EWOULDBLOCK ? Holder::Another : Holder::Unknown;
        ::flock(descriptor, LOCK_UN);
        std::this_thread::yield();
    }
    return Holder::Us;
}

} // namespace

RunLock::RunLock(const std::filesystem::path& directory) : descriptor_(open_folder(directory)) {
    if (descriptor_ < 0)
        throw Error(ErrorKind::Disk, directory, "can't be opened", errno);
    const Holder holder = try_to_hold(descriptor_);
    if (holder == Holder::Us)
        return;
    const int error = errno;
    ::close(descriptor_);
    if (holder == Holder::Another)
        throw Error(ErrorCode::RunInUse, directory);
    throw Error(ErrorKind::Disk, directory, "can't be locked", error);
}

bool RunLock::is_locked(const std::filesystem::path& directory) {
    const int descriptor = open_folder(directory);
    if (descriptor < 0)
        return false;
    const bool locked = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(descriptor); // which also lets go of it
    return locked;
}

RunLock::~RunLock() {
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

RunLock::RunLock(RunLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

} // namespace wasserfarbe
